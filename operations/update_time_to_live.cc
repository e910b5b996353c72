#include "operations/operation.h"
#include "operations/table_access.h"
#include "operations/time_to_live.h"

namespace stator {
namespace {

// Refused after 1811 seconds, accepted after 1872 (aws-controllers-k8s, api-quirks, DDB-TABLE-143).
constexpr std::chrono::minutes kChangeInterval{31};

// The state is looked at before the interval: who enables twice is told that it is enabled (as issues of several tools have
// it). That disabling by another attribute's name has the same text as enabling is unverified.
Result<void> checkChange(const TableSchema& table, bool enable, std::string_view attribute, TimePoint now) {
  // While CREATING there is no such table yet; while UPDATING it may be changed (DDB-TABLE-119 and 444).
  if (table.status == TableStatus::Creating) return tableNotFound(table.name);
  if (table.status != TableStatus::Updating) TRY(checkNotInTransition(table));
  if (table.itemsExpire() && table.time_to_live->attribute != attribute) {
    return validationError("TimeToLive is active on a different AttributeName: current AttributeName is " +
                           table.time_to_live->attribute);
  }
  if (enable == table.itemsExpire()) {
    return validationError(enable ? "TimeToLive is already enabled" : "TimeToLive is already disabled");
  }
  if (table.time_to_live && now < table.time_to_live->changed + kChangeInterval) {
    return validationError("Time to live has been modified multiple times within a fixed interval");
  }
  return {};
}

}  // namespace

Result<void> updateTimeToLive(OperationContext& context) {
  Engine& engine = context.engine;
  const RequestValue specification = context.request["TimeToLiveSpecification"];
  const bool enable = specification["Enabled"].boolean();
  const std::string attribute(specification["AttributeName"].string());
  const auto table = TRY(findTableAnyStatus(context, context.request["TableName"].string()));
  const TimePoint now = engine.clock().now();
  StorageId old_index = 0;
  auto updated =
      engine.catalog().update(table->account, table->region, table->name, [&](TableSchema& schema) -> Result<void> {
        TRY(checkChange(schema, enable, attribute, now));
        if (schema.time_to_live) old_index = schema.time_to_live->id;
        schema.time_to_live =
            TimeToLiveSpecification{attribute, enable, enable ? engine.catalog().allocateId() : 0, enable, now};
        return {};
      });
  if (!updated) {
    const bool gone = updated.error().code == ErrorCode::ResourceNotFoundException && updated.error().message.empty();
    return gone ? tableNotFound(table->name) : std::move(updated).error();
  }
  if (old_index != 0) engine.catalog().dropIndexData(old_index);
  // A larger table is left to the background.
  if (enable && engine.items().size(table->id).items <= kInlineBackfillItems) backfillExpiries(engine, *updated);

  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("TimeToLiveSpecification");
  out.beginObject();
  out.member("AttributeName", attribute);
  out.member("Enabled", enable);
  out.endObject();
  out.endObject();
  return {};
}

}  // namespace stator
