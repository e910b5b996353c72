#include "storage/item_cursor.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "storage/key_encoding.h"
#include "storage/partition_hash.h"
#include "tests/storage/fixtures.h"

namespace stator {
namespace {

using Operator = RangeCondition::Operator;
using Model = std::map<std::string, std::string>;  // storage key -> item, of the table or of an index

// Items of few partitions with colliding index keys; some on disk files, some in the memtable.
class ItemCursorTest : public testing::Test {
 protected:
  ItemCursorTest() {
    table.indexes = {makeIndex(2)};
    std::mt19937 random(1);
    for (int i = 0; i < 600; ++i) {
      const std::string item = randomItem(random);
      const bool removed = i % 5 == 0;
      write(store, locks, table, item, removed ? std::nullopt : std::optional(item));
      const std::string key = encodeItemKey(table, ItemView(item));
      if (const auto old_item = items.find(key); old_item != items.end()) forget(old_item->second);
      if (!removed) remember(item);
    }
  }
  static std::string randomItem(std::mt19937& random) {
    Attributes attributes = {{"pk", S(std::to_string(random() % 8))}, {"sk", N(static_cast<int64_t>(random() % 60) - 30)}};
    if (random() % 4) attributes.emplace_back("group", S(std::to_string(random() % 4)));
    attributes.emplace_back("rank", N(static_cast<int64_t>(random() % 6)));
    attributes.emplace_back("v", N(static_cast<int64_t>(random())));
    return makeItem(attributes);
  }
  void forget(const std::string& item) {
    if (belongsToIndex(table.indexes[0], ItemView(item))) {
      entries.erase(encodeIndexKey(table, table.indexes[0], ItemView(item)));
    }
    items.erase(encodeItemKey(table, ItemView(item)));
  }
  void remember(const std::string& item) {
    items[encodeItemKey(table, ItemView(item))] = item;
    if (belongsToIndex(table.indexes[0], ItemView(item))) {
      entries[encodeIndexKey(table, table.indexes[0], ItemView(item))] = item;
    }
  }
  std::vector<std::string> read(CursorOptions options) {
    options.table = &table;
    ItemCursor cursor(database, options);
    std::vector<std::string> result;
    while (cursor.next()) result.emplace_back(cursor.item().bytes());
    EXPECT_FALSE(cursor.next());  // stays at the end
    return result;
  }
  // What the options mean, by value and not by key.
  std::vector<std::string> expected(const CursorOptions& options) const {
    const KeySchema& schema = options.index ? options.index->key : table.key;
    const auto key = [&](ItemView item) {
      return options.index ? encodeIndexKey(table, *options.index, item) : encodeItemKey(table, item);
    };
    std::vector<std::string> result;
    for (const auto& [stored_key, item] : options.index ? entries : items) {
      const ItemView view(item);
      if (options.range && !contains(*options.range, schema, view)) continue;
      if (!options.range && segmentOf(partitionHash(view, schema.hash), options.total_segments) != options.segment) continue;
      if (options.start_after) {
        const std::string start = key(*options.start_after);
        if (options.forward ? stored_key <= start : stored_key >= start) continue;
      }
      result.push_back(item);
    }
    if (!options.forward) std::reverse(result.begin(), result.end());
    return result;
  }

