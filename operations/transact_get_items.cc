#include <deque>
#include <set>

#include "expression/evaluate.h"
#include "operations/capacity_report.h"
#include "operations/consumption.h"
#include "operations/expression_parameters.h"
#include "operations/key_check.h"
#include "operations/operation.h"
#include "operations/table_access.h"
#include "operations/transaction.h"
#include "protocol/attribute_value_json.h"

namespace stator {
namespace {

struct Get {
  RequestValue request;
  ExpressionParameters parameters;
  std::string key;  // item bytes
  std::shared_ptr<const TableSchema> table;
};

using Gets = std::deque<Get>;  // Get does not move

// A key that does not fit its table cancels the transaction, also an empty one (captured in 2026).
Result<std::vector<std::string>> encodeKeys(const Gets& gets) {
  std::vector<CancellationReason> reasons(gets.size());
  std::vector<std::string> keys;
  std::set<std::string_view> seen;
  keys.reserve(gets.size());
  bool failed = false;
  for (size_t i = 0; i < gets.size(); ++i) {
    Result<void> checked = checkKey(*gets[i].table, ItemView(gets[i].key));
    if (checked && gets[i].parameters.projection)
      checked = checkNestedKeyPaths(*gets[i].table, *gets[i].parameters.projection);
    if (!checked) {
      reasons[i] = cancellationReason(checked.error());
      failed = true;
      continue;
    }
    keys.push_back(encodeItemKey(*gets[i].table, ItemView(gets[i].key)));
    if (!seen.insert(keys.back()).second) {
      return repeatedItem();
    }
  }
  if (failed) return transactionCanceled(std::move(reasons));
  return keys;
}

void writeItem(ResponseWriter& out, const Get& get, const ItemImages& image) {
  out.beginObject();
  if (image.existed) {
    const std::string projected =
        get.parameters.projection ? project(*get.parameters.projection, ItemView(image.old_item)) : image.old_item;
    if (!projected.empty()) {  // a projection that matches nothing leaves Item out (captured in 2026)
      out.key("Item");
      out.item(ItemView(projected));
    }
  }
  out.endObject();
}

int64_t halfUnits(const ItemImages& image) {
  constexpr int64_t kTransactional = 2;
  return kTransactional * readHalfUnits(image.existed ? itemSize(ItemView(image.old_item)) : 0, true);
}

Result<void> consume(OperationContext& context, const Gets& gets, const std::vector<std::string>& keys,
                     const std::vector<ItemImages>& images) {
  std::vector<ItemRead> reads;
  for (size_t i = 0; i < gets.size(); ++i) {
    reads.push_back({gets[i].table.get(), keys[i], ItemView(gets[i].key), halfUnits(images[i])});
  }
  return consumeTransaction(context.engine, reads);
}

void writeCapacities(OperationContext& context, const Gets& gets, const std::vector<ItemImages>& images) {
  const CapacityDetail detail = capacityDetail(context.request.root());
  if (detail == CapacityDetail::None) return;
  std::map<std::string, ConsumedCapacity> tables;
  for (size_t i = 0; i < gets.size(); ++i) tables[gets[i].table->name].table += halfUnits(images[i]);
  ResponseWriter& out = context.response;
  out.key("ConsumedCapacity");
  out.beginArray();
  for (const auto& [table, consumed] : tables) writeConsumedCapacity(out, table, consumed, detail, CapacityAxis::Read);
  out.endArray();
}

}  // namespace

Result<void> transactGetItems(OperationContext& context) {
  Gets gets;
  for (RequestValue item : context.request["TransactItems"].elements()) {
    Get& get = gets.emplace_back();
    get.request = item["Get"];
    TRY(ExpressionParameters::checkMixing(get.request, getParameters()));
    get.key = TRY(toItem(get.request["Key"]));
    TRY(get.parameters.readExpressions(get.request));
  }
  for (Get& get : gets) get.table = TRY(findTable(context, get.request["TableName"].string()));
  const std::vector<std::string> keys = TRY(encodeKeys(gets));
  const std::vector<ItemImages> images = TRY(readTransaction(context.engine, keys));
  TRY(consume(context, gets, keys, images));

  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("Responses");
  out.beginArray();
  for (size_t i = 0; i < gets.size(); ++i) writeItem(out, gets[i], images[i]);
  out.endArray();
  writeCapacities(context, gets, images);
  out.endObject();
  return {};
}

}  // namespace stator
