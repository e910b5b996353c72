#include "operations/capacity_report.h"

#include <algorithm>
#include <cmath>

#include "storage/item_cursor.h"
#include "types/limits.h"

namespace stator {
namespace {

constexpr int64_t kHalves = 2;  // ConsumedCapacity counts half units

// An index entry's part of a write, in units.
int64_t indexUnits(const TableSchema& table, const SecondaryIndex& index, std::optional<ItemView> old_item,
                   std::optional<ItemView> new_item) {
  const bool was_in = old_item && belongsToIndex(index, *old_item);
  const bool is_in = new_item && belongsToIndex(index, *new_item);
  const std::string old_entry = was_in ? projectForIndex(table, index, *old_item) : std::string();
  const std::string new_entry = is_in ? projectForIndex(table, index, *new_item) : std::string();
  const int64_t old_units = was_in ? writeUnits(itemSize(ItemView(old_entry))) : 0;
  const int64_t new_units = is_in ? writeUnits(itemSize(ItemView(new_entry))) : 0;
  if (!was_in || !is_in) return old_units + new_units;
  if (old_entry == new_entry) return 0;
  const bool same_key = keyItem(ItemView(old_entry), index.key, index.key) == keyItem(ItemView(new_entry), index.key, index.key);
  return same_key ? std::max(old_units, new_units) : old_units + new_units;
}

void writeUnits(ResponseWriter& out, int64_t half_units, CapacityAxis axis) {
  const double units = static_cast<double>(half_units) / kHalves;
  out.key("CapacityUnits");
  out.number(units);
  if (axis == CapacityAxis::None) return;
  out.key(axis == CapacityAxis::Read ? "ReadCapacityUnits" : "WriteCapacityUnits");
  out.number(units);
}

void writeArm(ResponseWriter& out, int64_t half_units, CapacityAxis axis) {
  out.beginObject();
  writeUnits(out, half_units, axis);
  out.endObject();
}

void writeIndexes(ResponseWriter& out, std::string_view name, const std::map<std::string, int64_t>& indexes, CapacityAxis axis) {
  if (indexes.empty()) return;
  out.key(name);
  out.beginObject();
  for (const auto& [index, half_units] : indexes) {
    out.key(index);
    writeArm(out, half_units, axis);
  }
  out.endObject();
}

// Bytes of the item collection: items and local index entries with the hash key of `key`.
int64_t collectionSize(Engine& engine, const TableSchema& table, ItemView key) {
  int64_t all = engine.items().size(table.id).bytes;
  for (const SecondaryIndex& index : table.indexes)
    if (!index.global) all += engine.items().size(index.id).bytes;
  constexpr int64_t kGiB = 1024 * kMiB;
  if (all < kGiB) return all;  // no partition is larger than the table, and the answer is in whole gigabytes
  KeyRange range;
  range.hash.emplace_back(*key.find(table.key.hash.front().name));
  int64_t bytes = 0;
  ItemCursor cursor(engine.database(), {.table = &table, .range = &range});
  while (cursor.next()) {
    bytes += static_cast<int64_t>(itemSize(cursor.item()));
    for (const SecondaryIndex& index : table.indexes) {
      if (index.global || !belongsToIndex(index, cursor.item())) continue;
      const std::string entry = projectForIndex(table, index, cursor.item());
      bytes += static_cast<int64_t>(itemSize(ItemView(entry)));
    }
  }
  return bytes;
}

}  // namespace

CapacityDetail capacityDetail(RequestValue request) {
  const std::string_view text = request["ReturnConsumedCapacity"].string();
  if (text == "TOTAL") return CapacityDetail::Total;
  return text == "INDEXES" ? CapacityDetail::Indexes : CapacityDetail::None;
}

ConsumedCapacity writeCapacity(const TableSchema& table, std::optional<ItemView> old_item, std::optional<ItemView> new_item) {
  ConsumedCapacity consumed;
  const size_t old_size = old_item ? itemSize(*old_item) : 0;
  const size_t new_size = new_item ? itemSize(*new_item) : 0;
  consumed.table = kHalves * writeUnits(std::max(old_size, new_size));
  for (const SecondaryIndex& index : table.indexes) {
    const int64_t units = indexUnits(table, index, old_item, new_item);
    if (units == 0) continue;
    (index.global ? consumed.global_indexes : consumed.local_indexes)[index.name] += kHalves * units;
  }
  return consumed;
}

void writeConsumedCapacity(ResponseWriter& out, std::string_view table_name, const ConsumedCapacity& consumed, CapacityDetail detail,
                           CapacityAxis axis) {
  out.beginObject();
  out.member("TableName", table_name);
  writeUnits(out, consumed.total(), axis);
  if (detail == CapacityDetail::Indexes) {
    out.key("Table");
    writeArm(out, consumed.table, axis);
    writeIndexes(out, "LocalSecondaryIndexes", consumed.local_indexes, axis);
    writeIndexes(out, "GlobalSecondaryIndexes", consumed.global_indexes, axis);
  }
  out.endObject();
}

bool wantsItemCollectionMetrics(RequestValue request, const TableSchema& table) {
  return request["ReturnItemCollectionMetrics"].string() == "SIZE" && table.hasLocalIndexes();
}

void writeItemCollectionMetrics(ResponseWriter& out, Engine& engine, const TableSchema& table, ItemView key) {
  constexpr double kGiB = 1024.0 * kMiB;
  const double size = std::floor(static_cast<double>(collectionSize(engine, table, key)) / kGiB);
  out.beginObject();
  out.key("ItemCollectionKey");
  out.item(ItemView(pickAttributes(key, {table.key.hash.front().name})));
  // Lower and upper estimate, a gigabyte apart (the service's rounding is not recorded: unverified).
  out.key("SizeEstimateRangeGB");
  out.beginArray();
  out.number(size);
  out.number(size + 1);
  out.endArray();
  out.endObject();
}

}  // namespace stator
