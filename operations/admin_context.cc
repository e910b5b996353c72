#include "operations/admin_context.h"

#include <algorithm>
#include <string>

#include "operations/authenticate.h"
#include "operations/engine.h"

namespace stator {

Result<std::string_view> textMember(const AdminContext& context, std::string_view member) {
  const RequestValue value = context.body[member];
  if (value && value.kind() != RequestValue::Kind::String)
    return validationError("\"" + std::string(member) + "\" must be a string");
  return value.string();
}

std::string_view queryValue(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') return pair.substr(name.size() + 1);
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return {};
}

Result<Caller> namedPlace(const AdminContext& context) {
  Caller caller{std::string(TRY(textMember(context, "account"))), std::string(TRY(textMember(context, "region")))};
  if (context.engine.options().shared_database) return sharedCaller();
  if (caller.account.empty()) caller.account = kDefaultAccount;
  return caller;
}

AdminReply adminError(int status, std::string_view text) {
  ResponseWriter out;
  out.beginObject();
  out.member("error", text);
  out.endObject();
  return {status, "application/json", out.take()};
}

}  // namespace stator
