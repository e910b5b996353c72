#include "operations/operation.h"
#include "operations/table_access.h"
#include "operations/table_description.h"

namespace stator {

Result<void> deleteTable(OperationContext& context) {
  Engine& engine = context.engine;
  const auto table = TRY(findTableAnyStatus(context, context.request["TableName"].string()));
  if (table->status == TableStatus::Updating) {  // aws-controllers-k8s, api-quirks, DDB-TABLE-063 and 150
    if (indexesChange(*table)) return inUse("Cannot delete table while indexes are being created, updated, or deleted.");
    return inUse("Table: " + table->name + " is in the process of being updated.");
  }
  TRY(checkNotInTransition(*table));
  if (table->deletion_protection) {
    return validationError(
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
  }
  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("TableDescription");
  writeTableDescription(out, engine, *table, DescriptionKind::Delete);
  out.endObject();

  const auto delay = engine.options().transient_status;
  if (delay.count() == 0) {
    dropTable(engine, *table);
    return {};
  }
  TRY(engine.catalog().update(table->account, table->region, table->name, [&](TableSchema& schema) -> Result<void> {
    schema.status = TableStatus::Deleting;
    schema.ready_at = engine.clock().now() + delay;
    return {};
  }));
  engine.noteJobs();
  return {};
}

}  // namespace stator
