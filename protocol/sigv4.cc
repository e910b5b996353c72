#include "protocol/sigv4.h"

#include <algorithm>
#include <array>
#include <optional>

#include "protocol/sigv4_canonical.h"

namespace stator {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view kTerminator = "aws4_request";

// What a header or a query string says about a signature, not looked into yet. Borrows from the request or from its
// parsed query.
struct Authorization {
  std::string_view algorithm;
  std::string_view credential;
  std::string_view signed_headers;
  std::string_view signature;
};

Error missingToken() {
  return Error{ErrorCode::MissingAuthenticationTokenException, "Request is missing Authentication Token"};
}

Error incomplete(std::string message) { return Error{ErrorCode::IncompleteSignatureException, std::move(message)}; }

std::string_view trimmed(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t");
  if (start == text.npos) return {};
  return text.substr(start, text.find_last_not_of(" \t") - start + 1);
}

// The algorithm comes first; then name=value pairs, with commas, blanks or both between them (dynalite). Of a name given
// twice the last value counts.
Authorization parseHeader(std::string_view header) {
  Authorization authorization;
  std::string_view rest = trimmed(header);
  const size_t first_end = std::min(rest.find_first_of(", "), rest.size());
  authorization.algorithm = rest.substr(0, first_end);
  rest.remove_prefix(first_end);
  while (!rest.empty()) {
    const size_t end = std::min(rest.find_first_of(", "), rest.size());
    const std::string_view pair = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + 1));
    const size_t equals = pair.find('=');
    if (equals == pair.npos) continue;
    const std::string_view name = pair.substr(0, equals);
    const std::string_view value = pair.substr(equals + 1);
    if (name == "Credential") authorization.credential = value;
    if (name == "SignedHeaders") authorization.signed_headers = value;
    if (name == "Signature") authorization.signature = value;
  }
  return authorization;
}

Authorization parseParameters(const QueryParameters& query) {
  Authorization authorization;
  authorization.algorithm = findParameter(query, "X-Amz-Algorithm").value_or("");
  authorization.credential = findParameter(query, "X-Amz-Credential").value_or("");
  authorization.signed_headers = findParameter(query, "X-Amz-SignedHeaders").value_or("");
  authorization.signature = findParameter(query, "X-Amz-Signature").value_or("");
  return authorization;
}

// Sentences and their order: dynalite.
Result<void> checkHeader(const SignedRequest& request, const Authorization& authorization, std::string_view header) {
  std::string message;
  const auto require = [&message](std::string_view name, std::string_view value) {
    if (value.empty()) message.append("Authorization header requires '").append(name).append("' parameter. ");
  };
  require("Credential", authorization.credential);
  require("Signature", authorization.signature);
  require("SignedHeaders", authorization.signed_headers);
  const auto has_header = [&request](std::string_view name) {
    const std::string* const value = findHeader(request, name);
    return value && !value->empty();
  };
  if (!has_header("x-amz-date") && !has_header("date")) {
    message += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (message.empty()) return {};
  return incomplete(message.append("Authorization=").append(header));
}

Result<void> checkParameters(const QueryParameters& query) {
  constexpr std::array<std::string_view, 5> kRequired = {"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature",
                                                         "X-Amz-SignedHeaders", "X-Amz-Date"};
  std::string message;
  for (const std::string_view name : kRequired) {
    if (!findParameter(query, name).value_or("").empty()) continue;
    message.append("AWS query-string parameters must include '").append(name).append("'. ");
  }
  if (message.empty()) return {};
  return incomplete(message.append("Re-examine the query-string parameters."));
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// keyid/date/region/service/aws4_request; trailing slashes do not count (dynalite's notes on the service).
std::optional<std::vector<std::string_view>> splitCredential(std::string_view credential) {
  while (credential.ends_with('/')) credential.remove_suffix(1);
  std::vector<std::string_view> parts = split(credential, '/');
  if (parts.size() != 5) return std::nullopt;
  return parts;
}

CredentialScope scopeOf(const std::vector<std::string_view>& parts) {
  return {std::string(parts[0]), std::string(parts[1]), std::string(parts[2]), std::string(parts[3])};
}

Result<CredentialScope> parseScope(std::string_view credential) {
  if (const auto parts = splitCredential(credential)) return scopeOf(*parts);
  std::string message =
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '";
  return incomplete(message.append(credential).append("'"));
}

// Looks at every character whatever the first difference is, so that the time taken tells nothing about it.
bool equalInConstantTime(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  unsigned difference = 0;
  for (size_t i = 0; i < left.size(); ++i) difference |= static_cast<uint8_t>(left[i] ^ right[i]);
  return difference == 0;
}

bool verify(const SignedRequest& request, const Authorization& authorization, std::string_view timestamp,
            std::string_view secret_key) {
  const auto parts = splitCredential(authorization.credential);
  if (authorization.algorithm != kAlgorithm || !parts || parts->back() != kTerminator) return false;
  const CredentialScope scope = scopeOf(*parts);
  if (timestamp.substr(0, timestamp.find('T')) != scope.date) return false;
  const auto names = split(authorization.signed_headers, ';');
  const auto canonical = canonicalRequest(request, {names.begin(), names.end()});
  if (!canonical) return false;
  const std::string expected = signature(scope, secret_key, stringToSign(scope, timestamp, *canonical));
  return equalInConstantTime(authorization.signature, expected);
}

}  // namespace

Result<CredentialScope> parseAuthorization(const SignedRequest& request) {
  const std::string* const header = findHeader(request, "authorization");
  const QueryParameters query = parseQuery(request.query);
  const bool has_header = header && !header->empty();
  const bool in_query = findParameter(query, "X-Amz-Algorithm").has_value();
  if (has_header && in_query) {
    return Error{ErrorCode::InvalidSignatureException,
                 "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."};
  }
  if (in_query) {
    TRY(checkParameters(query));
    return parseScope(parseParameters(query).credential);
  }
  if (!has_header || !trimmed(*header).starts_with("AWS4-")) return missingToken();
  const Authorization authorization = parseHeader(*header);
  TRY(checkHeader(request, authorization, *header));
  return parseScope(authorization.credential);
}

std::string signRequest(const SignedRequest& request, const CredentialScope& scope, std::string_view secret_key) {
  std::vector<std::string> signed_headers;
  for (const auto& [name, value] : request.headers) {
    if (name != "authorization") signed_headers.push_back(name);
  }
  const std::string timestamp = headerTimestamp(request).value_or("");
  // Only headers that are there are signed, so the canonical request exists.
  const std::string canonical = canonicalRequest(request, signed_headers).value_or("");
  std::string out(kAlgorithm);
  out.append(" Credential=").append(scope.access_key_id).append("/").append(scope.date).append("/");
  out.append(scope.region).append("/").append(scope.service).append("/").append(kTerminator);
  out.append(", SignedHeaders=").append(signedHeaderList(std::move(signed_headers)));
  out.append(", Signature=").append(signature(scope, secret_key, stringToSign(scope, timestamp, canonical)));
  return out;
}

bool verifySignature(const SignedRequest& request, std::string_view secret_key) {
  const std::string* const header = findHeader(request, "authorization");
  if (header && !header->empty()) {
    const auto timestamp = headerTimestamp(request);
    return timestamp && verify(request, parseHeader(*header), *timestamp, secret_key);
  }
  const QueryParameters query = parseQuery(request.query);
  const auto timestamp = findParameter(query, "X-Amz-Date");
  return timestamp && verify(request, parseParameters(query), *timestamp, secret_key);
}

}  // namespace stator
