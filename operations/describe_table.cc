#include "operations/operation.h"
#include "operations/table_access.h"
#include "operations/table_description.h"

namespace stator {

Result<void> describeTable(OperationContext& context) {
  const auto table = TRY(findTableAnyStatus(context, context.request["TableName"].string()));
  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("Table");
  writeTableDescription(out, context.engine, *table, DescriptionKind::Describe);
  out.endObject();
  return {};
}

}  // namespace stator