  Database database{DatabaseOptions{}};
  ItemStore store{database};
  ItemLocks locks;
  TableSchema table = makeTable(1);
  Model items;
  Model entries;
};

TEST_F(ItemCursorTest, ScansTableAndIndexInHashOrder) {
  for (const SecondaryIndex* index : {static_cast<const SecondaryIndex*>(nullptr), &std::as_const(table.indexes[0])}) {
    CursorOptions options;
    options.index = index;
    const auto result = read(options);
    EXPECT_FALSE(result.empty());
    EXPECT_EQ(result, expected(options));
  }
}

TEST_F(ItemCursorTest, SegmentsPartitionTheScan) {
  for (const int64_t total : {1, 2, 5, 5000}) {
    std::vector<std::string> all;
    for (int64_t segment = 0; segment < total; ++segment) {
      CursorOptions options;
      options.segment = segment;
      options.total_segments = total;
      const auto part = read(options);
      if (total < 10) {
        EXPECT_EQ(part, expected(options));
      }
      all.insert(all.end(), part.begin(), part.end());
    }
    EXPECT_EQ(all, expected({}));
  }
}

TEST_F(ItemCursorTest, QueriesMatchTheModel) {
  std::mt19937 random(2);
  for (int i = 0; i < 3000; ++i) {
    CursorOptions options;
    options.index = random() % 2 ? &table.indexes[0] : nullptr;
    options.forward = random() % 2;
    KeyRange range{{S(std::to_string(random() % (options.index ? 5 : 9)))}, {}};
    const auto operand = [&] {
      return N(static_cast<int64_t>(random() % (options.index ? 8 : 70)) - (options.index ? 1 : 35));
    };
    if (random() % 5) {
      const auto op = static_cast<Operator>(random() % 6);  // not BeginsWith: numbers
      range.range.push_back({op, operand(), op == Operator::Between ? std::optional(operand()) : std::nullopt});
    }
    options.range = &range;
    const std::string start = randomItem(random);  // mostly of an item that is not there
    const bool usable = !options.index || belongsToIndex(table.indexes[0], ItemView(start));
    if (random() % 2 && usable) options.start_after = ItemView(start);
    ASSERT_EQ(read(options), expected(options)) << i;
  }
}

TEST_F(ItemCursorTest, PagesOfOneJoinToTheWhole) {
  for (const bool forward : {true, false}) {
    for (const SecondaryIndex* index : {static_cast<const SecondaryIndex*>(nullptr), &std::as_const(table.indexes[0])}) {
      const KeyRange range{{S("1")}, {}};
      CursorOptions options;
      options.table = &table;
      options.index = index;
      options.range = &range;
      options.forward = forward;
      const auto whole = expected(options);
      ASSERT_GT(whole.size(), 3u);
      std::vector<std::string> joined;
      std::string last;
      for (;;) {
        ItemCursor cursor(database, options);
        if (!cursor.next()) break;
        joined.emplace_back(cursor.item().bytes());
        last = keyItem(cursor.item(), table.key, index ? index->key : table.key);
        options.start_after = ItemView(last);
      }
      EXPECT_EQ(joined, whole);
    }
  }
}

TEST_F(ItemCursorTest, BeginsWithOnStrings) {
  TableSchema strings = makeTable(9);
  strings.key.range[0].type = AttributeType::S;
  for (const char* text : {"a", "ab", "abc", "b", "a\xFF", "\xFF\xFF"}) {
    put(store, locks, strings, makeItem({{"pk", S("p")}, {"sk", S(text)}}));
  }
  const auto count = [&](std::string_view prefix, bool forward) {
    const KeyRange range{{S("p")}, {{Operator::BeginsWith, S(prefix), std::nullopt}}};
    CursorOptions options;
    options.table = &strings;
    options.range = &range;
    options.forward = forward;
    ItemCursor cursor(database, options);
    int found = 0;
    while (cursor.next()) ++found;
    return found;
  };
  for (const bool forward : {true, false}) {
    EXPECT_EQ(count("a", forward), 4);
    EXPECT_EQ(count("ab", forward), 2);
    EXPECT_EQ(count("\xFF", forward), 1);
    EXPECT_EQ(count("c", forward), 0);
    EXPECT_EQ(count("", forward), 6);
  }
}

TEST_F(ItemCursorTest, DoesNotSeeLaterWrites) {
  CursorOptions options;
  options.table = &table;
  ItemCursor cursor(database, options);
  for (const auto& [key, item] : items) write(store, locks, table, item, std::nullopt);
  size_t count = 0;
  while (cursor.next()) ++count;
  EXPECT_EQ(count, items.size());
}

TEST(ItemCursorFiles, ReadFilesLikeTheMemtable) {
  const TempDirectory temp;
  const TableSchema table = makeTable(1);
  std::vector<std::string> written;
  for (int opening = 0; opening < 3; ++opening) {  // closing writes files
    Database database({.directory = temp.path()});
    Catalog(database).create(table);
    ItemStore store(database);
    ItemLocks locks;
    for (int i = 0; i < 100; ++i) {
      put(store, locks, table, makeItem({{"pk", S(std::to_string(i))}, {"sk", N(opening)}, {"round", N(opening)}}));
    }
    for (int i = 0; i < 100; ++i) {
      for (const bool forward : {true, false}) {
        const KeyRange range{{S(std::to_string(i))}, {{Operator::LessOrEqual, N(1), std::nullopt}}};
        CursorOptions options;
        options.table = &table;
        options.range = &range;
        options.forward = forward;
        ItemCursor cursor(database, options);
        int found = 0;
        while (cursor.next()) ++found;
        ASSERT_EQ(found, std::min(opening, 1) + 1);
      }
    }
    EXPECT_EQ(readAll(database, table).size(), 100u * (opening + 1));
  }
}

}  // namespace
}  // namespace stator
