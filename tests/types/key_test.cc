#include "types/key.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

using Operator = RangeCondition::Operator;

AttributeValue text(std::string_view value) { return AttributeValue::string(value); }
AttributeValue number(int64_t value) { return AttributeValue::number(value); }

std::string itemOf(const std::vector<std::pair<std::string, AttributeValue>>& attributes) {
  ItemBuilder builder;
  for (const auto& [name, value] : attributes) builder.add(name, value);
  return builder.build();
}

const KeySchema kTable{{{"p", AttributeType::S}}, {{"s", AttributeType::N}}};
const KeySchema kIndex{{{"g", AttributeType::S}, {"h", AttributeType::S}},
                       {{"s", AttributeType::N}, {"t", AttributeType::B}}};

TEST(KeySchema, FindsItsAttributes) {
  EXPECT_EQ(kIndex.find("t")->type, AttributeType::B);
  EXPECT_EQ(kIndex.find("h")->type, AttributeType::S);
  EXPECT_EQ(kIndex.find("p"), nullptr);
  EXPECT_TRUE(kTable.contains("s"));
  EXPECT_FALSE(kTable.contains("t"));
  EXPECT_EQ(kIndex.size(), 4u);
}

TEST(RangeCondition, MatchesByOperator) {
  const auto holds = [](Operator op, int64_t value) { return matches({op, number(10), std::nullopt}, number(value)); };
  for (const int64_t value : {-100, 9, 10, 11}) {
    EXPECT_EQ(holds(Operator::Equal, value), value == 10);
    EXPECT_EQ(holds(Operator::Less, value), value < 10);
    EXPECT_EQ(holds(Operator::LessOrEqual, value), value <= 10);
    EXPECT_EQ(holds(Operator::Greater, value), value > 10);
    EXPECT_EQ(holds(Operator::GreaterOrEqual, value), value >= 10);
    EXPECT_EQ(matches({Operator::Between, number(-5), number(10)}, number(value)), value >= -5 && value <= 10);
  }
}

TEST(RangeCondition, BeginsWithIsAPrefix) {
  const RangeCondition condition{Operator::BeginsWith, text("ab"), std::nullopt};
  EXPECT_TRUE(matches(condition, text("ab")));
  EXPECT_TRUE(matches(condition, text("abc")));
  EXPECT_FALSE(matches(condition, text("a")));
  EXPECT_FALSE(matches(condition, text("cab")));
}

TEST(KeyRange, ContainsItemsWithinEveryPart) {
  KeyRange range{{text("x"), text("y")}, {{Operator::Equal, number(1), std::nullopt}}};
  const auto inside = [&](const std::string& item) { return contains(range, kIndex, ItemView(item)); };
  EXPECT_TRUE(inside(itemOf({{"g", text("x")}, {"h", text("y")}, {"s", number(1)}})));
  EXPECT_FALSE(inside(itemOf({{"g", text("x")}, {"h", text("z")}, {"s", number(1)}})));
  EXPECT_FALSE(inside(itemOf({{"g", text("x")}, {"s", number(1)}})));
  EXPECT_FALSE(inside(itemOf({{"g", text("x")}, {"h", text("y")}, {"s", number(2)}})));
  EXPECT_FALSE(inside(itemOf({{"g", text("x")}, {"h", text("y")}, {"s", text("1")}})));

  range.range.push_back({Operator::Greater, AttributeValue::binary("k"), std::nullopt});
  const auto with = [&](const AttributeValue& t) {
    return inside(itemOf({{"g", text("x")}, {"h", text("y")}, {"s", number(1)}, {"t", t}}));
  };
  EXPECT_TRUE(with(AttributeValue::binary("l")));
  EXPECT_FALSE(with(AttributeValue::binary("k")));
  EXPECT_FALSE(with(text("l")));
}

TEST(KeyRange, OfOtherShapesContainsNothing) {
  const std::string item = itemOf({{"p", text("x")}, {"s", number(1)}});
  EXPECT_TRUE(contains({{text("x")}, {}}, kTable, ItemView(item)));
  EXPECT_FALSE(contains({{}, {}}, kTable, ItemView(item)));
  const RangeCondition one{Operator::Equal, number(1), std::nullopt};
  EXPECT_TRUE(contains({{text("x")}, {one}}, kTable, ItemView(item)));
  EXPECT_FALSE(contains({{text("x")}, {one, one}}, kTable, ItemView(item)));
}

TEST(KeyItem, HasTheKeysOfTableAndIndexOnce) {
  const AttributeValue t = AttributeValue::binary("b");
  const std::string item =
      itemOf({{"p", text("1")}, {"s", number(2)}, {"g", text("3")}, {"h", text("4")}, {"t", t}, {"z", t}});
  EXPECT_EQ(keyItem(ItemView(item), kTable, kTable), itemOf({{"p", text("1")}, {"s", number(2)}}));
  EXPECT_EQ(keyItem(ItemView(item), kTable, kIndex),
            itemOf({{"p", text("1")}, {"s", number(2)}, {"g", text("3")}, {"h", text("4")}, {"t", t}}));
}

}  // namespace
}  // namespace stator
