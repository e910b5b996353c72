#include "operations/index_updates.h"

#include <algorithm>
#include <set>

#include "operations/table_access.h"
#include "types/limits.h"

namespace stator {
namespace {

// Unless said otherwise, rules and texts are those of aws-controllers-k8s, api-quirks, October 2026: DDB-TABLE-152, 159 to
// 164, 169, 442 and 456.

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
    return !schema.key.contains(definition.name) && std::ranges::none_of(schema.indexes, [&](const SecondaryIndex& index) {
      return index.status != IndexStatus::Deleting && index.key.contains(definition.name);
    });
  });
}

SecondaryIndex* findIndex(TableSchema& schema, std::string_view name) {
  const auto found = std::ranges::find(schema.indexes, name, &SecondaryIndex::name);
  return found == schema.indexes.end() ? nullptr : &*found;
}

// The global index that an update or a deletion is for. `verb`: "update" or "delete".
Result<SecondaryIndex*> findGlobal(TableSchema& schema, std::string_view name, std::string_view verb) {
  SecondaryIndex* index = findIndex(schema, name);
  if (index == nullptr) {
    return Error{ErrorCode::ResourceNotFoundException,
                 "Requested resource not found: Index " + std::string(name) + " for table " + schema.name};
  }
  if (!index->global) {
    return validationError("Cannot " + std::string(verb) + " an index that is not a GlobalSecondaryIndex: " + index->name);
  }
  if (index->status == IndexStatus::Deleting) {
    return inUse("Index is being deleted. Table: " + schema.name + " Index: " + index->name);
  }
  return index;
}

Error oneOnlineIndex() {
  return Error{ErrorCode::LimitExceededException,
               "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"};
}

Result<void> addIndex(Engine& engine, RequestValue create, const AttributeDefinitions& definitions, TableSchema& schema) {
  const AttributeDefinitions known = mergedTypes(definitions, schema.attribute_definitions);
  SecondaryIndex index = TRY(readGlobalIndex(create, known, {schema.billing_mode, {}, true}));
  if (const SecondaryIndex* namesake = findIndex(schema, index.name)) {
    if (namesake->status == IndexStatus::Deleting) TRY(findGlobal(schema, index.name, "delete"));
    return validationError("Attempting to create an index which already exists");
  }
  if (indexesChange(schema)) return oneOnlineIndex();
  if (std::ranges::count(schema.indexes, true, &SecondaryIndex::global) >=
      static_cast<int64_t>(kMaxGlobalSecondaryIndexes)) {
    return Error{ErrorCode::LimitExceededException,
                 "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of 20"};
  }
  index.id = engine.catalog().allocateId();
  index.status = IndexStatus::Creating;
  index.backfilling = true;
  for (const AttributeDefinition& definition : known)
    if (find(schema.attribute_definitions, definition.name) == nullptr) schema.attribute_definitions.push_back(definition);
  schema.attribute_definitions = sorted(std::move(schema.attribute_definitions));
  schema.indexes.push_back(std::move(index));
  return checkIndexes(schema.indexes);
}

// Which members an update of an index must, and must not, have.
Result<void> checkIndexChange(RequestValue update, const SecondaryIndex& index, BillingMode mode) {
  const bool other = !update["OnDemandThroughput"].empty() || update["WarmThroughput"];
  if (mode == BillingMode::PayPerRequest && (update["ProvisionedThroughput"] || !other)) {
    return invalidParameter("The only Updates for index: " + index.name +
                            " when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput");
  }
  if (mode == BillingMode::Provisioned && !update["ProvisionedThroughput"] && !other) {
    return invalidParameter("ProvisionedThroughput must be specified for index: " + index.name);  // in this place unverified
  }
  return {};
}

