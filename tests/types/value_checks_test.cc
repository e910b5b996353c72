// contains, size, counted bytes, nesting, and the check of foreign bytes.
#include <gtest/gtest.h>

#include "tests/types/random_values.h"
#include "types/attribute_value.h"
#include "types/item.h"
#include "types/limits.h"

namespace stator {
namespace {

AttributeValue text(std::string_view value) { return AttributeValue::string(value); }
AttributeValue number(std::string_view value) { return AttributeValue::number(Number::parse(value).value()); }
AttributeValue listOf(std::vector<AttributeValue> elements) { return AttributeValue::list(elements); }

AttributeValue mapOf(std::string_view name, const AttributeValue& value) {
  std::string entries;
  appendAttribute(entries, name, value);
  return AttributeValue::map(ItemView(entries));
}

AttributeValue numberSet(std::vector<std::string> texts) {
  for (std::string& member : texts) member = testing::orderedBytes(Number::parse(member).value());
  return AttributeValue::set(AttributeType::NS, texts);
}

AttributeValue nested(int maps) {
  AttributeValue value = text("x");
  for (int i = 0; i < maps; ++i) value = mapOf("m", value);
  return value;
}

TEST(Contains, LooksIntoStringsBinariesSetsAndLists) {
  EXPECT_TRUE(contains(text("abc"), text("bc")));
  EXPECT_TRUE(contains(text("abc"), text("")));
  EXPECT_FALSE(contains(text("abc"), text("cb")));
  EXPECT_FALSE(contains(text("abc"), AttributeValue::binary("b")));
  EXPECT_TRUE(contains(AttributeValue::binary("abc"), AttributeValue::binary("b")));
  EXPECT_TRUE(contains(AttributeValue::set(AttributeType::SS, {"a", "b"}), text("b")));
  EXPECT_FALSE(contains(AttributeValue::set(AttributeType::SS, {"ab"}), text("b")));
  EXPECT_FALSE(contains(AttributeValue::set(AttributeType::BS, {"b"}), text("b")));
  EXPECT_TRUE(contains(numberSet({"1", "2.50"}), number("2.5")));
  EXPECT_FALSE(contains(numberSet({"1"}), numberSet({"1"})));
  EXPECT_TRUE(contains(listOf({number("1"), mapOf("a", text("b"))}), mapOf("a", text("b"))));
  EXPECT_FALSE(contains(listOf({number("1")}), text("1")));
  EXPECT_FALSE(contains(mapOf("a", text("b")), text("a")));
  EXPECT_FALSE(contains(number("12"), number("1")));
}

TEST(SizeFunction, CountsWhatTheServiceCounts) {
  EXPECT_EQ(sizeFunction(text("abc")), 3u);
  EXPECT_EQ(sizeFunction(text("\xc3\xa4\xe2\x82\xac")), 2u);  // two characters of one unit
  EXPECT_EQ(sizeFunction(text("\xf0\x9f\x98\x80!")), 3u);     // a surrogate pair and one
  EXPECT_EQ(sizeFunction(AttributeValue::binary("\xf0\x9f")), 2u);
  EXPECT_EQ(sizeFunction(numberSet({"1", "2"})), 2u);
  EXPECT_EQ(sizeFunction(listOf({})), 0u);
  EXPECT_EQ(sizeFunction(mapOf("a", text("b"))), 1u);
  EXPECT_EQ(sizeFunction(number("5")), std::nullopt);
  EXPECT_EQ(sizeFunction(AttributeValue::null()), std::nullopt);
  EXPECT_EQ(sizeFunction(AttributeValue::boolean(true)), std::nullopt);
}

TEST(ValueSize, FollowsTheServicesRule) {
  EXPECT_EQ(valueSize(text("\xc3\xa4")), 2u);
  EXPECT_EQ(valueSize(text("")), 0u);
  EXPECT_EQ(valueSize(AttributeValue::binary("abc")), 3u);
  EXPECT_EQ(valueSize(AttributeValue::boolean(false)), 1u);
  EXPECT_EQ(valueSize(AttributeValue::null()), 1u);
  EXPECT_EQ(valueSize(number("-42")), 3u);
  EXPECT_EQ(valueSize(AttributeValue::set(AttributeType::SS, {"a", "bc"})), 3u);
  EXPECT_EQ(valueSize(numberSet({"1", "123"})), 5u);
  EXPECT_EQ(valueSize(listOf({})), 3u);
  EXPECT_EQ(valueSize(listOf({text("ab"), number("1")})), 3u + (1 + 2) + (1 + 2));
  EXPECT_EQ(valueSize(mapOf("name", text("ab"))), 3u + 1 + 4 + 2);
}

TEST(NestsWithin, CountsTheValueItselfAsOne) {
  EXPECT_TRUE(nestsWithin(text("x"), 1));
  EXPECT_FALSE(nestsWithin(text("x"), 0));
  EXPECT_TRUE(nestsWithin(listOf({}), 1));
  EXPECT_FALSE(nestsWithin(listOf({text("x")}), 1));
  // 31 map wraps pass, 32 fail: DynamoDB captures, 2026.
  EXPECT_TRUE(nestsWithin(nested(31), kMaxNestingDepth));
  EXPECT_FALSE(nestsWithin(nested(32), kMaxNestingDepth));
}

TEST(IsWellFormedValue, AcceptsWhatIsWrittenAndNoPartOfIt) {
  testing::Generator random(20);
  for (int i = 0; i < 1000; ++i) {
    const std::string bytes = testing::randomValue(random, 5).encoded();
    EXPECT_TRUE(isWellFormedValue(bytes, 5));
    EXPECT_FALSE(isWellFormedValue(bytes + '\0', 5));
    for (size_t size = 0; size < bytes.size(); ++size) {
      EXPECT_FALSE(isWellFormedValue(std::string_view(bytes).substr(0, size), 5));
    }
  }
}

TEST(IsWellFormedValue, RefusesOtherForms) {
  using namespace std::string_view_literals;
  const auto refused = [](std::string_view bytes) { return !isWellFormedValue(bytes, kMaxNestingDepth); };
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(refused("\x0a\x00"sv));          // unknown tag
  EXPECT_TRUE(refused("\x00\x81\x00x"sv));     // long form of a length
  EXPECT_TRUE(refused("\x01\x00"sv));          // number without bytes
  EXPECT_TRUE(refused("\x01\x02\x80\x80"sv));  // no number
  EXPECT_TRUE(refused("\x08\x01x"sv));         // Null with a payload
  EXPECT_TRUE(refused("\x09\x01\x02"sv));      // Bool that is neither
  EXPECT_TRUE(refused("\x09\x00"sv));
  EXPECT_TRUE(
      refused("\x03\x04\x00\x00\x00\x01"
              "b\x01"
              "a"sv));  // set not ascending
  EXPECT_TRUE(
      refused("\x03\x04\x00\x00\x00\x01"
              "a\x01"
              "a"sv));  // set with a duplicate
  EXPECT_TRUE(
      refused("\x04\x02\x00\x00\x00\x01"
              "a"sv));  // number set of something else
  EXPECT_TRUE(
      refused("\x06\x08\x00\x00\x00\x01"
              "b\x08\x00\x01"
              "a\x08\x00"sv));  // map not ascending
  EXPECT_TRUE(
      refused("\x06\x08\x00\x00\x00\x01"
              "a\x08\x00\x01"
              "a\x08\x00"sv));                             // map with a name twice
  EXPECT_TRUE(refused("\x07\xff\xff\xff\xff\x08\x00"sv));  // length behind the end
  EXPECT_TRUE(refused("\x00\xff\xff\xff\xff\x0fx"sv));
  EXPECT_FALSE(
      refused("\x06\x08\x00\x00\x00\x01"
              "a\x08\x00\x01"
              "b\x08\x00"sv));
}

TEST(IsWellFormedValue, BoundsTheDepth) {
  EXPECT_TRUE(isWellFormedValue(nested(31).encoded(), kMaxNestingDepth));
  EXPECT_FALSE(isWellFormedValue(nested(32).encoded(), kMaxNestingDepth));
  EXPECT_FALSE(isWellFormedValue(nested(2000).encoded(), kMaxNestingDepth));
}

TEST(IsWellFormedItem, WhatPassesIsCanonical) {
  testing::Generator random(21);
  int accepted = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string bytes = testing::randomItem(random, 3);
    EXPECT_TRUE(isWellFormedItem(bytes, 3));
    if (bytes.empty()) continue;
    const auto at = static_cast<size_t>(testing::pick(random, 0, static_cast<int>(bytes.size()) - 1));
    bytes[at] = static_cast<char>(testing::pick(random, 0, 1) == 0 ? random() : testing::pick(random, 0, 12));
    if (!isWellFormedItem(bytes, 3)) continue;
    ++accepted;
    ItemBuilder builder;
    for (const AttributeView attribute : ItemView(bytes)) builder.add(attribute.name, attribute.value);
    EXPECT_EQ(builder.build(), bytes);
  }
  EXPECT_GT(accepted, 100);
}

}  // namespace
}  // namespace stator
