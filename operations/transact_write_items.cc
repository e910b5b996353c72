#include <deque>
#include <map>
#include <set>

#include "operations/capacity_report.h"
#include "operations/expression_parameters.h"
#include "operations/key_check.h"
#include "operations/operation.h"
#include "operations/table_access.h"
#include "operations/transaction.h"
#include "operations/transaction_tokens.h"
#include "operations/update_charge.h"
#include "operations/write_response.h"
#include "protocol/attribute_value_json.h"
#include "types/limits.h"

namespace stator {
namespace {

constexpr int kLevelsAroundAction = 3;  // of JSON

// One action on its way from JSON to an ItemWrite.
struct Action {
  ItemWrite::Kind kind = ItemWrite::Kind::Put;
  RequestValue request;
  std::string bytes;  // the item of a Put, else the key
  ExpressionParameters parameters{ValueLayer::Current, kLevelsAroundAction};
  const TableSchema* table = nullptr;
};

using Actions = std::deque<Action>;  // Action does not move
using Tables = std::map<TableReference, TableForWrite>;

Result<void> readKind(RequestValue item, Action& action) {
  using Kind = ItemWrite::Kind;
  constexpr std::pair<std::string_view, Kind> kKinds[] = {
      {"ConditionCheck", Kind::ConditionCheck}, {"Put", Kind::Put}, {"Delete", Kind::Delete}, {"Update", Kind::Update}};
  int found = 0;
  for (const auto& [member, kind] : kKinds) {
    if (!item[member]) continue;
    action.kind = kind;
    action.request = item[member];
    ++found;
  }
  if (found == 0) {  // parity suite, captured in eu-west-2, 2026-10
    return validationError(
        "1 validation error detected: Value '' at 'transactItems' failed to satisfy constraint: TransactWriteRequest should "
        "contain Delete or Put or Update or ConditionCheck");
  }
  // The text as AWS's forums quote it; unverified.
  if (found > 1) return validationError("TransactItems can only contain one of Check, Put, Update or Delete");
  return {};
}

// What is wrong with an action before any table is looked at fails the request as a whole.
Result<void> readAction(RequestValue item, Action& action) {
  TRY(readKind(item, action));
  const bool is_put = action.kind == ItemWrite::Kind::Put;
  TRY(ExpressionParameters::checkMixing(action.request,
                                        action.kind == ItemWrite::Kind::Update ? updateParameters() : putParameters()));
  if (!is_put) {
    // Expressions come before a key, of a Delete whose key is nested very deep, and what an update writes by itself may be
    // too large before the transaction runs (parity suite, captured in eu-west-2, 2026-10).
    TRY(action.parameters.readExpressions(action.request));
    action.bytes = TRY(toItem(action.request["Key"]));
    return checkUpdateCharge(action.parameters.update);
  }
  action.bytes = TRY(toItem(action.request["Item"]));
  if (itemSize(ItemView(action.bytes)) > kMaxItemSize) {
    return validationError("Item size has exceeded the maximum allowed size");
  }
  return action.parameters.readExpressions(action.request);
}

Result<Tables> openTables(OperationContext& context, Actions& actions) {
  std::map<TableReference, std::string_view> names;  // ascending, as TableForWrite wants it
  for (const Action& action : actions) {
    const std::string_view name = action.request["TableName"].string();
    names.emplace(tableReference(context.caller, name), name);
  }
  Tables tables;
  for (const auto& [reference, name] : names) tables.emplace(reference, TRY(findTableForWrite(context, name)));
  for (Action& action : actions) {
    action.table = &tables.at(tableReference(context.caller, action.request["TableName"].string())).schema();
  }
  return tables;
}

Result<void> checkAgainstTable(const Action& action) {
  const ItemView item(action.bytes);
  TRY(action.kind == ItemWrite::Kind::Put ? checkItem(*action.table, item) : checkKey(*action.table, item));
  if (action.parameters.update) {
    TRY(checkUpdateTargets(*action.table, *action.parameters.update));
    TRY(checkGivenIndexKeys(*action.table, *action.parameters.update));
    TRY(checkUpdatePaths(*action.table, *action.parameters.update));
  }
  if (action.parameters.condition) TRY(checkNestedKeyPaths(*action.table, *action.parameters.condition));
  return {};
}

Result<std::vector<ItemWrite>> makeWrites(const Actions& actions) {
  std::vector<ItemWrite> writes;
  std::set<std::string_view> keys;
  writes.reserve(actions.size());
  for (const Action& action : actions) {
    const ItemView item(action.bytes);
    writes.push_back({.kind = action.kind,
                      .table = action.table,
                      .key = encodeItemKey(*action.table, item),
                      .item = item,
                      .update = action.parameters.update ? &*action.parameters.update : nullptr,
                      .condition = action.parameters.condition ? &*action.parameters.condition : nullptr,
                      .return_item_on_failure = returnsItemOnFailure(action.request)});
    if (!keys.insert(writes.back().key).second) return repeatedItem();
  }
  return writes;
}

void writeMetrics(OperationContext& context, const std::vector<ItemWrite>& writes) {
  if (context.request["ReturnItemCollectionMetrics"].string() != "SIZE") return;
  std::map<std::string, std::map<std::string, ItemView>> tables;  // by table and item collection
  for (const ItemWrite& write : writes) {
    if (!write.table->hasLocalIndexes() || write.kind == ItemWrite::Kind::ConditionCheck) continue;
    tables[write.table->name].emplace(pickAttributes(write.item, {write.table->key.hash.front().name}), write.item);
  }
  ResponseWriter& out = context.response;
  out.key("ItemCollectionMetrics");
  out.beginObject();
  for (const auto& [name, collections] : tables) {
    out.key(name);
    out.beginArray();
    for (const auto& [collection, item] : collections) {
      for (const ItemWrite& write : writes) {
        if (write.table->name != name || !(write.item == item)) continue;
        writeItemCollectionMetrics(out, context.engine, *write.table, item);
        break;
      }
    }
    out.endArray();
  }
  out.endObject();
}

}  // namespace

Result<void> transactWriteItems(OperationContext& context) {
  Actions actions;
  for (RequestValue item : context.request["TransactItems"].elements()) TRY(readAction(item, actions.emplace_back()));
  const Tables tables = TRY(openTables(context, actions));
  ResponseWriter& out = context.response;
  const auto execute = [&](const RequestToken* token) -> Result<void> {
    TRY(checkActions(actions.size(), [&](size_t i) { return checkAgainstTable(actions[i]); }));
    const std::vector<ItemWrite> writes = TRY(makeWrites(actions));
    const std::vector<ItemImages> images = TRY(writeTransaction(context.engine, writes, token));
    out.beginObject();
    writeTransactionCapacities(context, writes, images);
    writeMetrics(context, writes);
    out.endObject();
    return {};
  };
  const auto replay = [&](const ReplayCapacity& capacity) {
    chargeReplay(context, tables, capacity);
    out.beginObject();
    writeReplayCapacity(context, capacity);
    out.endObject();
  };
  return withRequestToken(context, "TransactWriteItems", execute, replay);
}

}  // namespace stator
