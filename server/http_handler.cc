#include "server/http_handler.h"

#include <utility>

#include "operations/authenticate.h"
#include "server/content_coding.h"
#include "server/http_limits.h"

namespace stator {

namespace {

constexpr std::string_view kAmazonJson = "application/x-amz-json-1.0";
constexpr std::string_view kPlainJson = "application/json";

// The media type of a Content-Type header. The service ignores whatever stands behind ';' (dynalite).
std::string_view mediaType(std::string_view content_type) {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (!type.empty() && type.front() == ' ') type.remove_prefix(1);
  while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
  return type;
}

void appendHeader(HttpResponse& response, std::string_view name, std::string_view value) {
  response.headers.append(name).append(": ").append(value).append("\r\n");
}

// As recorded by dynalite, the lifetime included.
HttpResponse preflight(const HttpRequest& request) {
  HttpResponse response;
  if (const auto* headers = request.find("access-control-request-headers")) {
    appendHeader(response, "Access-Control-Allow-Headers", *headers);
  }
  if (const auto* method = request.find("access-control-request-method")) {
    appendHeader(response, "Access-Control-Allow-Methods", *method);
  }
  appendHeader(response, "Access-Control-Max-Age", "172800");
  return response;
}

HttpResponse unknownOperation() {
  HttpResponse response;
  response.status = 404;
  response.body = "<UnknownOperationException/>\n";
  return response;
}

// A page may read this much, so that whoever develops it sees why.
HttpResponse foreignPage(std::string_view origin) {
  std::string shown;
  for (const char c : origin.substr(0, kMaxShownOrigin)) shown += c > ' ' && c != '"' && c != '\\' && c < 127 ? c : '?';
  HttpResponse response;
  response.status = 403;
  response.from_service = false;
  response.content_type = kAmazonJson;
  response.body = R"({"__type":"com.amazon.coral.service#AccessDeniedException","message":"Pages of )" + shown +
                  R"( may not use this server; it takes those that its option --cors names"})";
  appendHeader(response, "Access-Control-Allow-Origin", "*");
  return response;
}

HttpResponse tooLarge() {
  HttpResponse response;
  response.status = 413;
  response.from_service = false;
  return response;
}

Result<Caller> callerOf(const HttpRequest& request, const SecretKeys& secret_keys = {}) {
  return authenticate(HttpView{request.method, request.path, request.query, request.headers, request.body}, secret_keys);
}

void compressIfAccepted(const HttpRequest& request, HttpResponse& response) {
  if (response.body.size() < kMinGzipBytes) return;
  const auto* accepted = request.find("accept-encoding");
  if (!accepted || !acceptsGzip(*accepted)) return;
  std::string compressed = gzip(response.body);
  if (compressed.empty() || compressed.size() >= response.body.size()) return;
  response.body = std::move(compressed);
  appendHeader(response, "Content-Encoding", "gzip");
}

}  // namespace

HttpResponse HttpHandler::handle(const HttpRequest& request) const {
  const std::string_view* origin = request.find("origin");
  HttpResponse response;
  // A browser asks beforehand only when a page wants to reach another host than its own, and a page can give its own host's
  // name this machine's address. So it is the request itself that is refused.
  if (origin != nullptr && request.method != "OPTIONS" && !AdminRoutes::serves(request.path) &&
      !allowed_origins_.contains(*origin)) {
    return foreignPage(*origin);
  }
  if (origin != nullptr && request.method == "OPTIONS") {
    response = preflight(request);
  } else if (request.method == "GET" && (request.path == "/" || request.path == "/health")) {
    response = healthCheck(request);
  } else if (admin_ && AdminRoutes::serves(request.path)) {
    return admin_->handle(request);
  } else if (metrics_ && request.method == "GET" && request.path == "/metrics") {
    return metricsPage();
  } else if (request.method != "POST") {
    response = unknownOperation();
  } else {
    response = callApi(request);
  }
  if (origin != nullptr) allowOrigin(*origin, response);
  return response;
}

void HttpHandler::allowOrigin(std::string_view origin, HttpResponse& response) const {
  const bool allowed = allowed_origins_.contains(origin);
  // Also before a request that will be refused: the page could not see why, otherwise.
  appendHeader(response, "Access-Control-Allow-Origin", allowed && !allowed_origins_.sameForAll() ? origin : "*");
  if (!allowed_origins_.sameForAll()) appendHeader(response, "Vary", "Origin");  // a cache must not give it to another
}

HttpResponse HttpHandler::healthCheck(const HttpRequest& request) const {
  Result<Caller> caller = callerOf(request);
  HttpResponse response;
  response.body = "healthy: dynamodb." + (caller ? caller->region : default_region_) + ".amazonaws.com ";
  return response;
}

void HttpHandler::setAdministration(AdminRoutes routes, std::function<std::string()> metrics) {
  admin_ = std::move(routes);
  metrics_ = std::move(metrics);
}

HttpResponse HttpHandler::metricsPage() const {
  HttpResponse response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.from_service = false;
  response.body = metrics_();
  return response;
}

HttpResponse HttpHandler::callApi(const HttpRequest& request) const {
  std::string_view type = mediaType(request.header("content-type"));
  if (!request.body.empty() && type != kAmazonJson && type != kPlainJson) return unknownOperation();

  std::string_view body = request.body;
  std::string decompressed;
  if (request.header("content-encoding") == "gzip") {
    switch (gunzip(request.body, kMaxBodyBytes, decompressed)) {
      case GunzipError::None:
        body = decompressed;
        break;
      case GunzipError::TooLong:
        return tooLarge();
      case GunzipError::Corrupt:
        break;  // unverified: left as it is, it is then refused as JSON that cannot be parsed
    }
  }
  Result<Caller> caller = callerOf(request, secret_keys_);
  ApiReply reply = api_(ApiRequest{request.header("x-amz-target"), body, caller});
  HttpResponse response;
  response.status = reply.http_status;
  response.content_type = type == kAmazonJson ? kAmazonJson : kPlainJson;
  response.body = std::move(reply.body);
  // Some SDKs wait as long as this says (botocore 1.43, in its retry mode of 2026). That the service sends it is unverified.
  if (reply.retry_after_ms > 0) appendHeader(response, "x-amz-retry-after", std::to_string(reply.retry_after_ms));
  response.delay = reply.delay;
  response.connection = reply.connection;
  compressIfAccepted(request, response);
  return response;
}

}  // namespace stator
