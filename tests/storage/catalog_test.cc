#include "storage/catalog.h"

#include <gmock/gmock.h>

#include <atomic>
#include <set>
#include <thread>

#include "tests/storage/fixtures.h"

namespace stator {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TableSchema tableAt(std::string account, std::string region, std::string name, StorageId id) {
  TableSchema table = makeTable(id, std::move(name));
  table.account = std::move(account);
  table.region = std::move(region);
  return table;
}

class CatalogTest : public testing::Test {
 protected:
  void reopen() {
    store.reset();
    catalog.reset();
    database.reset();
    database = std::make_unique<Database>(DatabaseOptions{.directory = temp.path()});
    catalog = std::make_unique<Catalog>(*database);
    store = std::make_unique<ItemStore>(*database);
  }
  void SetUp() override { reopen(); }
  void fill(const TableSchema& table, int items) {
    for (int i = 0; i < items; ++i) {
      put(*store, locks, table, makeItem({{"pk", S(std::to_string(i))}, {"sk", N(i)}, {"group", S("g")}, {"rank", N(i)}}));
    }
  }

  TempDirectory temp;
  std::unique_ptr<Database> database;
  std::unique_ptr<Catalog> catalog;
  std::unique_ptr<ItemStore> store;
  ItemLocks locks;
};

TEST_F(CatalogTest, KeepsTablesAcrossOpenings) {
  TableSchema table = makeTable(catalog->allocateId());
  table.indexes = {makeIndex(catalog->allocateId())};
  table.tags = {{"k", "v"}};
  ASSERT_TRUE(catalog->create(table));
  EXPECT_FALSE(catalog->create(table));
  EXPECT_EQ(*catalog->find(kAccount, kRegion, "table"), table);
  reopen();
  ASSERT_TRUE(catalog->find(kAccount, kRegion, "table"));
  EXPECT_EQ(*catalog->find(kAccount, kRegion, "table"), table);
  EXPECT_FALSE(catalog->find(kAccount, kRegion, "other"));
  EXPECT_FALSE(catalog->openForWrite(kAccount, kRegion, "other"));
}

TEST_F(CatalogTest, SeparatesAccountsAndRegions) {
  ASSERT_TRUE(catalog->create(tableAt("1", "east", "t", 1)));
  ASSERT_TRUE(catalog->create(tableAt("1", "west", "t", 2)));
  ASSERT_TRUE(catalog->create(tableAt("2", "east", "t", 3)));
  ASSERT_TRUE(catalog->create(tableAt("2", "east", "u", 4)));
  EXPECT_EQ(catalog->find("1", "west", "t")->id, 2u);
  EXPECT_EQ(catalog->tableCount("2", "east"), 2u);
  EXPECT_EQ(catalog->tableCount("2", "west"), 0u);
  EXPECT_EQ(catalog->all().size(), 4u);
  EXPECT_EQ(catalog->findElsewhere("9", "east", "u"), "2/east");
  EXPECT_EQ(catalog->findElsewhere("2", "east", "u"), std::nullopt);
  EXPECT_EQ(catalog->findElsewhere("1", "east", "t"), "1/west");
}

TEST_F(CatalogTest, ListsInOrderFromAStart) {
  StorageId id = 0;
  for (const char* name : {"bb", "a", "c", "b"}) ASSERT_TRUE(catalog->create(makeTable(++id, name)));
  ASSERT_TRUE(catalog->create(tableAt(kAccount, "us-east-2", "zz", 9)));
  EXPECT_THAT(catalog->list(kAccount, kRegion, "", 10), ElementsAre("a", "b", "bb", "c"));
  EXPECT_THAT(catalog->list(kAccount, kRegion, "", 2), ElementsAre("a", "b"));
  EXPECT_THAT(catalog->list(kAccount, kRegion, "b", 2), ElementsAre("bb", "c"));
  EXPECT_THAT(catalog->list(kAccount, kRegion, "ba", 1), ElementsAre("bb"));
  EXPECT_THAT(catalog->list(kAccount, kRegion, "c", 5), IsEmpty());
  EXPECT_THAT(catalog->list(kAccount, kRegion, "", 0), IsEmpty());
}

TEST_F(CatalogTest, IdsAreNeverHandedOutTwice) {
  std::set<StorageId> ids;
  for (int opening = 0; opening < 4; ++opening) {
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(ids.insert(catalog->allocateId()).second);
    reopen();
  }
  EXPECT_FALSE(ids.contains(0));
}

TEST_F(CatalogTest, UpdatePersistsWhatItPublishes) {
  ASSERT_TRUE(catalog->create(makeTable(1)));
  const auto before = catalog->find(kAccount, kRegion, "table");
  const auto result = catalog->update(kAccount, kRegion, "table", [](TableSchema& table) -> Result<void> {
    table.deletion_protection = true;
    return {};
  });
  ASSERT_TRUE(result);
  EXPECT_TRUE(result.value()->deletion_protection);
  EXPECT_FALSE(before->deletion_protection);  // who holds a schema keeps it as it was
  EXPECT_TRUE(catalog->find(kAccount, kRegion, "table")->deletion_protection);
  reopen();
  EXPECT_TRUE(catalog->find(kAccount, kRegion, "table")->deletion_protection);
}

TEST_F(CatalogTest, FailedUpdateChangesNothing) {
  ASSERT_TRUE(catalog->create(makeTable(1)));
  const auto result = catalog->update(kAccount, kRegion, "table", [](TableSchema& table) -> Result<void> {
    table.deletion_protection = true;
    return validationError("no");
  });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "no");
  EXPECT_FALSE(catalog->find(kAccount, kRegion, "table")->deletion_protection);
}

