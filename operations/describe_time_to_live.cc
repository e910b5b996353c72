#include "operations/operation.h"
#include "operations/table_access.h"
#include "operations/time_to_live.h"

namespace stator {

Result<void> describeTimeToLive(OperationContext& context) {
  const auto table = TRY(findTableAnyStatus(context, context.request["TableName"].string()));
  if (table->status == TableStatus::Creating || table->status == TableStatus::Deleting) {
    // aws-controllers-k8s, api-quirks, DDB-TABLE-442
    const std::string state(toString(table->status));
    return validationError("Cannot describe time to live while table is in " + state + " state: Current table state is " +
                           state);
  }
  const std::string_view status = timeToLiveStatus(context.engine, *table);
  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("TimeToLiveDescription");
  out.beginObject();
  if (status != "DISABLED") out.member("AttributeName", table->time_to_live->attribute);
  out.member("TimeToLiveStatus", status);
  out.endObject();
  out.endObject();
  return {};
}

}  // namespace stator