Result<void> changeIndex(RequestValue update, BillingMode before, TableSchema& schema, TimePoint now) {
  SecondaryIndex* index = TRY(findGlobal(schema, update["IndexName"].string(), "update"));
  TRY(checkIndexChange(update, *index, schema.billing_mode));
  const WarmThroughput warm = effectiveWarm(index->warm, before, index->throughput);
  if (RequestValue throughput = update["ProvisionedThroughput"]) {
    const ProvisionedThroughput requested = TRY(readThroughput(throughput));
    if (before == BillingMode::PayPerRequest) {
      index->throughput.read = requested.read;
      index->throughput.write = requested.write;
    } else {
      if (sameUnits(requested, index->throughput)) return throughputWillNotChange(index->name, requested);
      TRY(changeThroughput(index->throughput, requested, now));
    }
  }
  keepWarmThroughput(index->warm, warm, schema.billing_mode, index->throughput);
  TRY(mergeCeilings(update["OnDemandThroughput"], {schema.billing_mode, index->name, true}, index->on_demand));
  index->on_demand = withoutUnlimited(index->on_demand);
  if (RequestValue raised = update["WarmThroughput"]) {
    TRY(raiseWarmThroughput(raised, index->name, effectiveWarm(index->warm, schema.billing_mode, index->throughput),
                            index->warm));
  }
  return {};
}

// Exactly one of Update, Create and Delete: that one.
Result<RequestValue> actionOf(RequestValue update) {
  RequestValue action;
  for (std::string_view kind : {"Update", "Create", "Delete"}) {
    const RequestValue given = update[kind];
    if (given && action) {
      return invalidParameter("Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object");
    }
    if (given) action = given;
  }
  if (!action) {
    return invalidParameter(
        "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete "
        "must not "
        "be null");
  }
  return action;
}

}  // namespace

Result<void> checkIndexUpdates(RequestValue updates, bool definitions_given) {
  std::set<std::string_view> names;
  int online_changes = 0;
  for (RequestValue update : updates.elements()) {
    const RequestValue action = TRY(actionOf(update));
    const std::string name(action["IndexName"].string());
    if (!names.insert(action["IndexName"].string()).second) {
      return invalidParameter("Only one global secondary index update per index is allowed simultaneously. Index: " + name);
    }
    if (update["Create"] && !definitions_given)
      return invalidParameter("AttributeDefinitions is not specified for index: " + name);
    if (const RequestValue warm = update["Update"]["WarmThroughput"]; warm && warm.empty()) {
      return invalidParameter(
          "WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: " + name);
    }
    if (!update["Update"]) ++online_changes;
  }
  if (online_changes > 1) return oneOnlineIndex();
  return {};
}

Result<void> applyIndexUpdates(Engine& engine, RequestValue updates, const AttributeDefinitions& definitions,
                               BillingMode before, TableSchema& schema) {
  for (RequestValue update : updates.elements()) {
    if (RequestValue change = update["Update"]) TRY(changeIndex(change, before, schema, engine.clock().now()));
    if (RequestValue create = update["Create"]) TRY(addIndex(engine, create, definitions, schema));
    if (RequestValue remove = update["Delete"]) {
      SecondaryIndex* index = TRY(findGlobal(schema, remove["IndexName"].string(), "delete"));
      if (index->status == IndexStatus::Creating) {
        return inUse(
            "Index creation is in resource allocation phase. Retry deletion during backfilling phase or when the index is "
            "active. "
            "Table: " +
            schema.name + " Index: " + index->name);
      }
      if (indexesChange(schema)) return oneOnlineIndex();
      index->status = IndexStatus::Deleting;  // settle() takes it away
    }
  }
  pruneDefinitions(schema);
  return {};
}

void backfillIndex(Engine& engine, std::shared_ptr<const TableSchema> table, const SecondaryIndex& index) {
  engine.items().backfill(*table, index, engine.locks(), [&] { return engine.stopping(); });
  if (engine.stopping()) return;
  auto updated =
      engine.catalog().update(table->account, table->region, table->name, [&](TableSchema& schema) -> Result<void> {
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
