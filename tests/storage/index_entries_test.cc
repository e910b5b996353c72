#include "storage/index_entries.h"

#include "storage/key_encoding.h"
#include "tests/storage/fixtures.h"

namespace stator {
namespace {

class IndexEntries : public testing::Test {
 protected:
  std::vector<IndexEntryChange> changes(const std::optional<std::string>& old_item,
                                        const std::optional<std::string>& new_item) {
    const std::string key = encodeItemKey(table, ItemView(old_item ? *old_item : *new_item));
    return indexEntryChanges(table, key, old_item ? std::optional(ItemView(*old_item)) : std::nullopt,
                             new_item ? std::optional(ItemView(*new_item)) : std::nullopt);
  }
  static std::string item(const Attributes& more) {
    Attributes attributes = {{"pk", S("p")}, {"sk", N(1)}};
    attributes.insert(attributes.end(), more.begin(), more.end());
    return makeItem(attributes);
  }

  TableSchema table = [] {
    TableSchema schema = makeTable(1);
    schema.indexes = {makeIndex(2, ProjectionType::KeysOnly)};
    return schema;
  }();
};

TEST_F(IndexEntries, NewItemHasANewEntry) {
  const std::string new_item = item({{"group", S("g")}, {"rank", N(1)}, {"text", S("long")}});
  const auto result = changes(std::nullopt, new_item);
  ASSERT_EQ(result.size(), 1u);
  EXPECT_EQ(result[0].index->id, 2u);
  EXPECT_FALSE(result[0].old_entry);
  EXPECT_EQ(result[0].new_entry->key(), encodeIndexKey(table, table.indexes[0], ItemView(new_item)));
  EXPECT_EQ(result[0].new_entry->value().bytes(), item({{"group", S("g")}, {"rank", N(1)}}));
  EXPECT_EQ(result[0].new_entry->bytes(), static_cast<int64_t>(itemSize(result[0].new_entry->value())));
}

TEST_F(IndexEntries, ItemsWithoutTheKeysHaveNone) {
  EXPECT_TRUE(changes(std::nullopt, item({{"group", S("g")}})).empty());
  EXPECT_TRUE(changes(std::nullopt, item({{"group", S("g")}, {"rank", S("of another type")}})).empty());
}

TEST_F(IndexEntries, LosingAKeyAttributeDeletesTheEntry) {
  const auto result = changes(item({{"group", S("g")}, {"rank", N(1)}}), item({{"group", S("g")}}));
  ASSERT_EQ(result.size(), 1u);
  EXPECT_TRUE(result[0].old_entry);
  EXPECT_FALSE(result[0].new_entry);
}

TEST_F(IndexEntries, ChangedKeyMovesTheEntry) {
  const auto result = changes(item({{"group", S("g")}, {"rank", N(1)}}), item({{"group", S("g")}, {"rank", N(2)}}));
  ASSERT_EQ(result.size(), 1u);
  EXPECT_TRUE(result[0].old_entry && result[0].new_entry);
  EXPECT_FALSE(result[0].sameKey());
}

TEST_F(IndexEntries, UnprojectedChangesLeaveTheEntryAlone) {
  const std::string old_item = item({{"group", S("g")}, {"rank", N(1)}, {"text", S("a")}});
  const std::string new_item = item({{"group", S("g")}, {"rank", N(1)}, {"text", S("b")}});
  EXPECT_TRUE(changes(old_item, new_item).empty());
  table.indexes[0].projection.type = ProjectionType::All;
  const auto result = changes(old_item, new_item);
  ASSERT_EQ(result.size(), 1u);
  EXPECT_TRUE(result[0].sameKey());
}

TEST_F(IndexEntries, IdenticalOverwriteChangesNothing) {
  const std::string same = item({{"group", S("g")}, {"rank", N(1)}});
  EXPECT_TRUE(changes(same, same).empty());
}

TEST_F(IndexEntries, DeletionDeletesTheEntriesOfAllIndexes) {
  table.indexes.push_back(makeIndex(3));
  const auto result = changes(item({{"group", S("g")}, {"rank", N(1)}}), std::nullopt);
  ASSERT_EQ(result.size(), 2u);
  for (const IndexEntryChange& change : result) EXPECT_TRUE(change.old_entry && !change.new_entry);
}

}  // namespace
}  // namespace stator
