#include "types/table_schema.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

std::string itemOf(const std::vector<std::pair<std::string, AttributeValue>>& attributes) {
  ItemBuilder builder;
  for (const auto& [name, value] : attributes) builder.add(name, value);
  return builder.build();
}

AttributeValue text(std::string_view value) { return AttributeValue::string(value); }

TableSchema tableWith(Projection projection) {
  TableSchema table;
  table.account = "000000000000";
  table.region = "eu-west-1";
  table.name = "Music";
  table.key = {{{"p", AttributeType::S}}, {}};
  SecondaryIndex index;
  index.name = "byGenre";
  index.global = true;
  index.key = {{{"g", AttributeType::S}}, {{"n", AttributeType::N}}};
  index.projection = std::move(projection);
  table.indexes.push_back(index);
  return table;
}

TEST(TableSchema, HasArns) {
  TableSchema table = tableWith({});
  table.latest_stream_label = "2026-11-21T00:00:00.000";
  EXPECT_EQ(table.arn(), "arn:aws:dynamodb:eu-west-1:000000000000:table/Music");
  EXPECT_EQ(table.indexArn(table.indexes[0]), table.arn() + "/index/byGenre");
  EXPECT_EQ(table.streamArn(), table.arn() + "/stream/2026-11-21T00:00:00.000");
}

TEST(TableSchema, FindsItsIndexes) {
  TableSchema table = tableWith({});
  EXPECT_EQ(table.findIndex("byGenre"), &table.indexes[0]);
  EXPECT_EQ(table.findIndex("bygenre"), nullptr);
  EXPECT_FALSE(table.hasLocalIndexes());
  table.indexes[0].global = false;
  EXPECT_TRUE(table.hasLocalIndexes());
}

TEST(TableSchema, EnumsHaveTheWiresSpellings) {
  EXPECT_EQ(toString(TableStatus::Creating), "CREATING");
  EXPECT_EQ(toString(TableStatus::Active), "ACTIVE");
  EXPECT_EQ(toString(IndexStatus::Deleting), "DELETING");
  EXPECT_EQ(toString(IndexStatus::Updating), "UPDATING");
  for (const char* name : {"PROVISIONED", "PAY_PER_REQUEST"}) EXPECT_EQ(toString(parseBillingMode(name).value()), name);
  for (const char* name : {"STANDARD", "STANDARD_INFREQUENT_ACCESS"}) {
    EXPECT_EQ(toString(parseTableClass(name).value()), name);
  }
  for (const char* name : {"ALL", "KEYS_ONLY", "INCLUDE"}) EXPECT_EQ(toString(parseProjectionType(name).value()), name);
  for (const char* name : {"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"}) {
    EXPECT_EQ(toString(parseStreamViewType(name).value()), name);
  }
  EXPECT_EQ(parseBillingMode("pay_per_request"), std::nullopt);
  EXPECT_EQ(parseStreamViewType(""), std::nullopt);
}

TEST(Projection, StoresWhatItsTypeSays) {
  const AttributeValue one = AttributeValue::number(int64_t{1});
  const std::string item = itemOf({{"p", text("x")}, {"g", text("y")}, {"n", one}, {"a", text("a")}, {"b", text("b")}});
  const auto projected = [&](Projection projection) {
    const TableSchema table = tableWith(std::move(projection));
    const std::string entry = projectForIndex(table, table.indexes[0], ItemView(item));
    for (const AttributeView attribute : ItemView(item)) {
      EXPECT_EQ(isProjected(table, table.indexes[0], attribute.name), ItemView(entry).contains(attribute.name));
    }
    return entry;
  };
  EXPECT_EQ(projected({ProjectionType::All, {}}), item);
  EXPECT_EQ(projected({ProjectionType::KeysOnly, {}}), itemOf({{"p", text("x")}, {"g", text("y")}, {"n", one}}));
  EXPECT_EQ(projected({ProjectionType::Include, {"b", "missing"}}),
            itemOf({{"p", text("x")}, {"g", text("y")}, {"n", one}, {"b", text("b")}}));
}

TEST(BelongsToIndex, NeedsEveryKeyWithTheRightType) {
  const SecondaryIndex index = tableWith({}).indexes[0];
  const auto belongs = [&](const std::string& item) { return belongsToIndex(index, ItemView(item)); };
  const AttributeValue one = AttributeValue::number(int64_t{1});
  EXPECT_TRUE(belongs(itemOf({{"g", text("y")}, {"n", one}})));
  EXPECT_FALSE(belongs(itemOf({{"g", text("y")}})));
  EXPECT_FALSE(belongs(itemOf({{"n", one}})));
  EXPECT_FALSE(belongs(itemOf({{"g", text("y")}, {"n", text("1")}})));
  EXPECT_FALSE(belongs(itemOf({{"g", AttributeValue::list({})}, {"n", one}})));
}

TEST(BelongsToIndex, KeepsInvalidKeysOut) {
  const SecondaryIndex index = tableWith({}).indexes[0];
  const auto belongs = [&](const std::string& genre) {
    return belongsToIndex(index, ItemView(itemOf({{"g", text(genre)}, {"n", AttributeValue::number(int64_t{1})}})));
  };
  EXPECT_FALSE(belongs(""));
  EXPECT_TRUE(belongs(std::string(2048, 'x')));
  EXPECT_FALSE(belongs(std::string(2049, 'x')));
}

}  // namespace
}  // namespace stator
