// Who is asking, read from an HTTP request's signature.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "operations/api.h"

namespace stator {

inline constexpr std::string_view kDefaultAccount = "000000000000";
inline constexpr std::string_view kDefaultRegion = "us-east-1";

// What authentication looks at. Header names are in lower case.
struct HttpView {
  std::string_view method;
  std::string_view path;
  std::string_view query;  // raw, without '?'
  std::span<const std::pair<std::string_view, std::string_view>> headers;
  std::string_view body;
};

// Secret access keys by access key id.
using SecretKeys = std::map<std::string, std::string, std::less<>>;

// The account is the access key id if that is a 12-digit number, else kDefaultAccount; the region is the credential
// scope's. Errors as parseAuthorization gives them. Without `secret_keys` any signature will do; with them it has to be made
// with the key that belongs to its access key id: else UnrecognizedClientException or InvalidSignatureException. Its age
// does not matter.
Result<Caller> authenticate(const HttpView& request, const SecretKeys& secret_keys = {});

}  // namespace stator
