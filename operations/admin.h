// What a server's user may do to it besides DynamoDB's own API: HTTP's /_stator/ routes, without HTTP.
// docs/administration.md lists them.
#pragma once

#include <string>
#include <string_view>

namespace stator {

class Engine;

struct AdminRequest {
  std::string_view method;  // "GET", "PUT", "POST" or "DELETE"
  std::string_view path;    // behind "/_stator/", e.g. "clock/advance"
  std::string_view query;   // "name=value&..."; values are taken as they are, without decoding
  std::string_view body;    // a JSON object; empty means {}
};

struct AdminReply {
  int http_status = 200;  // 400: {"error": "<one line>"}; 404: no such route; 405: not that method
  std::string_view content_type = "application/json";
  std::string body;
};

// Thread-safe. Never throws: a bug is answered with 500.
AdminReply administer(Engine& engine, const AdminRequest& request) noexcept;

}  // namespace stator
