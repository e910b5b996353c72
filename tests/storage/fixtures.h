// Tables, items and places that the tests of storage/ share.
#pragma once

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "storage/catalog.h"
#include "storage/item_cursor.h"
#include "storage/item_store.h"
#include "tests/support/temporary_directory.h"

namespace stator {

inline constexpr const char* kAccount = "000000000000";
inline constexpr const char* kRegion = "us-east-1";

using TempDirectory = test::TemporaryDirectory;

inline AttributeValue S(std::string_view text) { return AttributeValue::string(text); }
inline AttributeValue B(std::string_view bytes) { return AttributeValue::binary(bytes); }
inline AttributeValue N(std::string_view text) { return AttributeValue::number(Number::parse(text).value()); }
inline AttributeValue N(int64_t value) { return AttributeValue::number(value); }

using Attributes = std::vector<std::pair<std::string, AttributeValue>>;

inline std::string makeItem(const Attributes& attributes) {
  ItemBuilder builder;
  for (const auto& [name, value] : attributes) builder.add(name, value);
  return builder.build();
}

// HASH "pk" (S) and RANGE "sk" (N).
inline TableSchema makeTable(StorageId id = 1, std::string name = "table") {
  TableSchema table;
  table.account = kAccount;
  table.region = kRegion;
  table.name = std::move(name);
  table.id = id;
  table.key = {{{"pk", AttributeType::S}}, {{"sk", AttributeType::N}}};
  return table;
}

// Global, HASH "group" (S) and RANGE "rank" (N): sparse.
inline SecondaryIndex makeIndex(StorageId id, ProjectionType projection = ProjectionType::All) {
  SecondaryIndex index;
  index.name = "index" + std::to_string(id);
  index.id = id;
  index.global = true;
  index.key = {{{"group", AttributeType::S}}, {{"rank", AttributeType::N}}};
  index.projection.type = projection;
  return index;
}

// What operations do for one write: locks, old item, commit. An empty `item` deletes the item with the keys in `key_item`.
inline void write(ItemStore& store, ItemLocks& locks, const TableSchema& table, const std::string& key_item,
                  std::optional<std::string> item) {
  const std::string key = encodeItemKey(table, ItemView(key_item));
  const auto lock = locks.lock(key);
  std::string old_item;
  ItemChange change{&table, key, std::nullopt, std::nullopt};
  if (store.get(key, old_item)) change.old_item = ItemView(old_item);
  if (item) change.new_item = ItemView(*item);
  store.commit({&change, 1});
}

inline void put(ItemStore& store, ItemLocks& locks, const TableSchema& table, const std::string& item) {
  write(store, locks, table, item, item);
}

// Everything in a table (or an index), in order.
inline std::vector<std::string> readAll(Database& database, const TableSchema& table,
                                        const SecondaryIndex* index = nullptr) {
  CursorOptions options;
  options.table = &table;
  options.index = index;
  ItemCursor cursor(database, options);
  std::vector<std::string> items;
  while (cursor.next()) items.emplace_back(cursor.item().bytes());
  return items;
}

// What size() has to say about a table or index, counted by hand.
inline TableSize countAll(Database& database, const TableSchema& table, const SecondaryIndex* index = nullptr) {
  TableSize size;
  for (const std::string& item : readAll(database, table, index)) {
    size.items += 1;
    size.bytes += static_cast<int64_t>(itemSize(ItemView(item)));
  }
  return size;
}

inline void expectSize(const TableSize& size, const TableSize& expected) {
  EXPECT_EQ(size.items, expected.items);
  EXPECT_EQ(size.bytes, expected.bytes);
}

}  // namespace stator
