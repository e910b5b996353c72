// What the functions behind the administration's routes share.
#pragma once

#include <string_view>

#include "operations/admin.h"
#include "operations/api.h"
#include "protocol/request.h"
#include "protocol/response_writer.h"
#include "types/result.h"

namespace stator {

struct AdminContext {
  Engine& engine;
  const AdminRequest& request;
  const Request& body;
  ResponseWriter& out;
  AdminReply& reply;      // of routes that answer something else than JSON, or another status than 200
  std::string_view name;  // what stands for NAME in the route's path
};

// Empty when there is no such member; an error when it is no string.
Result<std::string_view> textMember(const AdminContext& context, std::string_view member);
// The value of `name` in "name=value&..."; empty when there is none.
std::string_view queryValue(std::string_view query, std::string_view name);
// "account" and "region" of the body: the default account if there is none, and an empty region. With one set of tables for
// all, that.
Result<Caller> namedPlace(const AdminContext& context);
AdminReply adminError(int status, std::string_view text);

}  // namespace stator
