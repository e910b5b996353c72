#include <algorithm>

#include "operations/billing_switches.h"
#include "operations/capacity_quotas.h"
#include "operations/index_updates.h"
#include "operations/operation.h"
#include "operations/stream_access.h"
#include "operations/table_access.h"
#include "operations/table_definition.h"
#include "operations/table_description.h"
#include "operations/table_settings.h"
#include "operations/update_table_request.h"

// Unless said otherwise, what is refused and what is answered is that of aws-controllers-k8s, api-quirks, October 2026.

namespace stator {
namespace {

// Units vanish, the dates and counts of their changes stay (DDB-TABLE-055).
Result<void> switchToOnDemand(TableSchema& schema, TimePoint now) {
  TRY(noteSwitchToOnDemand(schema, now));
  schema.billing_mode = BillingMode::PayPerRequest;
  schema.last_pay_per_request = now;
  schema.throughput.read = schema.throughput.write = 0;
  for (SecondaryIndex& index : schema.indexes) index.throughput.read = index.throughput.write = 0;
  return {};
}

// Every global index of a table that becomes provisioned needs a throughput of its own (DDB-TABLE-152).
Result<void> switchToProvisioned(RequestValue updates, TableSchema& schema) {
  schema.billing_mode = BillingMode::Provisioned;
  schema.on_demand = {};
  for (SecondaryIndex& index : schema.indexes) {
    if (!index.global) continue;
    index.on_demand = {};
    bool given = false;
    for (RequestValue update : updates.elements()) {
      const RequestValue change = update["Update"];
      given = given || (change["IndexName"].string() == index.name && change["ProvisionedThroughput"]);
    }
    if (!given) return invalidParameter("ProvisionedThroughput must be specified for index: " + index.name);
  }
  return {};
}

Result<void> applyBilling(RequestValue request, TableSchema& schema, TimePoint now) {
  const BillingMode mode = parseBillingMode(request["BillingMode"].string()).value_or(schema.billing_mode);
  const RequestValue throughput = request["ProvisionedThroughput"];
  if (mode == BillingMode::PayPerRequest && throughput) {
    return invalidParameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
  }
  const BillingMode before = schema.billing_mode;
  const WarmThroughput warm = effectiveWarm(schema.warm, before, schema.throughput);
  if (before != mode && mode == BillingMode::PayPerRequest) TRY(switchToOnDemand(schema, now));
  if (before != mode && mode == BillingMode::Provisioned)
    TRY(switchToProvisioned(request["GlobalSecondaryIndexUpdates"], schema));
  if (throughput) {
    const ProvisionedThroughput requested = TRY(readThroughput(throughput));
    if (before != mode) {
      schema.throughput.read = requested.read;
      schema.throughput.write = requested.write;
    } else {
      if (sameUnits(requested, schema.throughput)) return throughputWillNotChange({}, requested);
      TRY(changeThroughput(schema.throughput, requested, now));
    }
  }
  keepWarmThroughput(schema.warm, warm, mode, schema.throughput);
  return {};
}

Result<void> applyStream(RequestValue request, TableSchema& schema, TimePoint now) {
  if (!request) return {};
  const auto stream = TRY(readStream(request, now, StreamTexts::UpdateTable));
  if (stream && schema.stream) return validationError("Table already has an enabled stream: TableName: " + schema.name);
  if (!stream && !schema.stream) return validationError("Table has no stream to disable: TableName: " + schema.name);
  schema.stream = stream;
  if (stream) schema.latest_stream_label = stream->label;
  return {};
}

// The key that the table has may be named again in any way but by its ARN (DDB-TABLE-082 and 141).
Result<void> applyEncryption(RequestValue request, TableSchema& schema) {
  if (!request) return {};
  auto requested = TRY(readSse(request, {schema.account, schema.region}));
  if (!requested && !schema.sse) return invalidParameter("Table is already encrypted by default");
  const std::string_view key = request["KMSMasterKeyId"].string();
  if (requested && schema.sse && key == schema.sse->kms_key_arn) {
    return invalidParameter(
        "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master "
        "Key");
  }
  schema.sse = std::move(requested);
  return {};
}

// The class that the table has already changes nothing, and leaves no trace (DDB-TABLE-177 and 283).
Result<void> applyTableClass(RequestValue request, TableSchema& schema, TimePoint now) {
  const auto requested = TRY(readTableClass(request));
  if (!requested || *requested == schema.table_class.value_or(TableClass::Standard)) return {};
  schema.table_class = requested;
  schema.table_class_updated = now;
  return {};
}

Result<void> applySettings(RequestValue request, TableSchema& schema, TimePoint now) {
  TRY(applyStream(request["StreamSpecification"], schema, now));
  TRY(applyEncryption(request["SSESpecification"], schema));
  TRY(applyTableClass(request["TableClass"], schema, now));
  if (RequestValue protection = request["DeletionProtectionEnabled"]) schema.deletion_protection = protection.boolean();
  TRY(mergeCeilings(request["OnDemandThroughput"], {schema.billing_mode, {}, true}, schema.on_demand));
  if (RequestValue warm = request["WarmThroughput"]; !warm.empty()) {
    TRY(raiseWarmThroughput(warm, {}, effectiveWarm(schema.warm, schema.billing_mode, schema.throughput), schema.warm));
  }
  return {};
}

// Changes that are in effect with the answer, while the table stays ACTIVE (DDB-TABLE-410).
bool isImmediate(RequestValue request) {
  return !request["ProvisionedThroughput"] && !request["BillingMode"] && !request["StreamSpecification"] &&
         !request["TableClass"] && !asksForIndexes(request);
}

// While UPDATING, some changes are let in all the same (DDB-TABLE-119, 163, 370 and 375). What is under way the catalog does
// not remember, but for indexes, so that the texts fit the commonest case: a change of throughput.
Result<void> checkAdmitted(RequestValue request, const TableSchema& schema) {
  if (schema.status != TableStatus::Updating) return checkNotInTransition(schema);
  if (isImmediate(request) && !asksFor(request, "OnDemandThroughput")) return {};
  const bool iops = request["ProvisionedThroughput"] || request["BillingMode"].string() == "PROVISIONED";
  if (!iops && request["BillingMode"] && schema.billing_mode == BillingMode::PayPerRequest) return {};
  if (asksForIndexes(request) && indexesChange(schema)) return {};  // index_updates knows more
  if (iops || request["BillingMode"]) return inUse("Table IOPS are currently being updated. Table: " + schema.name);
  return checkNotInTransition(schema);
}

// All changes on the copy of the schema that the catalog will publish. Ceilings of -1 stay, to be echoed.
Result<void> applyChanges(OperationContext& context, TableSchema& schema) {
  const RequestValue request = context.request.root();
  const TimePoint now = context.engine.clock().now();
  const BillingMode billing_before = schema.billing_mode;
  TRY(checkAdmitted(request, schema));
  TRY(applyBilling(request, schema, now));
  TRY(applyIndexUpdates(context.engine, request["GlobalSecondaryIndexUpdates"],
                        readAttributeDefinitions(request["AttributeDefinitions"]), billing_before, schema));
  TRY(applySettings(request, schema, now));
  if (schema.stream && schema.stream->id == 0) nameStream(context.engine, schema);
  return {};
}

// The answer shows the table as it is on the way: units, class, warm throughput and key are the old ones yet (DDB-TABLE-060,
// 165, 177, 284 and 361).
TableSchema asAnswered(RequestValue request, const TableSchema& before, TableSchema after, ChangesUnderway& underway) {
  after.status = isImmediate(request) ? before.status : TableStatus::Updating;
  if (before.billing_mode == after.billing_mode) {
    after.throughput.read = before.throughput.read;
    after.throughput.write = before.throughput.write;
    after.throughput.decreases_today = before.throughput.decreases_today;
  }
  after.last_pay_per_request = before.last_pay_per_request;
  after.table_class = before.table_class;
  after.table_class_updated = before.table_class_updated;
  underway.warm = asksFor(request, "WarmThroughput");
  after.warm = before.warm;
  if (request["SSESpecification"]) {
    underway.encryption = true;
    after.sse = before.sse;
  }
  for (RequestValue update : request["GlobalSecondaryIndexUpdates"].elements()) {
    const RequestValue change = update["Update"];
    const SecondaryIndex* old = before.findIndex(change["IndexName"].string());
    const auto index = std::ranges::find(after.indexes, change["IndexName"].string(), &SecondaryIndex::name);
    if (!change || old == nullptr || index == after.indexes.end()) continue;
    if (change["ProvisionedThroughput"] || change["OnDemandThroughput"]) index->status = IndexStatus::Updating;
    if (before.billing_mode == after.billing_mode) index->throughput = old->throughput;
    if (change["WarmThroughput"]) underway.warm_indexes.push_back(index->name);
    index->warm = old->warm;
  }
  return after;
}

// The service answers InternalFailure to a request whose only change is an empty one (DDB-TABLE-437 and 448).
Result<void> checkNotHollow(RequestValue request) {
  for (std::string_view hollow : {"OnDemandThroughput", "WarmThroughput"}) {
    if (!request[hollow] || asksFor(request, hollow)) continue;
    const bool alone = isImmediate(request) && !request["GlobalSecondaryIndexUpdates"] && !request["SSESpecification"] &&
                       !request["DeletionProtectionEnabled"] && !asksFor(request, "OnDemandThroughput") &&
                       !asksFor(request, "WarmThroughput");
    if (alone) return Error{ErrorCode::InternalFailure, ""};
  }
  return {};
}

}  // namespace

Result<void> updateTable(OperationContext& context) {
  const RequestValue request = context.request.root();
  TRY(checkUpdateRequest(request));
  const auto table = TRY(findTableAnyStatus(context, request["TableName"].string()));
  TRY(checkNotHollow(request));
  TableSchema shown;
  ChangesUnderway underway;
  std::optional<StreamSpecification> old_stream;
  auto updated =
      context.engine.catalog().update(table->account, table->region, table->name, [&](TableSchema& schema) -> Result<void> {
        const TableSchema before = schema;
        old_stream = before.stream;
        TRY(applyChanges(context, schema));
        TRY(checkQuotas(context.engine.catalog(), schema, &before));
        underway = {};
        shown = asAnswered(request, before, schema, underway);
        schema.on_demand = withoutUnlimited(schema.on_demand);
        if (isImmediate(request) || schema == before) return {};
        schema.status = TableStatus::Updating;
        schema.ready_at = context.engine.clock().now() + context.engine.options().transient_status;
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
  writeTableDescription(out, context.engine, shown, DescriptionKind::Update, underway);
  out.endObject();
  startBackfills(context.engine, *updated);
  if (settle(context.engine, *updated)) context.engine.noteJobs();
  return {};
}

}  // namespace stator