TEST_F(CatalogTest, UpdateOfAMissingTable) {
  const auto result = catalog->update(kAccount, kRegion, "table", [](TableSchema&) -> Result<void> { return {}; });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::ResourceNotFoundException);
  EXPECT_EQ(result.error().message, "");
}

TEST_F(CatalogTest, UpdateWaitsForWritersInFlight) {
  ASSERT_TRUE(catalog->create(makeTable(1)));
  auto writing = catalog->openForWrite(kAccount, kRegion, "table");
  ASSERT_TRUE(writing);
  std::atomic<bool> updated = false;
  std::thread updater([&] {
    const auto result = catalog->update(kAccount, kRegion, "table", [&](TableSchema&) -> Result<void> {
      updated = true;
      return {};
    });
    EXPECT_TRUE(result);
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(updated);
  EXPECT_TRUE(catalog->find(kAccount, kRegion, "table"));  // readers do not wait
  TableForWrite moved = *std::move(writing);
  writing.reset();  // NOLINT(bugprone-use-after-move): a moved-from optional may be reset
  moved = TableForWrite();
  updater.join();
  EXPECT_TRUE(updated);
}

TEST_F(CatalogTest, WritersAndChangesTakeTurns) {
  ASSERT_TRUE(catalog->create(makeTable(1)));
  std::atomic<bool> done = false;
  std::thread writer([&] {
    while (!done) {
      const auto table = catalog->openForWrite(kAccount, kRegion, "table");
      if (table) {
        EXPECT_EQ(table->schema().name, "table");
      }
    }
  });
  for (StorageId id = 2; id < 100; ++id) {
    EXPECT_TRUE(catalog->drop(kAccount, kRegion, "table"));
    EXPECT_TRUE(catalog->create(makeTable(id)));
    EXPECT_TRUE(catalog->update(kAccount, kRegion, "table", [](TableSchema&) -> Result<void> { return {}; }));
  }
  done = true;
  writer.join();
}

void expectNothingOf(Database& database, const TableSchema& table) {
  EXPECT_THAT(readAll(database, table), IsEmpty());
  for (const SecondaryIndex& index : table.indexes) EXPECT_THAT(readAll(database, table, &index), IsEmpty());
  const ItemStore reloaded(database);
  expectSize(reloaded.size(table.id), {});
  for (const SecondaryIndex& index : table.indexes) expectSize(reloaded.size(index.id), {});
}

// Small enough to delete key by key, and large enough for a range.
class CatalogDrop : public CatalogTest, public testing::WithParamInterface<int> {};

TEST_P(CatalogDrop, DeletesTheTablesDataAndNoOther) {
  TableSchema table = makeTable(2);
  table.indexes = {makeIndex(5)};
  TableSchema below = makeTable(1, "below");
  below.indexes = {makeIndex(4)};
  TableSchema above = makeTable(3, "above");
  above.indexes = {makeIndex(6)};
  for (const TableSchema& schema : {table, below, above}) {
    ASSERT_TRUE(catalog->create(schema));
    fill(schema, schema.id == 2 ? GetParam() : 5);
  }
  ASSERT_TRUE(catalog->drop(kAccount, kRegion, "table"));
  EXPECT_FALSE(catalog->drop(kAccount, kRegion, "table"));
  store->forget(2);
  expectSize(store->size(2), {});
  for (int opening = 0; opening < 2; ++opening) {
    EXPECT_FALSE(catalog->find(kAccount, kRegion, "table"));
    expectNothingOf(*database, table);
    for (const TableSchema& other : {below, above}) {
      EXPECT_EQ(readAll(*database, other).size(), 5u);
      EXPECT_EQ(readAll(*database, other, &other.indexes[0]).size(), 5u);
      EXPECT_EQ(store->size(other.id).items, 5);
      EXPECT_EQ(store->size(other.indexes[0].id).items, 5);
    }
    reopen();
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, CatalogDrop, testing::Values(0, 10, 4096, 6000));

TEST_F(CatalogTest, DropIndexDataLeavesTheItems) {
  TableSchema table = makeTable(1);
  table.indexes = {makeIndex(2), makeIndex(3)};
  ASSERT_TRUE(catalog->create(table));
  fill(table, 20);
  ASSERT_TRUE(catalog->update(kAccount, kRegion, "table", [](TableSchema& schema) -> Result<void> {
    schema.indexes.pop_back();
    return {};
  }));
  catalog->dropIndexData(3);
  EXPECT_THAT(readAll(*database, table, &table.indexes[1]), IsEmpty());
  EXPECT_EQ(readAll(*database, table, &table.indexes[0]).size(), 20u);
  EXPECT_EQ(readAll(*database, table).size(), 20u);
}

TEST_F(CatalogTest, OpeningDeletesWhatNoTableHas) {
  TableSchema table = makeTable(1);
  table.indexes = {makeIndex(2), makeIndex(3)};
  ASSERT_TRUE(catalog->create(table));
  fill(table, 20);
  // The process dies between taking the index out of the schema and deleting its data.
  ASSERT_TRUE(catalog->update(kAccount, kRegion, "table", [](TableSchema& schema) -> Result<void> {
    schema.indexes.pop_back();
    return {};
  }));
  reopen();
  EXPECT_THAT(readAll(*database, table, &table.indexes[1]), IsEmpty());
  expectSize(store->size(3), {});
  EXPECT_EQ(readAll(*database, table, &table.indexes[0]).size(), 20u);
  expectSize(store->size(1), countAll(*database, table));
}

}  // namespace
}  // namespace stator
