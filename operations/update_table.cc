#include <algorithm>

#include "operations/index_updates.h"
#include "operations/operation.h"
#include "operations/stream_access.h"
#include "operations/table_access.h"
#include "operations/table_definition.h"
#include "operations/table_description.h"
#include "operations/table_settings.h"

namespace stator {
namespace {

// Members of which at least one has to be there; the text names fewer than there are (dynalite).
constexpr std::string_view kChanges[] = {"ProvisionedThroughput", "BillingMode", "StreamSpecification", "GlobalSecondaryIndexUpdates",
                                         "SSESpecification", "TableClass", "DeletionProtectionEnabled", "OnDemandThroughput",
                                         "WarmThroughput"};

Result<void> checkRequest(RequestValue request) {
  TRY(refuseUnsupported(request));
  const bool anything = std::ranges::any_of(kChanges, [&](std::string_view member) {
    const RequestValue value = request[member];
    // An empty list of index updates, and empty throughput ceilings, are no change. (For the latter the service itself answers
    // InternalFailure, captured July 2026.)
    return value && ((member != "GlobalSecondaryIndexUpdates" && member != "OnDemandThroughput") || !value.empty());
  });
  if (!anything) {
    return validationError(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or "
        "ReplicaUpdates is required");
  }
  if (request["BillingMode"].string() == "PROVISIONED" && !request["ProvisionedThroughput"]) {
    return invalidParameter("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
  }
  if (RequestValue throughput = request["ProvisionedThroughput"]) TRY(readThroughput(throughput));
  return checkIndexUpdates(request["GlobalSecondaryIndexUpdates"]);
}

Error sameThroughput(const ProvisionedThroughput& current, const ProvisionedThroughput& requested) {
  return validationError(
      "The provisioned throughput for the table will not change. The requested value equals the current value. Current "
      "ReadCapacityUnits provisioned for the table: " + std::to_string(current.read) +
      ". Requested ReadCapacityUnits: " + std::to_string(requested.read) +
      ". Current WriteCapacityUnits provisioned for the table: " + std::to_string(current.write) +
      ". Requested WriteCapacityUnits: " + std::to_string(requested.write) +
      ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.");
}

void switchToOnDemand(TableSchema& schema, TimePoint now) {
  schema.billing_mode = BillingMode::PayPerRequest;
  schema.last_pay_per_request = now;
  schema.throughput = {};
  for (SecondaryIndex& index : schema.indexes) index.throughput = {};
}

// Every global index of a table that becomes provisioned needs a throughput of its own (text unverified).
Result<void> switchToProvisioned(RequestValue updates, TableSchema& schema) {
  schema.billing_mode = BillingMode::Provisioned;
  schema.on_demand = {};
  for (SecondaryIndex& index : schema.indexes) {
    if (!index.global) continue;
    index.on_demand = {};
    bool given = false;
    for (RequestValue update : updates.elements()) given = given || update["Update"]["IndexName"].string() == index.name;
    if (!given) return invalidParameter("ProvisionedThroughput must be specified for index: " + index.name);
  }
  return {};
}

Result<void> applyBilling(RequestValue request, TableSchema& schema, TimePoint now) {
  const BillingMode mode = parseBillingMode(request["BillingMode"].string()).value_or(schema.billing_mode);
  const RequestValue throughput = request["ProvisionedThroughput"];
  if (mode == BillingMode::PayPerRequest && throughput) {
    return invalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
  }
  const BillingMode before = schema.billing_mode;
  if (before != mode) {
    if (mode == BillingMode::PayPerRequest) {
      switchToOnDemand(schema, now);
    } else {
      TRY(switchToProvisioned(request["GlobalSecondaryIndexUpdates"], schema));
    }
  }
  if (!throughput) return {};
  const ProvisionedThroughput requested = TRY(readThroughput(throughput));
  const bool same = requested.read == schema.throughput.read && requested.write == schema.throughput.write;
  if (same && before == mode) return sameThroughput(schema.throughput, requested);
  changeThroughput(schema.throughput, requested, now);
  return {};
}

Result<void> applyStream(RequestValue request, TableSchema& schema, TimePoint now) {
  if (!request) return {};
  const auto stream = TRY(readStream(request, now));
  // Issues of Alternator (6939) and of the ACK controller (2782) quote the service.
  if (stream && schema.stream) return validationError("Table already has an enabled stream: TableName: " + schema.name);
  if (!stream && !schema.stream) return validationError("Table has no stream to disable: TableName: " + schema.name);
  schema.stream = stream;
  if (stream) schema.latest_stream_label = stream->label;
  return {};
}

Result<void> applyCeilings(RequestValue request, TableSchema& schema) {
  if (!request) return {};
  const OnDemandThroughput given = TRY(readOnDemandThroughput(request, schema.billing_mode, OnDemandTexts::UpdateTable));
  if (given.max_read) schema.on_demand.max_read = given.max_read;
  if (given.max_write) schema.on_demand.max_write = given.max_write;
  return {};
}

Result<void> applySettings(RequestValue request, TableSchema& schema, TimePoint now) {
  TRY(applyStream(request["StreamSpecification"], schema, now));
  if (RequestValue sse = request["SSESpecification"]) schema.sse = TRY(readSse(sse, {schema.account, schema.region}));
  if (RequestValue table_class = request["TableClass"]) {
    schema.table_class = parseTableClass(table_class.string());
    schema.table_class_updated = now;
  }
  if (RequestValue protection = request["DeletionProtectionEnabled"]) schema.deletion_protection = protection.boolean();
  TRY(applyCeilings(request["OnDemandThroughput"], schema));
  if (RequestValue warm = request["WarmThroughput"]) schema.warm = TRY(readWarmThroughput(warm));
  return {};
}

// All changes on the copy of the schema that the catalog will publish. Ceilings of -1 stay, to be echoed.
Result<void> applyChanges(OperationContext& context, TableSchema& schema) {
  const RequestValue request = context.request.root();
  const TimePoint now = context.engine.clock().now();
  TRY(checkNotInTransition(schema));
  TRY(applyBilling(request, schema, now));
  TRY(applyIndexUpdates(context.engine, request["GlobalSecondaryIndexUpdates"],
                        readAttributeDefinitions(request["AttributeDefinitions"]), schema));
  TRY(applySettings(request, schema, now));
  if (schema.stream && schema.stream->id == 0) nameStream(context.engine, schema);
  schema.status = TableStatus::Updating;
  schema.ready_at = now + context.engine.options().transient_status;
  return {};
}

}  // namespace

Result<void> updateTable(OperationContext& context) {
  const RequestValue request = context.request.root();
  TRY(checkRequest(request));
  const auto table = TRY(findTableAnyStatus(context, request["TableName"].string()));
  TableSchema shown;
  std::optional<StreamSpecification> old_stream;
  auto updated = context.engine.catalog().update(table->account, table->region, table->name, [&](TableSchema& schema) -> Result<void> {
    old_stream = schema.stream;
    TRY(applyChanges(context, schema));
    shown = schema;
    schema.on_demand = withoutUnlimited(schema.on_demand);
    return {};
  });
  if (!updated) {
    const bool gone = updated.error().code == ErrorCode::ResourceNotFoundException && updated.error().message.empty();
    return gone ? tableNotFound(table->name) : std::move(updated).error();
  }

  context.engine.streams().open(**updated);
  if (old_stream && !(*updated)->stream) context.engine.streams().disable(old_stream->id);

  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("TableDescription");
  writeTableDescription(out, context.engine, shown, DescriptionKind::Update);
  out.endObject();
  startBackfills(context.engine, *updated);
  if (settle(context.engine, *updated)) context.engine.noteJobs();
  return {};
}

}  // namespace stator
