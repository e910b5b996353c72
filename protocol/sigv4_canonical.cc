#include "protocol/sigv4_canonical.h"

#include <algorithm>
#include <array>

#include "base/digest.h"

namespace stator {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

int hexDigit(char c) {
  if (isDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percentDecoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hexDigit(text[i + 1]) >= 0 && hexDigit(text[i + 2]) >= 0;
    if (escape) {
      out += static_cast<char>(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// RFC 3986's unreserved characters, and those in `also`, stay.
void appendPercentEncoded(std::string& out, std::string_view text, std::string_view also = {}) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  for (const char c : text) {
    if (isLetter(c) || isDigit(c) || c == '-' || c == '.' || c == '_' || c == '~' || also.find(c) != also.npos) {
      out += c;
    } else {
      const auto byte = static_cast<uint8_t>(c);
      out += {'%', kDigits[byte >> 4], kDigits[byte & 0xf]};
    }
  }
}

// Without blanks at the ends, and with one space for each run of them inside; quotes do not protect them.
void appendTrimmed(std::string& out, std::string_view value) {
  bool gap = false;
  const size_t start = out.size();
  for (const char c : value) {
    if (isBlank(c)) {
      gap = true;
      continue;
    }
    if (gap && out.size() > start) out += ' ';
    gap = false;
    out += c;
  }
}

void sortUnique(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

// "name:value,value\n"; false when there is no such header.
bool appendCanonicalHeader(std::string& out, const SignedRequest& request, std::string_view name) {
  out.append(name) += ':';
  bool found = false;
  for (const auto& [header, value] : request.headers) {
    if (header != name) continue;
    if (found) out += ',';
    found = true;
    appendTrimmed(out, value);
  }
  out += '\n';
  return found;
}

template <size_t kSize>
std::string_view viewOf(const std::array<uint8_t, kSize>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// "20150830T123600Z"
bool isIsoBasic(std::string_view text) {
  if (text.size() != 16) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool fits = i == 8 ? text[i] == 'T' : i == 15 ? text[i] == 'Z' : isDigit(text[i]);
    if (!fits) return false;
  }
  return true;
}

// "Sun, 30 Aug 2015 12:36:00 GMT" to ISO basic format.
std::optional<std::string> fromHttpDate(std::string_view text) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.size() != 29 || text.substr(26) != "GMT") return std::nullopt;
  const size_t month = kMonths.find(text.substr(8, 3));
  if (month == kMonths.npos || month % 3 != 0) return std::nullopt;
  const size_t number = month / 3 + 1;
  std::string out(text.substr(12, 4));
  out += static_cast<char>('0' + number / 10);
  out += static_cast<char>('0' + number % 10);
  out.append(text.substr(5, 2)).append("T").append(text.substr(17, 2));
  out.append(text.substr(20, 2)).append(text.substr(23, 2)).append("Z");
  if (!isIsoBasic(out)) return std::nullopt;
  return out;
}

}  // namespace

QueryParameters parseQuery(std::string_view query) {
  QueryParameters parameters;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const size_t equals = pair.find('=');
    const std::string_view value = equals == pair.npos ? std::string_view() : pair.substr(equals + 1);
    parameters.emplace_back(percentDecoded(pair.substr(0, equals)), percentDecoded(value));
  }
  return parameters;
}

std::optional<std::string_view> findParameter(const QueryParameters& parameters, std::string_view name) {
  for (const auto& [parameter, value] : parameters) {
    if (parameter == name) return value;
  }
  return std::nullopt;
}

const std::string* findHeader(const SignedRequest& request, std::string_view name) {
  for (const auto& [header, value] : request.headers) {
    if (header == name) return &value;
  }
  return nullptr;
}

std::string canonicalPath(std::string_view path) {
  std::vector<std::string_view> segments;
  const bool closed = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
  while (!path.empty()) {
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), segment.size() + 1));
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
  }
  std::string out;
  for (const std::string_view segment : segments) {
    out += '/';
    appendPercentEncoded(out, segment);
  }
  if (out.empty() || closed) out += '/';
  return out;
}

std::string canonicalQuery(std::string_view query) {
  QueryParameters escaped;
  for (const auto& [name, value] : parseQuery(query)) {
    if (name == "X-Amz-Signature") continue;
    auto& [escaped_name, escaped_value] = escaped.emplace_back();
    appendPercentEncoded(escaped_name, name);
    appendPercentEncoded(escaped_value, value);
  }
  std::sort(escaped.begin(), escaped.end());
  std::string out;
  for (const auto& [name, value] : escaped) {
    if (!out.empty()) out += '&';
    out.append(name).append("=").append(value);
  }
  return out;
}

std::string signedHeaderList(std::vector<std::string> signed_headers) {
  sortUnique(signed_headers);
  std::string out;
  for (const std::string& name : signed_headers) {
    if (!out.empty()) out += ';';
    out += name;
  }
  return out;
}

std::optional<std::string> canonicalRequest(const SignedRequest& request, std::vector<std::string> signed_headers) {
  sortUnique(signed_headers);
  std::string out = request.method;
  out.append("\n").append(canonicalPath(request.path));
  out.append("\n").append(canonicalQuery(request.query)) += '\n';
  for (const std::string& name : signed_headers) {
    if (!appendCanonicalHeader(out, request, name)) return std::nullopt;
  }
  out.append("\n").append(signedHeaderList(std::move(signed_headers)));
  // Always the hash of the body that came: a client's own x-amz-content-sha256 could speak of another one.
  out.append("\n").append(hex(viewOf(sha256(request.body))));
  return out;
}

std::string stringToSign(const CredentialScope& scope, std::string_view timestamp, std::string_view canonical_request) {
  std::string out = "AWS4-HMAC-SHA256\n";
  out.append(timestamp).append("\n");
  out.append(scope.date).append("/").append(scope.region).append("/").append(scope.service).append("/aws4_request\n");
  out.append(hex(viewOf(sha256(canonical_request))));
  return out;
}

std::string signature(const CredentialScope& scope, std::string_view secret_key, std::string_view string_to_sign) {
  auto key = hmacSha256("AWS4" + std::string(secret_key), scope.date);
  for (const std::string_view part :
       {std::string_view(scope.region), std::string_view(scope.service), std::string_view("aws4_request"), string_to_sign}) {
    key = hmacSha256(viewOf(key), part);
  }
  return hex(viewOf(key));
}

std::optional<std::string> headerTimestamp(const SignedRequest& request) {
  const std::string* date = findHeader(request, "x-amz-date");
  if (!date) date = findHeader(request, "date");
  if (!date) return std::nullopt;
  std::string trimmed;
  appendTrimmed(trimmed, *date);
  if (isIsoBasic(trimmed)) return trimmed;
  return fromHttpDate(trimmed);
}

}  // namespace stator
