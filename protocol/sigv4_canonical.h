// The canonical forms that Signature Version 4 signs (AWS: "Create a signed AWS API request"), for services other than S3.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/sigv4.h"

namespace stator {

using QueryParameters = std::vector<std::pair<std::string, std::string>>;

// Names and values with %XX decoded, in the order given; '+' stays '+'. An escape that is none is kept as it is.
QueryParameters parseQuery(std::string_view query);
// The first of that name; borrows from `parameters`.
std::optional<std::string_view> findParameter(const QueryParameters& parameters, std::string_view name);

// The first header of that name; `name` in lower case.
const std::string* findHeader(const SignedRequest& request, std::string_view name);

// Without "." and "..", with single slashes, each byte of the given path escaped (so an escape is escaped once more).
std::string canonicalPath(std::string_view path);
// Escaped, sorted, without X-Amz-Signature.
std::string canonicalQuery(std::string_view query);

// `signed_headers` in lower case. Each appears once in the result, with all of its values. nullopt when the request lacks
// one.
std::optional<std::string> canonicalRequest(const SignedRequest& request, std::vector<std::string> signed_headers);
// "a;b": sorted, each once.
std::string signedHeaderList(std::vector<std::string> signed_headers);

// What gets signed: `timestamp` as YYYYMMDDThhmmssZ.
std::string stringToSign(const CredentialScope& scope, std::string_view timestamp, std::string_view canonical_request);
// In lower-case hex.
std::string signature(const CredentialScope& scope, std::string_view secret_key, std::string_view string_to_sign);

// The request's time as YYYYMMDDThhmmssZ, from x-amz-date or else from date, in ISO 8601 basic format or as in HTTP.
std::optional<std::string> headerTimestamp(const SignedRequest& request);

}  // namespace stator
