#include "operations/shard_iterator.h"

#include <gtest/gtest.h>

#include "operations/stream_access.h"

namespace stator {
namespace {

const ShardIterator kIterator{"arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026", 7, UINT64_MAX - 1,
                              TimePoint(std::chrono::microseconds(1700000000123456))};

TEST(ShardIterator, TextsComeBackAsTheyWere) {
  const std::string text = toText(kIterator);
  EXPECT_TRUE(text.starts_with(kIterator.stream_arn + "|1|"));
  const auto parsed = parseShardIterator(text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->stream_arn, kIterator.stream_arn);
  EXPECT_EQ(parsed->shard, kIterator.shard);
  EXPECT_EQ(parsed->position, kIterator.position);
  EXPECT_EQ(parsed->issued, kIterator.issued);
}

TEST(ShardIterator, WhatNobodyMadeIsRefused) {
  const std::string text = toText(kIterator);
  for (size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(parseShardIterator(changed)) << i;
    EXPECT_FALSE(parseShardIterator(text.substr(0, i))) << i;
  }
  EXPECT_FALSE(parseShardIterator("|1|"));
}

TEST(ShardIterator, ExpiresAfterAQuarterOfAnHour) {
  EXPECT_FALSE(kIterator.expired(kIterator.issued + kShardIteratorLife));
  EXPECT_TRUE(kIterator.expired(kIterator.issued + kShardIteratorLife + std::chrono::microseconds(1)));
}

TEST(SequenceNumber, HasAtLeast21DigitsAndKeepsItsOrderAsText) {
  EXPECT_EQ(sequenceText(0), "100000000000000000000");
  EXPECT_EQ(sequenceText(UINT64_MAX), "118446744073709551615");
  EXPECT_LT(sequenceText(99), sequenceText(100));
  for (const uint64_t sequence : {uint64_t{0}, uint64_t{17}, UINT64_MAX})
    EXPECT_EQ(parseSequence(sequenceText(sequence)), sequence);
  for (const char* text :
       {"", "1", "200000000000000000000", "1000000000000000000000", "10000000000000000000x", "118446744073709551616"}) {
    EXPECT_EQ(parseSequence(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace stator
