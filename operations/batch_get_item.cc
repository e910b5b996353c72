#include <deque>
#include <set>

#include "expression/evaluate.h"
#include "operations/capacity_report.h"
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
  size_t keys_done = 0;  // the rest goes to UnprocessedKeys
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

void writeItems(OperationContext& context, TableRead& read, size_t& total_size) {
  ResponseWriter& out = context.response;
  const bool consistent = read.request["ConsistentRead"].boolean();
  std::string item;
  for (; read.keys_done < read.keys.size() && total_size < kMaxBatchGetSize; ++read.keys_done) {
    const bool found = context.engine.items().get(encodeItemKey(*read.table, ItemView(read.keys[read.keys_done])), item);
    const size_t size = found ? itemSize(ItemView(item)) : 0;
    if (total_size + size > kMaxBatchGetSize) {
      total_size = kMaxBatchGetSize;
      break;
    }
    total_size += size;
    read.consumed.table += readHalfUnits(size, consistent);
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
  for (size_t i = read.keys_done; i < read.keys.size(); ++i) out.item(ItemView(read.keys[i]));
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

void writeResponse(OperationContext& context, Reads& reads) {
  ResponseWriter& out = context.response;
  size_t total_size = 0;
  out.beginObject();
  out.key("Responses");
  out.beginObject();
  for (TableRead& read : reads) {
    out.key(read.requested_name);
    out.beginArray();
    writeItems(context, read, total_size);
    out.endArray();
  }
  out.endObject();
  out.key("UnprocessedKeys");
  out.beginObject();
  for (const TableRead& read : reads)
    if (read.keys_done < read.keys.size()) writeUnprocessed(out, read);
  out.endObject();
  if (const CapacityDetail detail = capacityDetail(context.request.root()); detail != CapacityDetail::None) {
    out.key("ConsumedCapacity");
    out.beginArray();
    for (const TableRead& read : reads) writeConsumedCapacity(out, read.table->name, read.consumed, detail);
    out.endArray();
  }
  out.endObject();
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
  writeResponse(context, reads);
  return {};
}

}  // namespace stator
