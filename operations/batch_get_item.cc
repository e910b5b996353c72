#include <deque>
#include <set>

#include "expression/evaluate.h"
#include "operations/capacity_report.h"
#include "operations/consumption.h"
#include "operations/expression_parameters.h"
#include "operations/key_check.h"
#include "operations/operation.h"
#include "operations/table_access.h"
#include "protocol/attribute_value_json.h"
#include "types/limits.h"

namespace stator {
namespace {

// One table's part of the request.
struct TableRead {
  std::string_view requested_name;  // as the request spells it: a name or an ARN
  RequestValue request;
  ExpressionParameters parameters;
  std::vector<std::string> keys;  // item bytes
  std::shared_ptr<const TableSchema> table;
  std::vector<size_t> unprocessed;  // positions of keys, for UnprocessedKeys
  ConsumedCapacity consumed;
};

using Reads = std::deque<TableRead>;  // TableRead does not move

Result<void> readTable(TableRead& read, size_t& total_keys) {
  TRY(ExpressionParameters::checkMixing(read.request, getParameters()));
  TRY(read.parameters.readAttributesToGet(read.request));
  TRY(read.parameters.readExpressions(read.request));
  std::set<std::string> seen;
  for (RequestValue json : read.request["Keys"].elements()) {
    read.keys.push_back(TRY(toItem(json)));
    if (!seen.insert(read.keys.back()).second) return validationError("Provided list of item keys contains duplicates");
    if (++total_keys > kMaxBatchGetItems) return validationError("Too many items requested for the BatchGetItem call");
  }
  return {};
}

// Legacy and expression parameters do not mix across tables either (captured July 2026).
Result<void> checkMixingAcrossTables(const Reads& reads) {
  bool legacy = false, expression = false;
  for (const TableRead& read : reads) {
    legacy = legacy || read.request["AttributesToGet"];
    expression = expression || read.request["ProjectionExpression"];
  }
  if (!legacy || !expression) return {};
  return validationError(
      "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: "
      "{AttributesToGet} Expression parameters: {ProjectionExpression}");
}

Result<void> findTables(OperationContext& context, Reads& reads) {
  for (TableRead& read : reads) read.table = TRY(findTable(context, read.requested_name));
  for (const TableRead& read : reads) {
    for (const std::string& key : read.keys) TRY(checkKey(*read.table, ItemView(key)));
    if (read.parameters.projection) TRY(checkNestedKeyPaths(*read.table, *read.parameters.projection));
  }
  return {};
}

// What all tables of the request have in common.
struct Progress {
  size_t size = 0;   // of the items read
  size_t items = 0;  // processed, found or not
  std::optional<Error> first_throttle;
};

void writeItems(OperationContext& context, TableRead& read, Progress& progress) {
  ResponseWriter& out = context.response;
  const bool consistent = read.request["ConsistentRead"].boolean();
  std::string item;
  for (size_t i = 0; i < read.keys.size(); ++i) {
    if (progress.size >= kMaxBatchGetSize) {
      read.unprocessed.push_back(i);
      continue;
    }
    const std::string item_key = encodeItemKey(*read.table, ItemView(read.keys[i]));
    const bool found = context.engine.items().get(item_key, item);
    const size_t size = found ? itemSize(ItemView(item)) : 0;
    if (progress.size + size > kMaxBatchGetSize) {
      progress.size = kMaxBatchGetSize;
      read.unprocessed.push_back(i);
      continue;
    }
    const int64_t half_units = readHalfUnits(size, consistent);
    Result<void> consumed = consumeRead(context.engine, {read.table.get(), item_key, ItemView(read.keys[i]), half_units});
    if (!consumed) {
      if (!progress.first_throttle) progress.first_throttle = std::move(consumed).error();
      read.unprocessed.push_back(i);
      continue;
    }
    progress.size += size;
    ++progress.items;
    read.consumed.table += half_units;
    if (!found) continue;
    if (read.parameters.projection) {
      out.item(ItemView(project(*read.parameters.projection, ItemView(item))));
    } else {
      out.item(ItemView(item));
    }
  }
}

void writeStrings(ResponseWriter& out, std::string_view name, RequestValue list) {
  if (!list) return;
  out.key(name);
  out.beginArray();
  for (RequestValue element : list.elements()) out.string(element.string());
  out.endArray();
}

// The keys that did not fit, with the table's other settings, ready to be sent again.
void writeUnprocessed(ResponseWriter& out, const TableRead& read) {
  out.key(read.requested_name);
  out.beginObject();
  out.key("Keys");
  out.beginArray();
  for (size_t i : read.unprocessed) out.item(ItemView(read.keys[i]));
  out.endArray();
  writeStrings(out, "AttributesToGet", read.request["AttributesToGet"]);
  if (RequestValue consistent = read.request["ConsistentRead"]) out.member("ConsistentRead", consistent.boolean());
  if (RequestValue text = read.request["ProjectionExpression"]) out.member("ProjectionExpression", text.string());
  if (RequestValue names = read.request["ExpressionAttributeNames"]) {
    out.key("ExpressionAttributeNames");
    out.beginObject();
    for (auto [key, name] : names.entries()) out.member(key, name.string());
    out.endObject();
  }
  out.endObject();
}

Result<void> writeResponse(OperationContext& context, Reads& reads) {
  ResponseWriter& out = context.response;
  Progress progress;
  out.beginObject();
  out.key("Responses");
  out.beginObject();
  for (TableRead& read : reads) {
    out.key(read.requested_name);
    out.beginArray();
    writeItems(context, read, progress);
    out.endArray();
  }
  out.endObject();
  // The request as a whole is throttled only when all of its keys are (AWS developer guide).
  if (progress.first_throttle && progress.items == 0) return std::move(*progress.first_throttle);
  out.key("UnprocessedKeys");
  out.beginObject();
  for (const TableRead& read : reads)
    if (!read.unprocessed.empty()) writeUnprocessed(out, read);
  out.endObject();
  if (const CapacityDetail detail = capacityDetail(context.request.root()); detail != CapacityDetail::None) {
    out.key("ConsumedCapacity");
    out.beginArray();
    for (const TableRead& read : reads)
      if (read.unprocessed.size() < read.keys.size()) writeConsumedCapacity(out, read.table->name, read.consumed, detail);
    out.endArray();
  }
  out.endObject();
  return {};
}

}  // namespace

Result<void> batchGetItem(OperationContext& context) {
  Reads reads;
  size_t total_keys = 0;
  for (auto [name, request] : context.request["RequestItems"].entries()) {
    TableRead& read = reads.emplace_back();
    read.requested_name = name;
    read.request = request;
  }
  TRY(checkMixingAcrossTables(reads));
  for (TableRead& read : reads) TRY(readTable(read, total_keys));
  TRY(findTables(context, reads));
  return writeResponse(context, reads);
}

}  // namespace stator
