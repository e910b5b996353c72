// Who may use /_stator/. What is there is operations/admin's.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "operations/admin.h"
#include "server/http_message.h"

namespace stator {

// administer() bound to an engine. Must be thread-safe and must not throw.
using AdminFunction = std::function<AdminReply(const AdminRequest&)>;

// Thread-safe.
class AdminRoutes {
 public:
  // With a `token`, "Authorization: Bearer <token>" opens the routes to clients anywhere.
  explicit AdminRoutes(AdminFunction administer, std::string token = {})
      : administer_(std::move(administer)), token_(std::move(token)) {}

  static bool serves(std::string_view path) { return path == "/_stator" || path.starts_with("/_stator/"); }

  // 403 unless the client has the token, or is on this machine and no web page.
  HttpResponse handle(const HttpRequest& request) const;

 private:
  bool allowed(const HttpRequest& request) const;

  AdminFunction administer_;
  std::string token_;
};

}  // namespace stator
