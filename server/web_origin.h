// Which web pages a request may come from. A browser says so in Origin, and in Host what the page calls this machine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stator {

// Whether a host, perhaps with a port, names the machine that one is on: "localhost", "x.localhost" (RFC 6761), "127.0.0.1",
// "[::1]:8000".
bool namesLoopback(std::string_view host);

// Thread-safe once it is set.
class AllowedOrigins {
 public:
  // Origins separated by commas; "*" is any of them, "local" any that this machine serves itself. Empty: "*".
  void set(std::string_view origins);

  // Whether a page of this origin may use the server. What no browser sends ("whatever", as in tests of the service) is no
  // page.
  bool contains(std::string_view origin) const;

  // Whether the answer is the same for all who may ask, so that "*" can stand in Access-Control-Allow-Origin.
  bool sameForAll() const { return any_; }

 private:
  bool any_ = true;
  bool local_ = false;
  std::vector<std::string> listed_;
};

}  // namespace stator
