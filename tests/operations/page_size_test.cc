#include "operations/page_size.h"

#include <gtest/gtest.h>

#include "tests/storage/fixtures.h"
#include "types/limits.h"

namespace stator {
namespace {

KeySchema simpleKey() { return {.hash = {{"a", AttributeType::S}}, .range = {}}; }
KeySchema sortedKey() { return {.hash = {{"a", AttributeType::S}}, .range = {{"b", AttributeType::S}}}; }

size_t sizeOf(std::vector<std::pair<std::string, AttributeValue>> attributes, const KeySchema& key) {
  ItemBuilder builder;
  for (const auto& [name, value] : attributes) builder.add(name, value.view());
  return pageSize(ItemView(builder.build()), key);
}

// dynalite test/scan.js: 25 of these end a page when the last is one byte longer.
TEST(PageSize, IsWhatTheServiceCounts) {
  const auto item = [](size_t size) {
    return sizeOf({{"a", S("0123456789")}, {"b", S("00001")}, {"c", S("abcde")}, {"e", S(std::string(size, 'e'))}},
                  sortedKey());
  };
  EXPECT_EQ(24 * item(41596) + item(41596), kMaxPageSize - 1);
  EXPECT_EQ(24 * item(41596) + item(41597), kMaxPageSize);
}

TEST(PageSize, CountsTheSortKeyOnceABlock) {
  const size_t small = sizeOf({{"a", S("x")}, {"b", S("y")}}, sortedKey());
  EXPECT_EQ(sizeOf({{"a", S("x")}, {"b", S("yyyy")}}, sortedKey()), small + 3);
  const std::string large(3 * 3072, 'e');
  const size_t one = sizeOf({{"a", S("x")}, {"b", S("y")}, {"e", S(large)}}, sortedKey());
  EXPECT_EQ(sizeOf({{"a", S("x")}, {"b", S("yyyy")}, {"e", S(large)}}, sortedKey()), one + 4 * 3);
}

TEST(PageSize, CountsEveryNameAsOneByte) {
  EXPECT_EQ(sizeOf({{"a", S("x")}, {"n", N(1)}}, simpleKey()), sizeOf({{"a", S("x")}, {"a_long_name", N(1)}}, simpleKey()));
}

}  // namespace
}  // namespace stator
