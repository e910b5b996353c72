#include "storage/account_snapshots.h"

#include <gmock/gmock.h>

#include <thread>

#include "tests/storage/fixtures.h"

namespace stator {
namespace {

using testing::IsEmpty;

class AccountSnapshotsTest : public testing::Test {
 protected:
  void reopen() {
    snapshots.reset();
    store.reset();
    catalog.reset();
    database.reset();
    database = std::make_unique<Database>(DatabaseOptions{.directory = temp.path()});
    catalog = std::make_unique<Catalog>(*database);
    store = std::make_unique<ItemStore>(*database);
    snapshots = std::make_unique<AccountSnapshots>(*database, *catalog);
  }
  void SetUp() override {
    reopen();
    make("table");
  }
  TableSchema make(const std::string& name, const std::string& account = kAccount) {
    TableSchema table = makeTable(catalog->allocateId(), name);
    table.account = account;
    EXPECT_TRUE(catalog->create(table));
    return table;
  }
  void fill(const std::string& name, int items, const std::string& account = kAccount) {
    const auto table = catalog->find(account, kRegion, name);
    for (int i = 0; i < items; ++i) put(*store, locks, *table, makeItem({{"pk", S(std::to_string(i))}, {"sk", N(i)}}));
  }
  void restore(const std::string& name, const std::string& account = kAccount) {
    auto tables = snapshots->copyTables(account, name);
    ASSERT_TRUE(tables);
    for (const TableSchema& table : *tables) store->adopt(table);
    for (const auto& table : catalog->replaceAll(account, {}, *std::move(tables), account + "/")) store->forget(*table);
  }
  size_t itemsOf(const std::string& name, const std::string& account = kAccount) {
    const auto table = catalog->find(account, kRegion, name);
    if (!table) return 99999;
    const size_t items = readAll(*database, *table).size();
    EXPECT_EQ(store->size(table->id).items, static_cast<int64_t>(items));
    return items;
  }

  TempDirectory temp;
  std::unique_ptr<Database> database;
  std::unique_ptr<Catalog> catalog;
  std::unique_ptr<ItemStore> store;
  std::unique_ptr<AccountSnapshots> snapshots;
  ItemLocks locks;
  TimePoint now{std::chrono::seconds(1700000000)};
};

TEST_F(AccountSnapshotsTest, BringsTablesBack) {
  fill("table", 10);
  const AccountSnapshot taken = snapshots->take(kAccount, "s", now);
  EXPECT_EQ(taken.tables.size(), 1u);
  fill("table", 20);
  make("later");
  restore("s");
  EXPECT_EQ(itemsOf("table"), 10u);
  EXPECT_FALSE(catalog->find(kAccount, kRegion, "later"));
  // As often as one likes, also when the table is gone.
  fill("table", 5);
  ASSERT_TRUE(catalog->drop(kAccount, kRegion, "table"));
  restore("s");
  EXPECT_EQ(itemsOf("table"), 10u);
}

TEST_F(AccountSnapshotsTest, SurvivesReopening) {
  fill("table", 10);
  snapshots->take(kAccount, "s", now);
  ASSERT_TRUE(catalog->drop(kAccount, kRegion, "table"));
  reopen();
  EXPECT_EQ(catalog->all().size(), 0u);
  restore("s");
  EXPECT_EQ(itemsOf("table"), 10u);
  reopen();
  EXPECT_EQ(itemsOf("table"), 10u);
  EXPECT_EQ(snapshots->list(kAccount).size(), 1u);
}

TEST_F(AccountSnapshotsTest, KeepsAccountsApart) {
  make("table", "111122223333");
  fill("table", 3, "111122223333");
  fill("table", 10);
  snapshots->take(kAccount, "s", now);
  EXPECT_FALSE(snapshots->copyTables("111122223333", "s"));
  EXPECT_THAT(snapshots->list("111122223333"), IsEmpty());
  fill("table", 7, "111122223333");
  restore("s");
  EXPECT_EQ(itemsOf("table", "111122223333"), 7u);
}

TEST_F(AccountSnapshotsTest, ListsReplacesAndRemoves) {
  snapshots->take(kAccount, "b", now);
  snapshots->take(kAccount, "a", now);
  fill("table", 4);
  snapshots->take(kAccount, "b", now + std::chrono::seconds(1));
  const auto list = snapshots->list(kAccount);
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].name, "a");
  EXPECT_EQ(list[1].taken, now + std::chrono::seconds(1));
  restore("a");
  EXPECT_EQ(itemsOf("table"), 0u);
  restore("b");
  EXPECT_EQ(itemsOf("table"), 4u);
  const TableSchema copy = list[1].tables[0];
  EXPECT_TRUE(snapshots->remove(kAccount, "b"));
  EXPECT_FALSE(snapshots->remove(kAccount, "b"));
  EXPECT_FALSE(snapshots->copyTables(kAccount, "b"));
  EXPECT_THAT(readAll(*database, copy), IsEmpty());
  EXPECT_EQ(itemsOf("table"), 4u);
}

TEST_F(AccountSnapshotsTest, ReplacesOneThatIsJustBeingRestored) {
  fill("table", 50);
  snapshots->take(kAccount, "s", now);
  std::thread other([&] {
    for (int i = 0; i < 20; ++i) snapshots->take(kAccount, "s", now);
  });
  for (int i = 0; i < 20; ++i) {
    const auto tables = snapshots->copyTables(kAccount, "s");
    ASSERT_TRUE(tables);
    EXPECT_EQ(readAll(*database, (*tables)[0]).size(), 50u);
    discardCopies(*database, *tables);
  }
  other.join();
}

}  // namespace
}  // namespace stator
