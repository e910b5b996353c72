#include <gmock/gmock.h>

#include "storage/key_encoding.h"
#include "storage/partition_hash.h"
#include "tests/storage/fixtures.h"

namespace stator {
namespace {

using Operator = RangeCondition::Operator;

bool holds(const KeyBounds& bounds, const std::string& key) { return bounds.lower <= key && key < bounds.upper; }

AttributeValue randomValue(AttributeType type, std::mt19937& random) {
  if (type == AttributeType::N) return N(static_cast<int64_t>(random() % 9) - 4);
  static constexpr char kBytes[] = {'\0', 'a', '\xFF'};
  std::string bytes(random() % 4, '\0');
  for (char& byte : bytes) byte = kBytes[random() % sizeof kBytes];
  return type == AttributeType::S ? S(bytes) : B(bytes);
}

RangeCondition randomCondition(AttributeType type, std::mt19937& random) {
  RangeCondition condition{static_cast<Operator>(random() % 7), randomValue(type, random), std::nullopt};
  if (condition.op == Operator::BeginsWith && type == AttributeType::N) condition.op = Operator::Equal;
  if (condition.op == Operator::Between) condition.high = randomValue(type, random);
  return condition;
}

KeyBounds boundsOfQuery(const KeyRange& range) { return boundsOf(7, range); }

// The bounds of a range hold a key exactly when the item's values satisfy the conditions.
void checkAgainstValues(AttributeType type, unsigned seed) {
  std::mt19937 random(seed);
  TableSchema table = makeTable(7);
  table.key = {{{"pk", type}}, {{"sk", type}}};
  for (int i = 0; i < 5000; ++i) {
    const KeyRange range{{randomValue(type, random)}, {randomCondition(type, random)}};
    const KeyBounds bounds = boundsOfQuery(range);
    ASSERT_LE(bounds.lower, bounds.upper);
    for (int j = 0; j < 10; ++j) {
      const std::string item =
          makeItem({{"pk", random() % 4 ? range.hash[0] : randomValue(type, random)}, {"sk", randomValue(type, random)}});
      ASSERT_EQ(holds(bounds, encodeItemKey(table, ItemView(item))), contains(range, table.key, ItemView(item)));
    }
  }
}

TEST(KeyBounds, StringRangesHoldTheirItems) { checkAgainstValues(AttributeType::S, 1); }
TEST(KeyBounds, NumberRangesHoldTheirItems) { checkAgainstValues(AttributeType::N, 2); }
TEST(KeyBounds, BinaryRangesHoldTheirItems) { checkAgainstValues(AttributeType::B, 3); }

TEST(KeyBounds, RangesOfSeveralAttributesHoldTheirEntries) {
  std::mt19937 random(4);
  const TableSchema table = makeTable(1);
  SecondaryIndex index = makeIndex(7);
  index.key = {{{"h1", AttributeType::S}, {"h2", AttributeType::N}},
               {{"r1", AttributeType::B}, {"r2", AttributeType::N}, {"r3", AttributeType::S}}};
  const auto value = [&](const KeyAttribute& attribute) { return randomValue(attribute.type, random); };
  for (int i = 0; i < 5000; ++i) {
    KeyRange range{{value(index.key.hash[0]), value(index.key.hash[1])}, {}};
    const size_t conditions = random() % 4;
    for (size_t c = 0; c < conditions; ++c) {
      const AttributeType type = index.key.range[c].type;
      range.range.push_back(c + 1 < conditions ? RangeCondition{Operator::Equal, randomValue(type, random), std::nullopt}
                                               : randomCondition(type, random));
    }
    const KeyBounds bounds = boundsOfQuery(range);
    for (int j = 0; j < 10; ++j) {
      Attributes attributes = {{"pk", S("p")}, {"sk", N(1)}, {"h1", range.hash[0]}, {"h2", range.hash[1]}};
      if (random() % 5 == 0) attributes[2].second = value(index.key.hash[0]);
      for (size_t r = 0; r < 3; ++r) {
        const bool same = r + 1 < conditions && random() % 3;
        attributes.emplace_back(index.key.range[r].name, same ? range.range[r].low : value(index.key.range[r]));
      }
      const std::string item = makeItem(attributes);
      ASSERT_EQ(holds(bounds, encodeIndexKey(table, index, ItemView(item))), contains(range, index.key, ItemView(item)));
    }
  }
}

TEST(KeyBounds, ReversedBetweenIsEmpty) {
  const KeyBounds bounds = boundsOfQuery({{S("x")}, {{Operator::Between, N(5), N(3)}}});
  EXPECT_EQ(bounds.lower, bounds.upper);
}

// Prefix filters depend on it.
TEST(KeyBounds, QueriesStayInsideOnePartition) {
  std::mt19937 random(5);
  for (int i = 0; i < 2000; ++i) {
    KeyRange range{{randomValue(AttributeType::B, random)}, {}};
    if (random() % 4) range.range.push_back(randomCondition(AttributeType::B, random));
    const KeyBounds bounds = boundsOfQuery(range);
    ASSERT_EQ(bounds.lower.substr(0, kPartitionPrefixSize), bounds.upper.substr(0, kPartitionPrefixSize));
  }
}

TEST(KeyBounds, WholeTableEndsBeforeTheNextId) {
  const KeyBounds bounds = boundsOf(0x0001FFFF);
  EXPECT_EQ(bounds.lower, std::string("\0\1\xFF\xFF", 4));
  EXPECT_EQ(bounds.upper, std::string("\0\2\0\0", 4));
}

TEST(KeyBounds, SegmentsAreDisjointAndCoverTheTable) {
  for (const int64_t total : {1, 2, 3, 16, 4095, 4096, 10000, 1000000}) {
    const KeyBounds whole = boundsOf(9);
    std::string end = segmentBounds(9, 0, total).lower;
    EXPECT_LT(end, whole.lower + '\1');
    for (int64_t segment = 0; segment < total; ++segment) {
      const KeyBounds bounds = segmentBounds(9, segment, total);
      ASSERT_EQ(bounds.lower, end);
      ASSERT_LE(bounds.lower, bounds.upper);
      end = bounds.upper;
    }
    EXPECT_EQ(end, whole.upper);
  }
}

TEST(KeyBounds, SegmentsAgreeWithTheHash) {
  std::mt19937 random(6);
  const TableSchema table = makeTable(3);
  for (int i = 0; i < 5000; ++i) {
    const std::string item = makeItem({{"pk", S(std::to_string(random()))}, {"sk", N(1)}});
    const auto total = static_cast<int64_t>(1 + random() % (i % 2 ? 10 : 1000000));
    const int64_t segment = segmentOf(partitionHash(ItemView(item), table.key.hash), total);
    ASSERT_TRUE(holds(segmentBounds(3, segment, total), encodeItemKey(table, ItemView(item))));
  }
}

}  // namespace
}  // namespace stator
