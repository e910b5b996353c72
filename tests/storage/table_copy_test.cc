#include "storage/table_copy.h"

#include <gmock/gmock.h>

#include "tests/storage/fixtures.h"

namespace stator {
namespace {

class TableCopyTest : public testing::Test {
 protected:
  void reopen() {
    store.reset();
    catalog.reset();
    database.reset();
    database = std::make_unique<Database>(DatabaseOptions{.directory = temp.path()});
    catalog = std::make_unique<Catalog>(*database);
    store = std::make_unique<ItemStore>(*database);
  }
  void SetUp() override {
    reopen();
    table = makeTable(catalog->allocateId());
    table.indexes = {makeIndex(catalog->allocateId()), makeIndex(catalog->allocateId(), ProjectionType::KeysOnly)};
    table.time_to_live = TimeToLiveSpecification{"expires", true, catalog->allocateId(), false, {}};
    ASSERT_TRUE(catalog->create(table));
  }
  void fill(int from, int to) {
    for (int i = from; i < to; ++i) {
      Attributes attributes{{"pk", S(std::to_string(i % 7))}, {"sk", N(i)}, {"expires", N(100 + i)}};
      if (i % 3 == 0) attributes.insert(attributes.end(), {{"group", S("g")}, {"rank", N(i)}});
      put(*store, locks, table, makeItem(attributes));
    }
  }
  TableSchema renumbered() {
    return withNewIds(table, [&] { return catalog->allocateId(); });
  }
  void expectSame(const TableSchema& copy) {
    EXPECT_EQ(readAll(*database, copy), readAll(*database, table));
    expectSize(store->size(copy.id), countAll(*database, table));
    for (size_t i = 0; i < table.indexes.size(); ++i) {
      EXPECT_EQ(readAll(*database, copy, &copy.indexes[i]), readAll(*database, table, &table.indexes[i]));
      expectSize(store->size(copy.indexes[i].id), countAll(*database, table, &table.indexes[i]));
    }
  }

  TempDirectory temp;
  std::unique_ptr<Database> database;
  std::unique_ptr<Catalog> catalog;
  std::unique_ptr<ItemStore> store;
  ItemLocks locks;
  TableSchema table;
};

TEST_F(TableCopyTest, RenumbersEverythingThatStoresSomething) {
  table.stream = StreamSpecification{StreamViewType::NewImage, "label", 99};
  const TableSchema copy = renumbered();
  EXPECT_NE(copy.id, table.id);
  EXPECT_NE(copy.indexes[0].id, table.indexes[0].id);
  EXPECT_NE(copy.time_to_live->id, table.time_to_live->id);
  EXPECT_EQ(copy.stream->id, 0u);
  EXPECT_EQ(copy.name, table.name);
}

TEST_F(TableCopyTest, CopiesItemsEntriesExpiriesAndCounters) {
  fill(0, 500);
  TableSchema copy = renumbered();
  TableCopy(*database).copy(table, copy);
  store->adopt(copy);
  expectSame(copy);
  EXPECT_EQ(countAll(*database, copy).items, 500);
  const auto expiring = store->expiring(copy, 0, 1000, 1000);
  ASSERT_EQ(expiring.size(), 500u);
  EXPECT_EQ(expiring.front().second, 100u);
  // The copy is a table like any other: what is written to it is counted from there.
  copy.name = "copy";
  ASSERT_TRUE(catalog->create(copy));
  put(*store, locks, copy, makeItem({{"pk", S("new")}, {"sk", N(1)}}));
  EXPECT_EQ(store->size(copy.id).items, 501);
  reopen();
  EXPECT_EQ(store->size(copy.id).items, 501);
  EXPECT_EQ(countAll(*database, table).items, 500);
}

TEST_F(TableCopyTest, CopiesTheMomentAtWhichItWasMade) {
  fill(0, 50);
  const std::vector<std::string> before = readAll(*database, table);
  TableCopy copying(*database);
  fill(50, 100);
  ASSERT_TRUE(catalog->drop(kAccount, kRegion, "table"));
  ASSERT_EQ(copying.tables(kAccount).size(), 1u);
  EXPECT_EQ(copying.tables(kAccount)[0], table);
  const TableSchema copy = renumbered();
  copying.copy(table, copy);
  EXPECT_EQ(readAll(*database, copy), before);
}

TEST_F(TableCopyTest, CopiesALargeTableThatIsDroppedMeanwhile) {
  fill(0, 6000);  // more than are deleted one by one
  const std::vector<std::string> before = readAll(*database, table);
  TableCopy copying(*database);
  ASSERT_TRUE(catalog->drop(kAccount, kRegion, "table"));
  const TableSchema copy = renumbered();
  copying.copy(table, copy);
  EXPECT_EQ(readAll(*database, copy), before);
}

TEST_F(TableCopyTest, LeavesNothingOfUnpublishedCopies) {
  fill(0, 50);
  const TableSchema forgotten = renumbered();
  TableCopy(*database).copy(table, forgotten);
  const TableSchema discarded = renumbered();
  TableCopy(*database).copy(table, discarded);
  discardCopies(*database, {discarded});
  EXPECT_TRUE(readAll(*database, discarded).empty());
  EXPECT_EQ(readAll(*database, forgotten).size(), 50u);
  reopen();
  EXPECT_TRUE(readAll(*database, forgotten).empty());
  EXPECT_EQ(readAll(*database, table).size(), 50u);
}

TEST_F(TableCopyTest, ListsTheTablesOfOneAccount) {
  for (const char* account : {"00000000000", "0000000000001", "1"}) {
    TableSchema other = makeTable(catalog->allocateId(), "other");
    other.account = account;
    ASSERT_TRUE(catalog->create(other));
  }
  TableSchema deleting = makeTable(catalog->allocateId(), "deleting");
  deleting.status = TableStatus::Deleting;
  ASSERT_TRUE(catalog->create(deleting));
  const auto tables = TableCopy(*database).tables(kAccount);
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_EQ(tables[0].name, "table");
}

}  // namespace
}  // namespace stator
