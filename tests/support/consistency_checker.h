// Recomputes from a table's items, through the API alone, what its indexes and counters have to be. Header-only.
#pragma once

#include <string>
#include <vector>

#include "tests/support/paging.h"

namespace stator::test {

// The items as JSON texts, sorted: for comparing without regard to order.
inline std::vector<std::string> sortedJson(const std::vector<WireItem>& items) {
  std::vector<std::string> texts;
  texts.reserve(items.size());
  for (const WireItem& item : items) texts.push_back(toJson(item));
  std::sort(texts.begin(), texts.end());
  return texts;
}

inline int64_t totalSize(const std::vector<WireItem>& items) {
  int64_t size = 0;
  for (const WireItem& item : items) size += sizeOf(item);
  return size;
}

// The table against its own items; returns the items.
inline std::vector<WireItem> checkConsistency(const ApiClient& client, const std::string& table) {
  const TableShape shape = describe(client, table);
  const std::vector<WireItem> items = readAll(client, "Scan", target(table));
  EXPECT_EQ(shape.items, static_cast<int64_t>(items.size())) << "ItemCount of " << table;
  EXPECT_EQ(shape.bytes, totalSize(items)) << "TableSizeBytes of " << table;
  for (const IndexShape& index : shape.indexes) {
    if (!index.active) continue;
    std::vector<WireItem> expected;
    for (const WireItem& item : items)
      if (const auto entry = entryOf(shape, index, item)) expected.push_back(*entry);
    const std::vector<WireItem> entries = readAll(client, "Scan", target(table, index.name));
    EXPECT_EQ(sortedJson(entries), sortedJson(expected)) << "entries of index " << index.name << " of " << table;
    EXPECT_EQ(index.items, static_cast<int64_t>(expected.size())) << "ItemCount of index " << index.name << " of " << table;
    EXPECT_EQ(index.bytes, totalSize(expected)) << "IndexSizeBytes of index " << index.name << " of " << table;
  }
  return items;
}

}  // namespace stator::test
