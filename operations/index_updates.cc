#include "operations/index_updates.h"

#include <algorithm>
#include <set>

#include "operations/table_access.h"

namespace stator {
namespace {

// Up to here an index is filled within the request: some tens of milliseconds.
constexpr int64_t kInlineBackfillItems = 10000;

const AttributeDefinition* find(const AttributeDefinitions& definitions, std::string_view name) {
  const auto found = std::ranges::find(definitions, name, &AttributeDefinition::name);
  return found == definitions.end() ? nullptr : &*found;
}

// The request's definitions, with the types that the table already has: redeclaring one changes nothing (captured 2026).
AttributeDefinitions mergedTypes(AttributeDefinitions request, const AttributeDefinitions& stored) {
  for (AttributeDefinition& definition : request)
    if (const AttributeDefinition* known = find(stored, definition.name)) definition.type = known->type;
  return request;
}

// Definitions that no key uses are dropped in silence (captured 2026).
void pruneDefinitions(TableSchema& schema) {
  std::erase_if(schema.attribute_definitions, [&](const AttributeDefinition& definition) {
    return !schema.key.contains(definition.name) &&
           std::ranges::none_of(schema.indexes, [&](const SecondaryIndex& index) {
             return index.status != IndexStatus::Deleting && index.key.contains(definition.name);
           });
  });
}

SecondaryIndex* findGlobal(TableSchema& schema, std::string_view name) {
  for (SecondaryIndex& index : schema.indexes)
    if (index.global && index.name == name) return &index;
  return nullptr;
}

Result<void> addIndex(Engine& engine, RequestValue create, const AttributeDefinitions& definitions, TableSchema& schema) {
  const AttributeDefinitions known = mergedTypes(definitions, schema.attribute_definitions);
  SecondaryIndex index = TRY(readGlobalIndex(create, known, schema.billing_mode));
  if (schema.findIndex(index.name) != nullptr) {
    return validationError("Attempting to create an index which already exists");  // text unverified
  }
  index.id = engine.catalog().allocateId();
  index.status = IndexStatus::Creating;
  index.backfilling = true;
  for (const AttributeDefinition& definition : known)
    if (find(schema.attribute_definitions, definition.name) == nullptr) schema.attribute_definitions.push_back(definition);
  schema.indexes.push_back(std::move(index));
  return checkIndexes(schema.indexes);
}

Result<void> changeIndex(RequestValue update, TableSchema& schema, TimePoint now) {
  SecondaryIndex* index = findGlobal(schema, update["IndexName"].string());
  if (index == nullptr) {
    return validationError(
        "This operation cannot be performed with given input values. Please contact DynamoDB service team for more info: Action "
        "Blocked: IndexUpdate");
  }
  if (RequestValue throughput = update["ProvisionedThroughput"]) {
    if (schema.billing_mode == BillingMode::PayPerRequest) {
      return invalidParameter("ProvisionedThroughput should not be specified for index: " + index->name +
                              " when BillingMode is PAY_PER_REQUEST");
    }
    changeThroughput(index->throughput, TRY(readThroughput(throughput)), now);
  }
  if (RequestValue ceilings = update["OnDemandThroughput"]) {
    const OnDemandThroughput given = TRY(readOnDemandThroughput(ceilings, schema.billing_mode, OnDemandTexts::UpdateTable));
    if (given.max_read) index->on_demand.max_read = given.max_read;
    if (given.max_write) index->on_demand.max_write = given.max_write;
    index->on_demand = withoutUnlimited(index->on_demand);
  }
  if (RequestValue warm = update["WarmThroughput"]) index->warm = TRY(readWarmThroughput(warm));
  return {};
}

}  // namespace

Result<void> checkIndexUpdates(RequestValue updates) {
  std::set<std::string_view> names;
  int online_changes = 0;
  for (RequestValue update : updates.elements()) {
    RequestValue action;
    for (std::string_view kind : {"Update", "Create", "Delete"}) {
      if (!action) action = update[kind];
    }
    if (!action) {
      return invalidParameter(
          "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not "
          "be null");
    }
    const std::string_view name = action["IndexName"].string();
    if (!names.insert(name).second) {
      return invalidParameter("Only one global secondary index update per index is allowed simultaneously. Index: " + std::string(name));
    }
    if (update["Create"] || update["Delete"]) ++online_changes;
  }
  if (online_changes > 1) {
    return Error{ErrorCode::LimitExceededException,
                 "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"};
  }
  return {};
}

Result<void> applyIndexUpdates(Engine& engine, RequestValue updates, const AttributeDefinitions& definitions, TableSchema& schema) {
  for (RequestValue update : updates.elements()) {
    if (RequestValue change = update["Update"]) TRY(changeIndex(change, schema, engine.clock().now()));
    if (RequestValue create = update["Create"]) TRY(addIndex(engine, create, definitions, schema));
    if (RequestValue remove = update["Delete"]) {
      SecondaryIndex* index = findGlobal(schema, remove["IndexName"].string());
      if (index == nullptr) return Error{ErrorCode::ResourceNotFoundException, "Requested resource not found"};
      index->status = IndexStatus::Deleting;  // settle() takes it away
    }
  }
  pruneDefinitions(schema);
  return {};
}

void backfillIndex(Engine& engine, std::shared_ptr<const TableSchema> table, const SecondaryIndex& index) {
  engine.items().backfill(*table, index, engine.locks(), [&] { return engine.stopping(); });
  if (engine.stopping()) return;
  auto updated = engine.catalog().update(table->account, table->region, table->name, [&](TableSchema& schema) -> Result<void> {
    if (schema.id != table->id) return Error{ErrorCode::ResourceNotFoundException, ""};
    for (SecondaryIndex& candidate : schema.indexes)
      if (candidate.id == index.id) candidate.backfilling = false;
    return {};
  });
  if (updated) {
    settle(engine, *updated);
  } else {
    engine.catalog().dropIndexData(index.id);  // the table went away meanwhile
  }
}

void startBackfills(Engine& engine, const std::shared_ptr<const TableSchema>& table) {
  const bool inline_now = engine.items().size(table->id).items <= kInlineBackfillItems;
  for (const SecondaryIndex& index : table->indexes) {
    if (!index.backfilling) continue;
    if (inline_now) {
      backfillIndex(engine, table, index);
    } else {
      engine.noteJobs();
    }
  }
}

}  // namespace stator
