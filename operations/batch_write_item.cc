#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <set>

#include "operations/capacity_report.h"
#include "operations/item_write.h"
#include "operations/key_check.h"
#include "operations/operation.h"
#include "operations/table_access.h"
#include "protocol/attribute_value_json.h"
#include "types/limits.h"

namespace stator {
namespace {

struct ItemRequest {
  bool is_put = false;
  std::string bytes;  // the item, or the key
};

// One table's part of the request.
struct TableWrites {
  std::string_view requested_name;  // as the request spells it: a name or an ARN
  std::vector<ItemRequest> items;
  std::optional<TableForWrite> table;
  size_t first_write = 0;  // position of the first item among all writes
};

Result<ItemRequest> readItemRequest(RequestValue request) {
  const RequestValue put = request["PutRequest"];
  const RequestValue remove = request["DeleteRequest"];
  if (bool(put) == bool(remove)) {
    // An odd text for a request with neither (dynalite); with both it is unverified.
    return validationError(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
  }
  ItemRequest item{.is_put = bool(put), .bytes = TRY(toItem(put ? put["Item"] : remove["Key"], ValueLayer::Older))};
  if (item.is_put && itemSize(ItemView(item.bytes)) > kMaxItemSize) {
    return validationError("Item size has exceeded the maximum allowed size");
  }
  return item;
}

// In ascending order, as TableForWrite wants it.
Result<void> openTables(OperationContext& context, std::deque<TableWrites>& tables) {
  std::map<TableReference, TableWrites*> ordered;
  for (TableWrites& table : tables) {
    // Once by name and once by ARN: the text is unverified.
    if (!ordered.emplace(tableReference(context.caller, table.requested_name), &table).second) {
      return validationError("Provided list of table names contains duplicates");
    }
  }
  for (auto& [reference, table] : ordered) table->table = TRY(findTableForWrite(context, table->requested_name));
  return {};
}

Result<std::vector<ItemWrite>> makeWrites(std::deque<TableWrites>& tables) {
  std::vector<ItemWrite> writes;
  std::set<std::string> seen;
  for (TableWrites& table : tables) {
    const TableSchema& schema = table.table->schema();
    table.first_write = writes.size();
    for (const ItemRequest& request : table.items) {
      const ItemView item(request.bytes);
      TRY(request.is_put ? checkItem(schema, item, KeyErrors::SchemaMismatch) : checkKey(schema, item));
      ItemWrite write{.kind = request.is_put ? ItemWrite::Kind::Put : ItemWrite::Kind::Delete,
                      .table = &schema,
                      .key = encodeItemKey(schema, item),
                      .item = item};
      if (!seen.insert(write.key).second) return validationError("Provided list of item keys contains duplicates");
      writes.push_back(std::move(write));
    }
  }
  return writes;
}

bool throttled(const TableWrites& table, size_t item, const ItemWrites& done) {
  return done.throttled[table.first_write + item];
}

// The items that were throttled, ready to be sent again.
void writeUnprocessed(ResponseWriter& out, const std::deque<TableWrites>& tables, const ItemWrites& done) {
  out.key("UnprocessedItems");
  out.beginObject();
  for (const TableWrites& table : tables) {
    bool any = false;
    for (size_t i = 0; i < table.items.size(); ++i) {
      if (!throttled(table, i, done)) continue;
      if (!any) {
        out.key(table.requested_name);
        out.beginArray();
        any = true;
      }
      out.beginObject();
      out.key(table.items[i].is_put ? "PutRequest" : "DeleteRequest");
      out.beginObject();
      out.key(table.items[i].is_put ? "Item" : "Key");
      out.item(ItemView(table.items[i].bytes));
      out.endObject();
      out.endObject();
    }
    if (any) out.endArray();
  }
  out.endObject();
}

// A table of which nothing was processed is left out (unverified).
void writeCapacities(OperationContext& context, const std::deque<TableWrites>& tables, const ItemWrites& done) {
  const CapacityDetail detail = capacityDetail(context.request.root());
  if (detail == CapacityDetail::None) return;
  ResponseWriter& out = context.response;
  out.key("ConsumedCapacity");
  out.beginArray();
  for (const TableWrites& table : tables) {
    const TableSchema& schema = table.table->schema();
    ConsumedCapacity consumed;
    for (size_t i = 0; i < table.items.size(); ++i) {
      const ItemImages& images = done.images[table.first_write + i];
      if (!throttled(table, i, done)) consumed += writeCapacity(schema, images.before(), images.after());
    }
    if (consumed.total() > 0) writeConsumedCapacity(out, schema.name, consumed, detail);
  }
  out.endArray();
}

void writeMetrics(OperationContext& context, const std::deque<TableWrites>& tables, const ItemWrites& done) {
  ResponseWriter& out = context.response;
  const RequestValue request = context.request.root();
  if (request["ReturnItemCollectionMetrics"].string() != "SIZE") return;
  out.key("ItemCollectionMetrics");
  out.beginObject();
  for (const TableWrites& table : tables) {
    const TableSchema& schema = table.table->schema();
    if (!schema.hasLocalIndexes()) continue;
    out.key(table.requested_name);
    out.beginArray();
    std::set<std::string> collections;
    for (size_t i = 0; i < table.items.size(); ++i) {
      if (throttled(table, i, done)) continue;
      const ItemView view(table.items[i].bytes);
      if (!collections.insert(pickAttributes(view, {schema.key.hash.front().name})).second) continue;
      writeItemCollectionMetrics(out, context.engine, schema, view);
    }
    out.endArray();
  }
  out.endObject();
}

}  // namespace

Result<void> batchWriteItem(OperationContext& context) {
  std::deque<TableWrites> tables;
  size_t count = 0;
  for (auto [name, requests] : context.request["RequestItems"].entries()) {
    TableWrites& table = tables.emplace_back();
    table.requested_name = name;
    for (RequestValue request : requests.elements()) {
      table.items.push_back(TRY(readItemRequest(request)));
      if (++count > kMaxBatchWriteItems) return validationError("Too many items requested for the BatchWriteItem call");
    }
  }
  TRY(openTables(context, tables));
  const std::vector<ItemWrite> writes = TRY(makeWrites(tables));
  ItemWrites done = TRY(writeItems(context.engine, writes));
  // The request as a whole is throttled only when all of its items are (AWS developer guide).
  if (done.first_throttle && std::ranges::all_of(done.throttled, std::identity())) return std::move(*done.first_throttle);

  ResponseWriter& out = context.response;
  out.beginObject();
  writeUnprocessed(out, tables, done);
  writeCapacities(context, tables, done);
  writeMetrics(context, tables, done);
  out.endObject();
  return {};
}

}  // namespace stator
