// What the service answers to an HTTP request, decided without any socket.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "operations/api.h"
#include "server/admin_routes.h"
#include "server/http_message.h"
#include "server/web_origin.h"

namespace stator {

// execute() bound to an engine. Must be thread-safe and must not throw.
using ApiFunction = std::function<ApiReply(const ApiRequest&)>;

// Secret access keys by access key id (operations/authenticate.h).
using SecretKeys = std::map<std::string, std::string, std::less<>>;

// Thread-safe.
class HttpHandler {
 public:
  // `default_region` is what the health check names when the request is not signed. With `secret_keys`
  // signatures are verified.
  HttpHandler(ApiFunction api, std::string default_region, SecretKeys secret_keys = {})
      : api_(std::move(api)), default_region_(std::move(default_region)), secret_keys_(std::move(secret_keys)) {}

  // Also serves /_stator/ and /metrics. `metrics` renders the page; it must be thread-safe, and may be null.
  void setAdministration(AdminRoutes routes, std::function<std::string()> metrics);

  // Web pages that may use the server, as AllowedOrigins::set() takes them; if not called, all. Others get 403.
  void setAllowedOrigins(std::string_view origins) { allowed_origins_.set(origins); }

  // The checks and their order follow the service (DynamoDB capture; dynalite): CORS preflight, health check, method
  // and content type; everything after these is execute()'s.
  HttpResponse handle(const HttpRequest& request) const;

 private:
  HttpResponse healthCheck(const HttpRequest& request) const;
  HttpResponse metricsPage() const;
  HttpResponse callApi(const HttpRequest& request) const;
  void allowOrigin(std::string_view origin, HttpResponse& response) const;

  ApiFunction api_;
  std::string default_region_;
  SecretKeys secret_keys_;
  AllowedOrigins allowed_origins_;
  std::optional<AdminRoutes> admin_;
  std::function<std::string()> metrics_;
};

}  // namespace stator
