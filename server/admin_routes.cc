#include "server/admin_routes.h"

#include <algorithm>

#include "server/web_origin.h"

namespace stator {
namespace {

// Takes as long for a wrong text as for a right one of that length.
bool equalInConstantTime(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned char>(a[i] ^ b[i]);
  return difference == 0;
}

}  // namespace

bool AdminRoutes::allowed(const HttpRequest& request) const {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view authorization = request.header("authorization");
  if (!token_.empty() && authorization.starts_with(kBearer) &&
      equalInConstantTime(authorization.substr(kBearer.size()), token_)) {
    return true;
  }
  // A page in a browser on this machine comes from loopback too. It gives itself away by Origin, or, where it has made its
  // own name resolve to this machine, by the name that it asks for.
  const std::string_view host = request.header("host");
  return request.from_loopback && request.find("origin") == nullptr && (host.empty() || namesLoopback(host));
}

HttpResponse AdminRoutes::handle(const HttpRequest& request) const {
  HttpResponse response;
  response.from_service = false;
  response.content_type = "application/json";
  if (!allowed(request)) {
    response.status = 403;
    response.body =
        R"({"error":"Only for clients on this machine, or with \"Authorization: Bearer TOKEN\" and --admin-token"})";
    return response;
  }
  constexpr std::string_view kPrefix = "/_stator/";
  const std::string_view path = request.path.substr(std::min(kPrefix.size(), request.path.size()));
  AdminReply reply = administer_({request.method, path, request.query, request.body});
  response.status = reply.http_status;
  response.content_type = reply.content_type;
  response.body = std::move(reply.body);
  return response;
}

}  // namespace stator
