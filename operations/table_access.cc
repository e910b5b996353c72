#include "operations/table_access.h"

#include <algorithm>

namespace stator {
namespace {

constexpr std::string_view kDataNotFound = "Requested resource not found";

std::shared_ptr<const TableSchema> lookUp(OperationContext& context, const TableReference& reference) {
  const Catalog& catalog = context.engine.catalog();
  auto table = settle(context.engine, catalog.find(reference.account, reference.region, reference.name));
  if (!table && context.engine.options().log) {
    if (const auto elsewhere = catalog.findElsewhere(reference.account, reference.region, reference.name)) {
      context.engine.hint("table " + reference.name + " is not in account " + reference.account + ", region " +
                          reference.region + "; there is one of that name in " + *elsewhere);
    }
  }
  return table;
}

bool servesData(const TableSchema& table) {
  return table.status == TableStatus::Active || table.status == TableStatus::Updating;
}

}  // namespace

TableReference tableReference(const Caller& caller, std::string_view table_name) {
  constexpr std::string_view kArnStart = "arn:";
  if (!table_name.starts_with(kArnStart)) return {caller.account, caller.region, std::string(table_name)};
  // arn:<partition>:dynamodb:<region>:<account>:table/<name>
  std::string_view fields[5];
  std::string_view rest = table_name;
  for (std::string_view& field : fields) {
    const size_t colon = rest.find(':');
    if (colon == std::string_view::npos) return {caller.account, caller.region, std::string(table_name)};
    field = rest.substr(0, colon);
    rest.remove_prefix(colon + 1);
  }
  constexpr std::string_view kResource = "table/";
  if (rest.starts_with(kResource)) rest.remove_prefix(kResource.size());
  return {std::string(fields[4]), std::string(fields[3]), std::string(rest)};
}

Result<std::shared_ptr<const TableSchema>> findTable(OperationContext& context, std::string_view table_name) {
  auto table = lookUp(context, tableReference(context.caller, table_name));
  if (!table || !servesData(*table)) return Error{ErrorCode::ResourceNotFoundException, std::string(kDataNotFound)};
  return table;
}

Result<TableForWrite> findTableForWrite(OperationContext& context, std::string_view table_name) {
  const TableReference reference = tableReference(context.caller, table_name);
  auto table = context.engine.catalog().openForWrite(reference.account, reference.region, reference.name);
  if (table && table->schema().status != TableStatus::Active) {
    table.reset();  // settling changes the schema, which waits for writers
    lookUp(context, reference);
    table = context.engine.catalog().openForWrite(reference.account, reference.region, reference.name);
  }
  if (!table) lookUp(context, reference);  // for its hint
  if (!table || !servesData(table->schema())) {
    return Error{ErrorCode::ResourceNotFoundException, std::string(kDataNotFound)};
  }
  return std::move(*table);
}

Error tableNotFound(std::string_view table_name) {
  return Error{ErrorCode::ResourceNotFoundException,
               std::string(kDataNotFound) + ": Table: " + std::string(table_name) + " not found"};
}

Result<std::shared_ptr<const TableSchema>> findTableAnyStatus(OperationContext& context, std::string_view table_name) {
  const TableReference reference = tableReference(context.caller, table_name);
  auto table = lookUp(context, reference);
  if (!table) return tableNotFound(reference.name);
  return table;
}

bool indexesChange(const TableSchema& table) {
  return std::ranges::any_of(table.indexes, [](const SecondaryIndex& index) {
    return index.status == IndexStatus::Creating || index.status == IndexStatus::Deleting;
  });
}

Error inUse(std::string_view detail) {
  return Error{ErrorCode::ResourceInUseException,
               "Attempt to change a resource which is still in use: " + std::string(detail)};
}

Result<void> checkNotInTransition(const TableSchema& table) {
  std::string_view what;
  switch (table.status) {
    case TableStatus::Active:
      return {};
    case TableStatus::Creating:
      what = "created";
      break;
    case TableStatus::Updating:
      what = "updated";
      break;
    case TableStatus::Deleting:
      what = "deleted";
      break;
  }
  return inUse("Table is being " + std::string(what) + ": " + table.name);
}

std::shared_ptr<const TableSchema> settle(Engine& engine, std::shared_ptr<const TableSchema> table) {
  const auto is_due = [&](const TableSchema& schema) {
    return schema.status != TableStatus::Active && schema.ready_at <= engine.clock().now() &&
           std::ranges::none_of(schema.indexes, &SecondaryIndex::backfilling);
  };
  if (!table || !is_due(*table)) return table;
  if (table->status == TableStatus::Deleting) {
    dropTable(engine, *table);
    return nullptr;
  }
  std::vector<StorageId> deleted;
  auto settled =
      engine.catalog().update(table->account, table->region, table->name, [&](TableSchema& schema) -> Result<void> {
        if (schema.id != table->id || !is_due(schema)) return {};
        schema.status = TableStatus::Active;
        std::erase_if(schema.indexes, [&](const SecondaryIndex& index) {
          if (index.status != IndexStatus::Deleting) return false;
          deleted.push_back(index.id);
          return true;
        });
        for (SecondaryIndex& index : schema.indexes) index.status = IndexStatus::Active;
        return {};
      });
  for (StorageId id : deleted) {
    engine.catalog().dropIndexData(id);
    engine.items().forget(id);
  }
  return settled ? *settled : nullptr;
}

void dropTable(Engine& engine, const TableSchema& table) {
  if (!engine.catalog().drop(table.account, table.region, table.name)) return;
  engine.throughput().forget(table.id);
  if (table.stream) engine.streams().disable(table.stream->id);
  engine.items().forget(table);
}

}  // namespace stator
