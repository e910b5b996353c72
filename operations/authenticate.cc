#include "operations/authenticate.h"

#include <algorithm>
#include <string>

#include "protocol/sigv4.h"

namespace stator {

namespace {

constexpr size_t kAccountDigits = 12;

bool isAccount(std::string_view access_key_id) {
  return access_key_id.size() == kAccountDigits &&
         std::all_of(access_key_id.begin(), access_key_id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The headers that say who is asking. The others matter only to a signature's verification, and copying them would
// cost more than all the rest of reading a request.
bool isAuthenticationHeader(std::string_view name) {
  return name == "authorization" || name == "x-amz-date" || name == "date";
}

// The texts are the service's (AWS's list of common errors).
Result<void> verify(const SignedRequest& request, const CredentialScope& scope, const SecretKeys& secret_keys) {
  const auto secret_key = secret_keys.find(scope.access_key_id);
  if (secret_key == secret_keys.end()) {
    return Error{ErrorCode::UnrecognizedClientException, "The security token included in the request is invalid."};
  }
  if (verifySignature(request, secret_key->second)) return {};
  return Error{
      ErrorCode::InvalidSignatureException,
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
      "and signing method. Consult the service documentation for details."};
}

}  // namespace

Result<Caller> authenticate(const HttpView& request, const SecretKeys& secret_keys) {
  SignedRequest signed_request;
  signed_request.method = request.method;
  signed_request.path = request.path;
  signed_request.query = request.query;
  signed_request.body = request.body;
  for (const auto& [name, value] : request.headers) {
    if (!secret_keys.empty() || isAuthenticationHeader(name)) signed_request.headers.emplace_back(name, value);
  }
  CredentialScope scope = TRY(parseAuthorization(signed_request));
  if (!secret_keys.empty()) TRY(verify(signed_request, scope, secret_keys));
  Caller caller;
  caller.account = isAccount(scope.access_key_id) ? std::move(scope.access_key_id) : std::string(kDefaultAccount);
  caller.region = scope.region.empty() ? std::string(kDefaultRegion) : std::move(scope.region);
  return caller;
}

}  // namespace stator
