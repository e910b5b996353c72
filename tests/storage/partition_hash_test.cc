#include "storage/partition_hash.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/storage/fixtures.h"

namespace stator {
namespace {

uint64_t hashOf(const AttributeValue& value) { return partitionHash(std::vector{value}); }

std::vector<std::string> inHashOrder(std::vector<std::string> values, AttributeValue (*make)(std::string_view)) {
  std::sort(values.begin(), values.end(),
            [&](const std::string& a, const std::string& b) { return hashOf(make(a)) < hashOf(make(b)); });
  return values;
}

// DynamoDB capture (dynalite): the two recorded Scan orders.
TEST(PartitionHash, OrdersStringsAsTheService) {
  const std::vector<std::string> recorded = {"2", "8", "9",    "1",       "6", "hello", "0",
                                             "5", "4", "äáöü", "aardman", "7", "3",     "zapf"};
  std::vector<std::string> sorted = recorded;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(inHashOrder(sorted, [](std::string_view text) { return S(text); }), recorded);
}

TEST(PartitionHash, OrdersNumbersAsTheService) {
  const std::vector<std::string> recorded = {"7", "999.9", "8", "3", "2", "-999.9",   "9",
                                             "4", "-0.09", "6", "1", "0", "0.012345", "5"};
  std::vector<std::string> sorted = recorded;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(inHashOrder(sorted, [](std::string_view text) { return N(text); }), recorded);
}

// DynamoDB capture (dynalite): which of 4096 segments six keys are in.
TEST(PartitionHash, SegmentsAsTheService) {
  EXPECT_EQ(segmentOf(hashOf(S("3635")), 4096), 0);
  EXPECT_EQ(segmentOf(hashOf(S("228")), 4096), 0);
  EXPECT_EQ(segmentOf(hashOf(S("1668")), 4096), 1);
  EXPECT_EQ(segmentOf(hashOf(S("3435")), 4096), 4);
  EXPECT_EQ(segmentOf(hashOf(N("251")), 4096), 1);
  EXPECT_EQ(segmentOf(hashOf(N("2388")), 4096), 4095);
}

TEST(PartitionHash, BinaryHashesItsBytesLikeAString) { EXPECT_EQ(hashOf(B("hello")), hashOf(S("hello"))); }

TEST(PartitionHash, OfAnItemIsThatOfItsValues) {
  const std::string item = makeItem({{"a", S("x")}, {"b", N(5)}});
  EXPECT_EQ(partitionHash(ItemView(item), {{"b", AttributeType::N}}), hashOf(N(5)));
  EXPECT_EQ(partitionHash(ItemView(item), {{"a", AttributeType::S}, {"b", AttributeType::N}}),
            partitionHash(std::vector{S("x"), N(5)}));
}

TEST(PartitionHash, SeveralAttributesAreDelimited) {
  EXPECT_NE(partitionHash(std::vector{S("ab"), S("c")}), partitionHash(std::vector{S("a"), S("bc")}));
}

TEST(PartitionHash, EverySegmentHoldsTheHashesFromItsStartOn) {
  for (const int64_t total : {1, 2, 3, 7, 100, 4096, 5000, 1000000}) {
    for (int64_t slot = 0; slot < 4096; ++slot) {
      const int64_t segment = segmentOf(static_cast<uint64_t>(slot) << 52 | 0xfffff, total);
      const auto start = [&](int64_t i) { return (4096 * i + total - 1) / total; };
      ASSERT_GE(slot, start(segment)) << total;
      ASSERT_LT(slot, start(segment + 1)) << total;
    }
  }
}

// DynamoDB capture (dynalite test/query.js): the order of entries of a global index with equal keys.
TEST(PartitionHash, OrdersTiesByTheWholeKeyOfTheItem) {
  const KeySchema key{.hash = {{"a", AttributeType::S}}, .range = {{"b", AttributeType::S}}};
  const auto tie = [&](const char* a, const char* b) {
    return tieHash(ItemView(makeItem({{"a", S(a)}, {"b", S(b)}})), key);
  };
  const std::vector<uint64_t> recorded = {tie("a", "a"), tie("d", "a"), tie("b", "a"),
                                          tie("c", "a"), tie("d", "b"), tie("c", "b")};
  EXPECT_TRUE(std::ranges::is_sorted(recorded));
}

}  // namespace
}  // namespace stator
