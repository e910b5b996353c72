#include <deque>
#include <map>
#include <set>

#include "operations/capacity_report.h"
#include "operations/consumption.h"
#include "operations/operation.h"
#include "operations/partiql_key.h"
#include "operations/partiql_select.h"
#include "operations/table_access.h"
#include "operations/transaction.h"
#include "operations/transaction_tokens.h"
#include "operations/write_response.h"

namespace stator {
namespace {

constexpr int64_t kTransactional = 2;  // the factor on units of tables

struct Action {
  RequestValue request;
  PartiqlStatement statement;
};

using Actions = std::deque<Action>;  // Action does not move
using Tables = std::map<TableReference, TableForWrite>;
using Writes = std::deque<PartiqlWrite>;

Error inStatement(size_t position, Error error) {
  error.message.insert(0, "Validation failed in TransactStatements[" + std::to_string(position) + "]: ");
  return error;
}

// Nothing more is said about a statement whose table there is not: it cancels the transaction later.
Result<PartiqlStatement> parseAction(OperationContext& context, RequestValue request,
                                     std::span<const AttributeValue> parameters) {
  PartiqlStatement statement = TRY(parsePartiql(request["Statement"].string(), parameters));
  if (!findTable(context, statement.table)) return statement;
  if (statement.returning != PartiqlReturning::None) {
    return validationError("RETURNING clause is not supported in ExecuteTransaction.");
  }
  if (statement.isRead() && statement.index)
    return validationError("Reads on indices are not supported within transactions.");
  return statement;
}

// Bad parameters are reported as they are and first, bad statements with their position (DynamoDB captures, 2026-09).
Result<Actions> readActions(OperationContext& context) {
  const RequestValue statements = context.request["TransactStatements"];
  std::vector<std::vector<AttributeValue>> parameters;
  for (RequestValue request : statements.elements()) parameters.push_back(TRY(readPartiqlParameters(request)));
  Actions actions;
  for (RequestValue request : statements.elements()) {
    const size_t position = actions.size();
    Result<PartiqlStatement> statement = parseAction(context, request, parameters[position]);
    if (!statement) return inStatement(position, std::move(statement).error());
    TRY(checkPartiqlItemSize(*statement));
    actions.push_back({request, std::move(*statement)});
  }
  for (const Action& action : actions) {
    if (action.statement.isRead() == actions.front().statement.isRead()) continue;
    return validationError("ExecuteTransaction API does not support both read and write operations in the same request.");
  }
  return actions;
}

// Floci, captured in eu-west-2, 2026-09: every action without a table is a reason.
Result<void> checkTables(OperationContext& context, const Actions& actions) {
  return checkActions(actions.size(), [&](size_t i) -> Result<void> {
    const auto table = findTable(context, actions[i].statement.table);
    if (!table) return table.error();
    return {};
  });
}

// What is said in transactions about keys that do not fit, or are not there (floci, captured in eu-west-2, 2026-09).
Error mismatchedKey() { return validationError("The provided key element does not match the schema"); }

Result<void> checkTransactionKey(const TableSchema& table, const PartiqlKey& key) {
  const ItemView item(key.key);
  for (const std::vector<KeyAttribute>* part : {&table.key.hash, &table.key.range}) {
    for (const KeyAttribute& attribute : *part) {
      const auto value = item.find(attribute.name);
      if (!value || value->type() != attribute.type) return mismatchedKey();
    }
  }
  return checkPartiqlKey(table, item);
}

Result<void> checkTransactionWrite(const PartiqlWrite& write) {
  const PartiqlStatement& statement = write.statement();
  const TableSchema& table = write.table();
  if (statement.kind == PartiqlKind::Insert) {
    for (const std::vector<KeyAttribute>* part : {&table.key.hash, &table.key.range}) {
      for (const KeyAttribute& attribute : *part) {
        if (!write.item().find(attribute.name))
          return invalidParameter("Missing the key " + attribute.name + " in the item");
      }
    }
  } else {
    TRY(checkTransactionKey(table, partiqlKey(statement, table)));
  }
  TRY(write.checkStatement());
  return write.checkAgainstTable();
}

// Keys that do not fit their tables cancel the transaction, and that wins over repeated items (DynamoDB capture, 2026-09).
struct Reads {
  std::vector<std::shared_ptr<const TableSchema>> tables;
  std::vector<std::string> keys;
};
Result<Reads> planReads(OperationContext& context, const Actions& actions) {
  Reads reads;
  for (const Action& action : actions) reads.tables.push_back(TRY(findTable(context, action.statement.table)));
  std::vector<CancellationReason> reasons(actions.size());
  std::set<std::string> seen;
  bool failed = false, repeated = false;
  for (size_t i = 0; i < actions.size(); ++i) {
    const TableSchema& table = *reads.tables[i];
    const PartiqlKey key = partiqlKey(actions[i].statement, table);
    if (actions[i].statement.where) {
      const auto branches = partiqlBranches(*actions[i].statement.where, table.key);
      if (!branches) return inStatement(i, branches.error());
    }
    if (!key.exact()) {
      return inStatement(
          i,
          validationError("Select statements within ExecuteTransaction must specify the primary key in the where clause."));
    }
    const Result<void> checked = checkTransactionKey(table, key);
    if (!checked) {
      reasons[i] = cancellationReason(checked.error());
      failed = true;
      continue;
    }
    reads.keys.push_back(encodeItemKey(table, ItemView(key.key)));
    repeated = !seen.insert(reads.keys.back()).second || repeated;
  }
  if (failed) return transactionCanceled(std::move(reasons));
  if (repeated) return repeatedItem();
  return reads;
}

int64_t readUnitsOf(const ItemImages& image) {
  return kTransactional * readHalfUnits(image.existed ? itemSize(ItemView(image.old_item)) : 0, true);
}

Result<void> consumeReads(OperationContext& context, const Actions& actions, const Reads& reads,
                          const std::vector<ItemImages>& images) {
  std::vector<PartiqlKey> keys;
  std::vector<ItemRead> items;
  for (size_t i = 0; i < images.size(); ++i) keys.push_back(partiqlKey(actions[i].statement, *reads.tables[i]));
  for (size_t i = 0; i < images.size(); ++i) {
    items.push_back({reads.tables[i].get(), reads.keys[i], ItemView(keys[i].key), readUnitsOf(images[i])});
  }
  return consumeTransaction(context.engine, items);
}

void writeReadCapacities(OperationContext& context, const Reads& reads, const std::vector<ItemImages>& images) {
  const CapacityDetail detail = capacityDetail(context.request.root());
  if (detail == CapacityDetail::None) return;
  std::map<std::string, ConsumedCapacity> tables;
  for (size_t i = 0; i < images.size(); ++i) tables[reads.tables[i]->name].table += readUnitsOf(images[i]);
  ResponseWriter& out = context.response;
  out.key("ConsumedCapacity");
  out.beginArray();
  for (const auto& [table, consumed] : tables) writeConsumedCapacity(out, table, consumed, detail, CapacityAxis::Read);
  out.endArray();
}

Result<void> executeReads(OperationContext& context, const Actions& actions) {
  const Reads reads = TRY(planReads(context, actions));
  const std::vector<ItemImages> images = TRY(readTransaction(context.engine, reads.keys));
  TRY(consumeReads(context, actions, reads, images));
  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("Responses");
  out.beginArray();
  for (size_t i = 0; i < actions.size(); ++i) {
    out.beginObject();
    const std::string item =
        images[i].existed ? selectColumns(actions[i].statement.columns, ItemView(images[i].old_item)) : "";
    if (!item.empty()) {  // as in TransactGetItems; unverified here
      out.key("Item");
      out.item(ItemView(item));
    }
    out.endObject();
  }
  out.endArray();
  writeReadCapacities(context, reads, images);
  out.endObject();
  return {};
}

Result<Tables> openTables(OperationContext& context, const Actions& actions) {
  std::map<TableReference, std::string_view> names;  // ascending, as TableForWrite wants it
  for (const Action& action : actions)
    names.emplace(tableReference(context.caller, action.statement.table), action.statement.table);
  Tables tables;
  for (const auto& [reference, name] : names) tables.emplace(reference, TRY(findTableForWrite(context, name)));
  return tables;
}

// Empty key values fail the request, other misfits with the table cancel the transaction, as in TransactWriteItems.
Result<std::vector<ItemWrite>> makeWrites(OperationContext& context, const Actions& actions, const Tables& tables,
                                          Writes& writes) {
  for (const Action& action : actions) {
    const TableForWrite& table = tables.at(tableReference(context.caller, action.statement.table));
    const PartiqlWrite& write = writes.emplace_back(action.statement, table.schema());
    if (action.statement.kind != PartiqlKind::Exists) continue;
    const Result<void> checked = write.checkStatement();
    if (!checked) return inStatement(writes.size() - 1, checked.error());
  }
  TRY(checkActions(actions.size(), [&](size_t i) { return checkTransactionWrite(writes[i]); }));
  std::vector<ItemWrite> item_writes;
  std::set<std::string> keys;
  for (size_t i = 0; i < actions.size(); ++i) {
    item_writes.push_back(writes[i].itemWrite(returnsItemOnFailure(actions[i].request)));
    if (!keys.insert(item_writes.back().key).second) return repeatedItem();
  }
  return item_writes;
}

void writeEmptyResponses(ResponseWriter& out) {
  out.key("Responses");
  out.beginArray();
  out.endArray();
}

Result<void> executeWrites(OperationContext& context, const Actions& actions) {
  const Tables tables = TRY(openTables(context, actions));
  ResponseWriter& out = context.response;
  const auto execute = [&](const RequestToken* token) -> Result<void> {
    Writes owners;
    const std::vector<ItemWrite> writes = TRY(makeWrites(context, actions, tables, owners));
    const std::vector<ItemImages> images = TRY(writeTransaction(context.engine, writes, token));
    out.beginObject();
    writeEmptyResponses(out);
    writeTransactionCapacities(context, writes, images);
    out.endObject();
    return {};
  };
  const auto replay = [&](const ReplayCapacity& capacity) {
    chargeReplay(context, tables, capacity);
    out.beginObject();
    writeEmptyResponses(out);
    writeReplayCapacity(context, capacity);
    out.endObject();
  };
  return withRequestToken(context, "ExecuteTransaction", execute, replay);
}

}  // namespace

Result<void> executeTransaction(OperationContext& context) {
  const Actions actions = TRY(readActions(context));
  TRY(checkTables(context, actions));
  return actions.front().statement.isRead() ? executeReads(context, actions) : executeWrites(context, actions);
}

}  // namespace stator
