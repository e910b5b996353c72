#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "tests/storage/fixtures.h"

namespace stator {
namespace {

constexpr int kItems = 3000;  // some chunks

class Backfill : public testing::Test {
 protected:
  Backfill() {
    catalog.create(makeTable(1));
    for (int i = 0; i < kItems; ++i) put(store, locks, *catalog.find(kAccount, kRegion, "table"), item(i, i % 5));
  }
  static std::string item(int number, int rank) {
    Attributes attributes = {{"pk", S(std::to_string(number % 100))}, {"sk", N(number)}, {"rank", N(rank)}};
    if (number % 3) attributes.emplace_back("group", S(std::to_string(number % 7)));
    return makeItem(attributes);
  }
  std::shared_ptr<const TableSchema> addIndex() {
    return catalog
        .update(kAccount, kRegion, "table",
                [](TableSchema& table) -> Result<void> {
                  table.indexes = {makeIndex(2, ProjectionType::KeysOnly)};
                  table.indexes[0].status = IndexStatus::Creating;
                  table.indexes[0].backfilling = true;
                  return {};
                })
        .value();
  }
  void expectComplete(const TableSchema& table) {
    std::vector<std::string> expected;
    for (const std::string& each : readAll(database, table)) {
      if (belongsToIndex(table.indexes[0], ItemView(each))) {
        expected.push_back(projectForIndex(table, table.indexes[0], ItemView(each)));
      }
    }
    std::vector<std::string> entries = readAll(database, table, &table.indexes[0]);
    std::sort(expected.begin(), expected.end());
    std::sort(entries.begin(), entries.end());
    EXPECT_TRUE(entries == expected) << entries.size() << " entries, expected " << expected.size();
    expectSize(store.size(2), countAll(database, table, &table.indexes[0]));
    expectSize(ItemStore(database).size(2), store.size(2));
  }

  Database database{DatabaseOptions{}};
  Catalog catalog{database};
  ItemStore store{database};
  ItemLocks locks;
};

TEST_F(Backfill, FillsTheIndex) {
  const auto table = addIndex();
  store.backfill(*table, table->indexes[0], locks, [] { return false; });
  EXPECT_EQ(store.size(2).items, kItems * 2 / 3);
  expectComplete(*table);
}

TEST_F(Backfill, AgainChangesNothing) {
  const auto table = addIndex();
  for (int run = 0; run < 2; ++run) store.backfill(*table, table->indexes[0], locks, [] { return false; });
  expectComplete(*table);
}

TEST_F(Backfill, StopsAndStartsAgain) {
  const auto table = addIndex();
  int looks = 0;
  store.backfill(*table, table->indexes[0], locks, [&] { return ++looks == 2; });
  EXPECT_GT(store.size(2).items, 0);
  EXPECT_LT(store.size(2).items, kItems * 2 / 3);
  store.backfill(*table, table->indexes[0], locks, [] { return false; });
  expectComplete(*table);
}

TEST_F(Backfill, CountsWritesToItemsThatItHasNotReached) {
  const auto table = addIndex();
  put(store, locks, *table, item(1, 50));                 // its entry moves, but was never there
  write(store, locks, *table, item(2, 0), std::nullopt);  // never there, gone
  expectSize(store.size(2), countAll(database, *table, &table->indexes[0]));
  EXPECT_EQ(store.size(2).items, 1);
  store.backfill(*table, table->indexes[0], locks, [] { return false; });
  expectComplete(*table);
}

TEST_F(Backfill, RunsBesideWriters) {
  const auto table = addIndex();
  std::atomic<bool> done = false;
  const auto work = [&](unsigned seed) {
    std::mt19937 random(seed);
    while (!done) {
      const auto writing = catalog.openForWrite(kAccount, kRegion, "table");
      const std::string changed = item(static_cast<int>(random() % (kItems + 500)), static_cast<int>(random() % 5));
      write(store, locks, writing->schema(), changed, random() % 3 ? std::optional(changed) : std::nullopt);
    }
  };
  std::vector<std::thread> writers;
  for (unsigned seed = 0; seed < 3; ++seed) writers.emplace_back(work, seed);
  store.backfill(*table, table->indexes[0], locks, [] { return false; });
  done = true;
  for (std::thread& writer : writers) writer.join();
  expectComplete(*table);
}

TEST_F(Backfill, LeavesADroppedIndexAlone) {
  const auto table = addIndex();
  int looks = 0;
  store.backfill(*table, table->indexes[0], locks, [&] {
    if (++looks == 2) catalog.drop(kAccount, kRegion, "table");
    return false;
  });
  EXPECT_EQ(looks, 2);
  EXPECT_TRUE(readAll(database, *table, &table->indexes[0]).empty());
}

}  // namespace
}  // namespace stator
