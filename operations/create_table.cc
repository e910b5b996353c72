#include <algorithm>
#include <set>

#include "operations/capacity_quotas.h"
#include "operations/operation.h"
#include "operations/stream_access.h"
#include "operations/table_access.h"
#include "operations/table_definition.h"
#include "operations/table_description.h"
#include "operations/table_settings.h"
#include "operations/tag_rules.h"
#include "storage/catalog.h"

namespace stator {
namespace {

Result<void> readBilling(RequestValue request, TableSchema& schema) {
  schema.billing_mode = parseBillingMode(request["BillingMode"].string()).value_or(BillingMode::Provisioned);
  const RequestValue throughput = request["ProvisionedThroughput"];
  if (schema.billing_mode == BillingMode::PayPerRequest) {
    if (!throughput) return {};
    return invalidParameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
  }
  if (!throughput) {
    return invalidParameter(
        "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
  }
  schema.throughput = TRY(readThroughput(throughput));
  return {};
}

std::string joined(const std::string& names, std::string_view name) {
  return names + (names.empty() ? "" : ", ") + std::string(name);
}

// Every definition must serve a key. That is looked at before the indexes themselves, so that one definition too many hides
// whatever else is wrong with them (aws-controllers-k8s, api-quirks, DDB-TABLE-127).
Result<void> checkDefinitionsUsed(RequestValue request, const AttributeDefinitions& definitions) {
  std::set<std::string_view> used;
  const auto use = [&](RequestValue key_schema) {
    for (RequestValue element : key_schema.elements()) used.insert(element["AttributeName"].string());
  };
  use(request["KeySchema"]);
  bool indexes = false;
  for (std::string_view kind : {"LocalSecondaryIndexes", "GlobalSecondaryIndexes"}) {
    for (RequestValue index : request[kind].elements()) {
      indexes = true;
      use(index["KeySchema"]);
    }
  }
  const auto is_used = [&](const AttributeDefinition& definition) { return used.contains(definition.name); };
  if (std::ranges::all_of(definitions, is_used)) return {};
  if (!indexes) {
    return invalidParameter(
        "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions");
  }
  std::string defined, keys;
  for (const AttributeDefinition& definition : definitions) defined = joined(defined, definition.name);
  for (std::string_view name : used) keys = joined(keys, name);
  return invalidParameter("Some AttributeDefinitions are not used. AttributeDefinitions: [" + defined + "], keys used: [" +
                          keys + "]");
}

Result<void> readIndexes(RequestValue request, TableSchema& schema) {
  if (RequestValue local = request["LocalSecondaryIndexes"]) {
    if (local.empty()) return invalidParameter("List of LocalSecondaryIndexes is empty");
    if (schema.key.range.empty()) {
      return invalidParameter(
          "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
    }
    for (RequestValue index : local.elements()) {
      schema.indexes.push_back(TRY(readLocalIndex(index, schema.attribute_definitions, schema.key)));
    }
  }
  TRY(checkIndexes(schema.indexes));
  if (RequestValue global = request["GlobalSecondaryIndexes"]) {
    if (global.empty()) return invalidParameter("List of GlobalSecondaryIndexes is empty");
    for (RequestValue index : global.elements()) {
      schema.indexes.push_back(TRY(readGlobalIndex(index, schema.attribute_definitions, {schema.billing_mode})));
    }
  }
  return checkIndexes(schema.indexes);
}

Result<void> readSettings(OperationContext& context, RequestValue request, TableSchema& schema) {
  schema.on_demand = TRY(readCeilings(request["OnDemandThroughput"], {schema.billing_mode}));
  schema.warm = TRY(readWarmThroughput(request["WarmThroughput"], {schema.billing_mode}, schema.throughput));
  schema.stream = TRY(readStream(request["StreamSpecification"], context.engine.clock().now(), StreamTexts::CreateTable));
  if (schema.stream) schema.latest_stream_label = schema.stream->label;
  schema.sse = TRY(readSse(request["SSESpecification"], {schema.account, schema.region}));
  schema.table_class = TRY(readTableClass(request["TableClass"]));
  schema.deletion_protection = request["DeletionProtectionEnabled"].boolean();
  schema.tags = TRY(readTags(request["Tags"]));
  schema.resource_policy = request["ResourcePolicy"].string();
  return {};
}

// Identity and times, once everything has been checked.
void prepare(Engine& engine, TableSchema& schema) {
  const TimePoint now = engine.clock().now();
  schema.id = engine.catalog().allocateId();
  for (SecondaryIndex& index : schema.indexes) index.id = engine.catalog().allocateId();
  schema.table_id = engine.random().uuid();
  schema.created = now;
  if (schema.billing_mode == BillingMode::PayPerRequest) schema.last_pay_per_request = now;
  if (schema.stream) nameStream(engine, schema);
  const auto delay = engine.options().transient_status;
  if (delay.count() == 0) return;
  schema.status = TableStatus::Creating;
  schema.ready_at = now + delay;
}

}  // namespace

Result<void> createTable(OperationContext& context) {
  const RequestValue request = context.request.root();
  TableSchema schema;
  const TableReference reference = tableReference(context.caller, request["TableName"].string());
  schema.account = reference.account;
  schema.region = reference.region;
  schema.name = reference.name;
  TRY(refuseUnsupported(request));
  TRY(readBilling(request, schema));
  schema.attribute_definitions = readAttributeDefinitions(request["AttributeDefinitions"]);
  TRY(checkDefinitions(schema.attribute_definitions));
  schema.key = TRY(readKeySchema(request["KeySchema"], schema.attribute_definitions, KeyOwner::Table));
  TRY(checkDefinitionsUsed(request, schema.attribute_definitions));
  TRY(readIndexes(request, schema));
  schema.attribute_definitions = sorted(std::move(schema.attribute_definitions));
  TRY(readSettings(context, request, schema));

  Engine& engine = context.engine;
  const auto namesake = settle(engine, engine.catalog().find(schema.account, schema.region, schema.name));
  if (namesake && namesake->status == TableStatus::Creating) TRY(checkNotInTransition(*namesake));  // DDB-TABLE-005
  if (!namesake) TRY(checkQuotas(engine.catalog(), schema, nullptr));
  prepare(engine, schema);
  if (!engine.catalog().create(schema)) {
    return Error{ErrorCode::ResourceInUseException, "Table already exists: " + schema.name};
  }
  engine.streams().open(schema);
  engine.noteJobs();
  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("TableDescription");
  writeTableDescription(out, engine, schema, DescriptionKind::Create);
  out.endObject();
  return {};
}

}  // namespace stator
