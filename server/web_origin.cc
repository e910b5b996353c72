#include "server/web_origin.h"

#include <algorithm>

namespace stator {
namespace {

// "127.0.0.1", but not "127.evil.example", which may resolve to anything.
bool isLoopbackNumber(std::string_view host) {
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

bool namesLoopback(std::string_view host) {
  if (host.starts_with("[::1]")) return host.size() == 5 || host[5] == ':';
  host = host.substr(0, host.find(':'));
  return host == "localhost" || host.ends_with(".localhost") || isLoopbackNumber(host);
}

void AllowedOrigins::set(std::string_view origins) {
  any_ = origins.empty();
  local_ = false;
  listed_.clear();
  while (!origins.empty()) {
    std::string_view origin = origins.substr(0, origins.find(','));
    origins.remove_prefix(std::min(origins.size(), origin.size() + 1));
    while (origin.starts_with(' ')) origin.remove_prefix(1);
    while (origin.ends_with(' ') || origin.ends_with('/')) origin.remove_suffix(1);
    if (origin == "*") any_ = true;
    if (origin == "local") local_ = true;
    if (!origin.empty()) listed_.emplace_back(origin);
  }
}

bool AllowedOrigins::contains(std::string_view origin) const {
  if (any_ || std::find(listed_.begin(), listed_.end(), origin) != listed_.end()) return true;
  if (!local_) return false;
  const size_t scheme = origin.find("://");
  // "null" is what pages without an origin send: files, and frames that hide where they are from.
  if (scheme == std::string_view::npos) return origin != "null";
  return namesLoopback(origin.substr(scheme + 3));
}

}  // namespace stator
