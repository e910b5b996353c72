// AWS Signature Version 4: reading what a request carries, and computing signatures.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "types/result.h"

namespace stator {

struct CredentialScope {
  std::string access_key_id;
  std::string date;  // YYYYMMDD
  std::string region;
  std::string service;
};

// What authorization needs to see of an HTTP request. Header names are lower-case.
struct SignedRequest {
  std::string method;
  std::string path;
  std::string query;  // raw, without '?'
  std::vector<std::pair<std::string, std::string>> headers;
  std::string_view body;
};

// Header or query-string form. Errors as the service gives them for missing, doubled or incomplete authentication and for
// credentials that are not five parts (recorded by dynalite). Does not verify the signature.
Result<CredentialScope> parseAuthorization(const SignedRequest& request);

// The Authorization header's value for `request`, whose x-amz-date header gives the time. All its headers are signed.
std::string signRequest(const SignedRequest& request, const CredentialScope& scope, std::string_view secret_key);

// Whether the signature that `request` carries is the one made with `secret_key`.
bool verifySignature(const SignedRequest& request, std::string_view secret_key);

}  // namespace stator
