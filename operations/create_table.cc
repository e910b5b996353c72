#include <algorithm>
#include <set>

#include "operations/operation.h"
#include "operations/stream_access.h"
#include "operations/table_access.h"
#include "operations/table_definition.h"
#include "operations/table_description.h"
#include "operations/table_settings.h"
#include "storage/catalog.h"

namespace stator {
namespace {

Result<void> readBilling(RequestValue request, TableSchema& schema) {
  schema.billing_mode = parseBillingMode(request["BillingMode"].string()).value_or(BillingMode::Provisioned);
  const RequestValue throughput = request["ProvisionedThroughput"];
  if (schema.billing_mode == BillingMode::PayPerRequest) {
    if (!throughput) return {};
    return invalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
  }
  if (!throughput) {
    return invalidParameter("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
  }
  schema.throughput = TRY(readThroughput(throughput));
  return {};
}

// Every definition must serve a key. The text for tables without indexes is the service's older one (dynalite).
Result<void> checkDefinitionsUsed(const TableSchema& schema) {
  std::set<std::string> used;
  const auto use = [&](const KeySchema& key) {
    for (const KeyAttribute& attribute : key.hash) used.insert(attribute.name);
    for (const KeyAttribute& attribute : key.range) used.insert(attribute.name);
  };
  use(schema.key);
  for (const SecondaryIndex& index : schema.indexes) use(index.key);
  if (used.size() == schema.attribute_definitions.size()) return {};
  if (schema.indexes.empty()) {
    return invalidParameter(
        "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions");
  }
  std::string defined, keys;
  for (const AttributeDefinition& definition : schema.attribute_definitions) defined += (defined.empty() ? "" : ", ") + definition.name;
  for (const std::string& name : used) keys += (keys.empty() ? "" : ", ") + name;
  return invalidParameter("Some AttributeDefinitions are not used. AttributeDefinitions: [" + defined + "], keys used: [" + keys + "]");
}

Result<void> readIndexes(RequestValue request, TableSchema& schema) {
  if (RequestValue local = request["LocalSecondaryIndexes"]) {
    if (local.empty()) return invalidParameter("List of LocalSecondaryIndexes is empty");
    if (schema.key.range.empty()) {
      return invalidParameter("Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
    }
    for (RequestValue index : local.elements()) {
      schema.indexes.push_back(TRY(readLocalIndex(index, schema.attribute_definitions, schema.key)));
    }
  }
  TRY(checkIndexes(schema.indexes));
  if (RequestValue global = request["GlobalSecondaryIndexes"]) {
    if (global.empty()) return invalidParameter("List of GlobalSecondaryIndexes is empty");
    for (RequestValue index : global.elements()) {
      schema.indexes.push_back(TRY(readGlobalIndex(index, schema.attribute_definitions, schema.billing_mode)));
    }
  }
  return checkIndexes(schema.indexes);
}

Result<void> readSettings(OperationContext& context, RequestValue request, TableSchema& schema) {
  schema.on_demand = withoutUnlimited(
      TRY(readOnDemandThroughput(request["OnDemandThroughput"], schema.billing_mode, OnDemandTexts::CreateTable)));
  schema.warm = TRY(readWarmThroughput(request["WarmThroughput"]));
  schema.stream = TRY(readStream(request["StreamSpecification"], context.engine.clock().now()));
  if (schema.stream) schema.latest_stream_label = schema.stream->label;
  schema.sse = TRY(readSse(request["SSESpecification"], {schema.account, schema.region}));
  schema.table_class = parseTableClass(request["TableClass"].string());
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
  schema.key = TRY(readKeySchema(request["KeySchema"], schema.attribute_definitions, KeyOwner::Table));
  TRY(readIndexes(request, schema));
  TRY(checkDefinitionsUsed(schema));
  TRY(readSettings(context, request, schema));

  Engine& engine = context.engine;
  settle(engine, engine.catalog().find(schema.account, schema.region, schema.name));
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
