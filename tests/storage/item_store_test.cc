#include "storage/item_store.h"

#include <gmock/gmock.h>

#include <thread>

#include "tests/storage/fixtures.h"

namespace stator {
namespace {

TableSchema indexedTable() {
  TableSchema table = makeTable(1);
  table.indexes = {makeIndex(2), makeIndex(3, ProjectionType::KeysOnly), makeIndex(4, ProjectionType::Include)};
  table.indexes[2].projection.non_key_attributes = {"text"};
  table.indexes[2].key = {{{"text", AttributeType::S}}, {}};
  return table;
}

std::string randomItem(std::mt19937& random) {
  Attributes attributes = {{"pk", S(std::to_string(random() % 5))}, {"sk", N(static_cast<int64_t>(random() % 10))}};
  if (random() % 3) attributes.emplace_back("group", S(std::to_string(random() % 3)));
  if (random() % 3) attributes.emplace_back("rank", N(static_cast<int64_t>(random() % 4)));
  if (random() % 2) attributes.emplace_back("text", S(std::string(1 + random() % 50, 'x')));
  if (random() % 2) attributes.emplace_back("other", N(static_cast<int64_t>(random())));
  return makeItem(attributes);
}

// Every index holds just the projections of the items that belong to it, and every counter is the sum over its rows.
void expectConsistent(Database& database, const ItemStore& store, const TableSchema& table) {
  const std::vector<std::string> items = readAll(database, table);
  expectSize(store.size(table.id), countAll(database, table));
  for (const SecondaryIndex& index : table.indexes) {
    std::vector<std::string> expected;
    for (const std::string& item : items) {
      if (belongsToIndex(index, ItemView(item))) expected.push_back(projectForIndex(table, index, ItemView(item)));
    }
    EXPECT_THAT(readAll(database, table, &index), testing::UnorderedElementsAreArray(expected)) << index.name;
    expectSize(store.size(index.id), countAll(database, table, &index));
  }
}

class ItemStoreTest : public testing::Test {
 protected:
  Database database{DatabaseOptions{}};
  ItemStore store{database};
  ItemLocks locks;
};

TEST_F(ItemStoreTest, GetsWhatWasCommitted) {
  const TableSchema table = makeTable();
  const std::string item = makeItem({{"pk", S("x")}, {"sk", N(1)}, {"v", S("text")}});
  const std::string key = encodeItemKey(table, ItemView(item));
  std::string read = "untouched";
  EXPECT_FALSE(store.get(key, read));
  put(store, locks, table, item);
  ASSERT_TRUE(store.get(key, read));
  EXPECT_EQ(read, item);
  write(store, locks, table, item, std::nullopt);
  EXPECT_FALSE(store.get(key, read));
  expectSize(store.size(table.id), {});
}

TEST_F(ItemStoreTest, DeletingNothingAndCommittingNothingIsFine) {
  const TableSchema table = indexedTable();
  write(store, locks, table, makeItem({{"pk", S("x")}, {"sk", N(1)}}), std::nullopt);
  store.commit({});
  expectSize(store.size(table.id), {});
}

TEST_F(ItemStoreTest, SizesAreOfTheServicesRule) {
  const TableSchema table = makeTable();
  const std::string item = makeItem({{"pk", S("abc")}, {"sk", N(1)}, {"text", S("0123456789")}});
  put(store, locks, table, item);
  expectSize(store.size(table.id), {1, static_cast<int64_t>(itemSize(ItemView(item)))});
  put(store, locks, table, item);  // identical
  EXPECT_EQ(store.size(table.id).items, 1);
  EXPECT_EQ(store.size(99).items, 0);
}

TEST_F(ItemStoreTest, OneCommitChangesManyItems) {
  const TableSchema table = indexedTable();
  std::vector<std::string> items;
  std::vector<std::string> keys;
  for (int i = 0; i < 600; ++i) {  // more than there are stripes
    items.push_back(makeItem({{"pk", S("p")}, {"sk", N(i)}, {"group", S("g")}, {"rank", N(i % 7)}}));
    keys.push_back(encodeItemKey(table, ItemView(items.back())));
  }
  const auto guard = locks.lock(keys);
  std::vector<ItemChange> changes;
  for (size_t i = 0; i < items.size(); ++i) changes.push_back({&table, keys[i], std::nullopt, ItemView(items[i])});
  store.commit(changes);
  EXPECT_EQ(store.size(table.id).items, 600);
  expectConsistent(database, store, table);
  for (ItemChange& change : changes) std::swap(change.old_item, change.new_item);
  store.commit(changes);
  EXPECT_EQ(store.size(table.id).items, 0);
  expectConsistent(database, store, table);
}

TEST_F(ItemStoreTest, LargeBatchesLeaveSmallOnesAlone) {
  const TableSchema table = makeTable();
  put(store, locks, table, makeItem({{"pk", S("x")}, {"sk", N(1)}, {"v", B(std::string(4 << 20, 'x'))}}));
  put(store, locks, table, makeItem({{"pk", S("x")}, {"sk", N(2)}}));
  EXPECT_EQ(readAll(database, table).size(), 2u);
}

TEST_F(ItemStoreTest, ForgottenCountersAreZero) {
  const TableSchema table = makeTable();
  put(store, locks, table, makeItem({{"pk", S("x")}, {"sk", N(1)}}));
  store.forget(table.id);
  expectSize(store.size(table.id), {});
}

TEST(ItemStoreModel, IndexesAndCountersStayExactAcrossOpenings) {
  const TempDirectory temp;
  const TableSchema table = indexedTable();
  std::mt19937 random(1);
  for (int opening = 0; opening < 4; ++opening) {
    Database database({.directory = temp.path()});
    {
      Catalog catalog(database);
      catalog.create(table);
    }
    ItemStore store(database);
    ItemLocks locks;
    expectConsistent(database, store, table);
    for (int i = 0; i < 500; ++i) {
      const std::string item = randomItem(random);
      write(store, locks, table, item, random() % 3 ? std::optional(item) : std::nullopt);
    }
    expectConsistent(database, store, table);
  }
}

TEST(ItemStoreModel, ConcurrentWritersKeepIndexesAndCountersExact) {
  const TempDirectory temp;
  const TableSchema table = indexedTable();
  Database database({.directory = temp.path()});
  ItemStore store(database);
  ItemLocks locks;
  const auto work = [&](unsigned seed) {
    std::mt19937 random(seed);
    for (int i = 0; i < 1500; ++i) {
      const std::string item = randomItem(random);
      write(store, locks, table, item, random() % 3 ? std::optional(item) : std::nullopt);
    }
  };
  std::vector<std::thread> threads;
  for (unsigned seed = 0; seed < 4; ++seed) threads.emplace_back(work, seed);
  for (std::thread& thread : threads) thread.join();
  expectConsistent(database, store, table);
  expectConsistent(database, ItemStore(database), table);  // as stored
}

}  // namespace
}  // namespace stator
