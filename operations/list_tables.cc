#include "operations/operation.h"

namespace stator {

Result<void> listTables(OperationContext& context) {
  constexpr int64_t kDefaultLimit = 100;  // also the largest that may be asked for
  const auto limit = static_cast<size_t>(context.request["Limit"].integer(kDefaultLimit));
  std::vector<std::string> names = context.engine.catalog().list(
      context.caller.account, context.caller.region, context.request["ExclusiveStartTableName"].string(), limit + 1);
  const bool more = names.size() > limit;
  if (more) names.pop_back();

  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("TableNames");
  out.beginArray();
  for (const std::string& name : names) out.string(name);
  out.endArray();
  if (more) out.member("LastEvaluatedTableName", names.back());
  out.endObject();
  return {};
}

}  // namespace stator
