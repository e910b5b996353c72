// The index of expiries follows the items.
#include "storage/expiry_index.h"

#include "tests/storage/fixtures.h"

namespace stator {
namespace {

class ExpiryIndexTest : public testing::Test {
 protected:
  ExpiryIndexTest() { table_.time_to_live = TimeToLiveSpecification{"ttl", true, 5, false, {}}; }

  std::string item(const std::string& pk, std::optional<AttributeValue> ttl) {
    Attributes attributes = {{"pk", S(pk)}, {"sk", N(0)}};
    if (ttl) attributes.emplace_back("ttl", *ttl);
    return makeItem(attributes);
  }
  std::vector<uint64_t> seconds(uint64_t from = 0, uint64_t to = UINT64_MAX, size_t limit = 100) {
    std::vector<uint64_t> found;
    for (const ExpiringItem& expiring : store_.expiring(table_, from, to, limit)) found.push_back(expiring.second);
    return found;
  }
  using Seconds = std::vector<uint64_t>;

  Database database_{DatabaseOptions{}};
  ItemStore store_{database_};
  ItemLocks locks_;
  TableSchema table_ = makeTable();
};

TEST_F(ExpiryIndexTest, OnlyWholeNumbersOfSecondsCount) {
  const auto second = [&](AttributeValue value) { return expirySecond(table_, ItemView(item("a", value))); };
  EXPECT_EQ(second(N(1700000000)), 1700000000U);
  EXPECT_EQ(second(N("1700000000.9")), 1700000000U);
  EXPECT_EQ(second(N("0.5")), 0U);
  EXPECT_EQ(second(N("1.7E+9")), 1700000000U);
  EXPECT_EQ(second(N(-1)), std::nullopt);
  EXPECT_EQ(second(N("-0.5")), std::nullopt);
  EXPECT_EQ(second(N("1E+120")), std::nullopt);
  EXPECT_EQ(second(S("1700000000")), std::nullopt);
  EXPECT_EQ(expirySecond(table_, ItemView(item("a", std::nullopt))), std::nullopt);
  table_.time_to_live->enabled = false;
  EXPECT_EQ(second(N(1700000000)), std::nullopt);
}

TEST_F(ExpiryIndexTest, EntriesFollowTheItem) {
  put(store_, locks_, table_, item("a", N(300)));
  put(store_, locks_, table_, item("b", N(100)));
  put(store_, locks_, table_, item("c", std::nullopt));
  EXPECT_EQ(seconds(), (Seconds{100, 300}));
  put(store_, locks_, table_, item("b", N(400)));
  EXPECT_EQ(seconds(), (Seconds{300, 400}));
  put(store_, locks_, table_, item("a", S("never")));
  put(store_, locks_, table_, item("c", N(200)));
  EXPECT_EQ(seconds(), (Seconds{200, 400}));
  write(store_, locks_, table_, item("b", std::nullopt), std::nullopt);
  EXPECT_EQ(seconds(), (Seconds{200}));
}

TEST_F(ExpiryIndexTest, FindsARangeInOrderOfTimeWithTheItemsKeys) {
  for (const int second : {30, 10, 20, 40}) put(store_, locks_, table_, item(std::to_string(second), N(second)));
  EXPECT_EQ(seconds(10, 40), (Seconds{10, 20, 30}));
  EXPECT_EQ(seconds(11, 40, 1), (Seconds{20}));
  EXPECT_EQ(seconds(40, 40), (Seconds{}));
  const auto first = store_.expiring(table_, 0, 11, 10);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].key, encodeItemKey(table_, ItemView(item("10", std::nullopt))));
}

TEST_F(ExpiryIndexTest, ABackfillAddsTheItemsFromBefore) {
  TableSchema before = table_;
  before.time_to_live.reset();
  for (int i = 0; i < 2500; ++i) put(store_, locks_, before, item(std::to_string(i), N(i)));
  EXPECT_TRUE(seconds().empty());
  put(store_, locks_, table_, item("7", N(9000)));
  store_.backfillExpiries(table_, locks_, [] { return false; });
  store_.backfillExpiries(table_, locks_, [] { return false; });
  EXPECT_EQ(seconds(0, UINT64_MAX, 10000).size(), 2500U);
  EXPECT_EQ(seconds(0, 10), (Seconds{0, 1, 2, 3, 4, 5, 6, 8, 9}));
}

TEST(ExpiryIndexOfATable, GoesWithItAndOutlivesAReopening) {
  const TempDirectory directory;
  TableSchema table = makeTable();
  const std::string item = makeItem({{"pk", S("a")}, {"sk", N(0)}, {"ttl", N(5)}});
  {
    Database database({directory.path()});
    Catalog catalog(database);
    table.id = catalog.allocateId();
    table.time_to_live = TimeToLiveSpecification{"ttl", true, catalog.allocateId(), false, {}};
    ASSERT_TRUE(catalog.create(table));
    ItemStore store(database);
    ItemLocks locks;
    put(store, locks, table, item);
  }
  Database database({directory.path()});
  Catalog catalog(database);
  const ItemStore store(database);
  EXPECT_EQ(store.expiring(table, 0, 100, 10).size(), 1U);
  EXPECT_TRUE(catalog.drop(table.account, table.region, table.name));
  EXPECT_TRUE(store.expiring(table, 0, 100, 10).empty());
}

}  // namespace
}  // namespace stator
