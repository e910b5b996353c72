// What the service answers to an HTTP request, decided without any socket.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "operations/api.h"
#include "server/http_message.h"

namespace stator {

// execute() bound to an engine. Must be thread-safe and must not throw.
using ApiFunction = std::function<ApiReply(const ApiRequest&)>;

// Thread-safe.
class HttpHandler {
 public:
  // `default_region` is what the health check names when the request is not signed.
  HttpHandler(ApiFunction api, std::string default_region)
      : api_(std::move(api)), default_region_(std::move(default_region)) {}

  // The checks and their order follow the service (DynamoDB capture; dynalite): CORS preflight, health check, method
  // and content type; everything after these is execute()'s.
  HttpResponse handle(const HttpRequest& request) const;

 private:
  HttpResponse healthCheck(const HttpRequest& request) const;
  HttpResponse callApi(const HttpRequest& request) const;

  ApiFunction api_;
  std::string default_region_;
};

}  // namespace stator
