#include "types/item.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.h"
#include "tests/types/random_values.h"

namespace stator {
namespace {

std::string itemOf(const std::vector<std::pair<std::string, AttributeValue>>& attributes) {
  ItemBuilder builder;
  for (const auto& [name, value] : attributes) builder.add(name, value);
  return builder.build();
}

std::vector<std::string> namesOf(ItemView item) {
  std::vector<std::string> names;
  for (const AttributeView attribute : item) names.emplace_back(attribute.name);
  return names;
}

const AttributeValue kX = AttributeValue::string("x");

TEST(ItemBuilder, WritesNamesInOrder) {
  EXPECT_EQ(hex(itemOf({{"b", AttributeValue::null()}, {"a", kX}})), "016100017801620800");
  EXPECT_EQ(itemOf({}), "");
}

TEST(ItemBuilder, LastOfEqualNamesWinsAndBuildStartsAfresh) {
  ItemBuilder builder;
  builder.add("a", kX);
  builder.add("b", kX);
  builder.add("a", AttributeValue::null());
  EXPECT_EQ(builder.build(), itemOf({{"a", AttributeValue::null()}, {"b", kX}}));
  EXPECT_EQ(builder.build(), "");
}

TEST(ItemView, FindsByName) {
  const std::string bytes = itemOf({{"b", kX}, {"bb", AttributeValue::null()}, {"d", AttributeValue::number(int64_t{5})}});
  const ItemView item(bytes);
  EXPECT_EQ(item.find("b"), kX.view());
  EXPECT_EQ(item.find("d")->number().text(), "5");
  for (const char* missing : {"", "a", "ba", "bbb", "c", "e"}) EXPECT_FALSE(item.contains(missing)) << missing;
  EXPECT_EQ(item.attributeCount(), 3u);
  EXPECT_THAT(namesOf(item), ::testing::ElementsAre("b", "bb", "d"));
}

TEST(ItemView, MayBeEmpty) {
  EXPECT_TRUE(ItemView().empty());
  EXPECT_FALSE(ItemView().find(""));
  EXPECT_EQ(ItemView().attributeCount(), 0u);
  EXPECT_EQ(ItemView().begin(), ItemView().end());
}

TEST(ItemView, FindAgreesWithIteration) {
  testing::Generator random(30);
  for (int i = 0; i < 500; ++i) {
    const std::string bytes = testing::randomItem(random, 3);
    for (const AttributeView attribute : ItemView(bytes)) EXPECT_EQ(ItemView(bytes).find(attribute.name), attribute.value);
    const std::string other = testing::randomBytes(random, 3);
    const std::vector<std::string> names = namesOf(ItemView(bytes));
    EXPECT_EQ(ItemView(bytes).contains(other), std::find(names.begin(), names.end(), other) != names.end());
  }
}

TEST(ItemSize, IsNamesAndValues) {
  EXPECT_EQ(itemSize(ItemView()), 0u);
  EXPECT_EQ(itemSize(ItemView(itemOf({{"id", AttributeValue::string("Fred")}}))), 6u);
  const std::string item = itemOf({{"id", AttributeValue::string("Fred")}, {"name", AttributeValue::string("Fred")}});
  EXPECT_EQ(itemSize(ItemView(item)), 14u);
}

TEST(PickAttributes, KeepsTheNamed) {
  const std::string item = itemOf({{"a", kX}, {"b", kX}, {"c", AttributeValue::null()}});
  EXPECT_EQ(pickAttributes(ItemView(item), {"c", "zz", "a"}), itemOf({{"a", kX}, {"c", AttributeValue::null()}}));
  EXPECT_EQ(pickAttributes(ItemView(item), {}), "");
}

TEST(IsWellFormedItem, RefusesWrongOrderAndRests) {
  std::string bytes;
  appendAttribute(bytes, "b", kX);
  EXPECT_TRUE(isWellFormedItem(bytes, 1));
  EXPECT_TRUE(isWellFormedItem("", 1));
  EXPECT_FALSE(isWellFormedItem(bytes, 0));
  EXPECT_FALSE(isWellFormedItem(bytes.substr(1), 1));
  appendAttribute(bytes, "b", kX);
  EXPECT_FALSE(isWellFormedItem(bytes, 1));
}

}  // namespace
}  // namespace stator
