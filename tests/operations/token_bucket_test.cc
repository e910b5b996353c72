#include "operations/token_bucket.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr TimePoint kStart{seconds(1700000000)};

// How many half units go out one by one before it closes.
int64_t drain(TokenBucket& bucket) {
  int64_t taken = 0;
  for (; bucket.open(); ++taken) bucket.take(1);
  return taken;
}

TokenBucket started(const BucketRate& rate) {
  TokenBucket bucket;
  bucket.start(kStart, rate);
  return bucket;
}

TEST(TokenBucket, StartsWithOneSecondHoweverManyItMaySave) {
  TokenBucket bucket = started({.units = 5, .seconds = 300});
  EXPECT_EQ(drain(bucket), 10);
  bucket.fill(kStart, {.units = 5, .seconds = 300});
  EXPECT_FALSE(bucket.open()) << "no time has passed";
}

TEST(TokenBucket, AMicrosecondOfAnyRateOpensAnEmptyOne) {
  const BucketRate rate{.units = 1};
  TokenBucket bucket = started(rate);
  drain(bucket);
  bucket.fill(kStart + microseconds(1), rate);
  EXPECT_TRUE(bucket.open());
}

TEST(TokenBucket, FillsUpToItsSecondsAndNoFurther) {
  const BucketRate rate{.units = 3, .seconds = 10};
  TokenBucket bucket = started(rate);
  bucket.fill(kStart + seconds(9), rate);
  EXPECT_EQ(drain(bucket), 2 * 3 * 10) << "the second that it starts with and nine";
  bucket.fill(kStart + seconds(19), rate);
  EXPECT_EQ(drain(bucket), 2 * 3 * 10);
  bucket.fill(kStart + seconds(19) + hours(1), rate);
  EXPECT_EQ(drain(bucket), 2 * 3 * 10) << "an hour gives no more than ten seconds";
}

TEST(TokenBucket, ManySmallStepsFillAsMuchAsOneLargeOne) {
  const BucketRate rate{.units = 7, .seconds = 300};
  TokenBucket steps = started(rate), leap = started(rate);
  for (int i = 1; i <= 1000; ++i) steps.fill(kStart + milliseconds(100 * i + i % 7), rate);
  leap.fill(kStart + milliseconds(100 * 1000 + 1000 % 7), rate);
  EXPECT_EQ(drain(steps), drain(leap));
}

TEST(TokenBucket, ALowerRateKeepsNoMoreThanItsOwnFill) {
  TokenBucket bucket = started({.units = 1000, .seconds = 300});
  bucket.fill(kStart + hours(1), {.units = 1000, .seconds = 300});
  bucket.fill(kStart + hours(1), {.units = 1, .seconds = 300});
  EXPECT_EQ(drain(bucket), 2 * 300);
}

TEST(TokenBucket, WhatIsTakenBeyondItIsADebt) {
  const BucketRate rate{.units = 5};
  TokenBucket bucket = started(rate);
  bucket.take(10 + 100);  // ten seconds' worth more than there is
  bucket.fill(kStart + seconds(10), rate);
  EXPECT_FALSE(bucket.open()) << "exactly nothing is not something";
  bucket.fill(kStart + seconds(10) + microseconds(1), rate);
  EXPECT_TRUE(bucket.open());
}

TEST(TokenBucket, SaysWhenItOpens) {
  const BucketRate rate{.units = 5};
  TokenBucket bucket = started(rate);
  EXPECT_EQ(bucket.opensInMilliseconds(rate), 0) << "it is open";
  bucket.take(10);
  EXPECT_EQ(bucket.opensInMilliseconds(rate), 1) << "in a microsecond, rounded up";
  for (const int64_t debt : {1, 2, 3, 17, 1000}) {
    TokenBucket indebted = started(rate);
    indebted.take(10 + debt);
    const int64_t wait = indebted.opensInMilliseconds(rate);
    TokenBucket early = indebted;
    early.fill(kStart + milliseconds(wait - 1), rate);
    EXPECT_FALSE(early.open()) << debt;
    indebted.fill(kStart + milliseconds(wait), rate);
    EXPECT_TRUE(indebted.open()) << debt;
  }
}

TEST(TokenBucket, WithoutARateItNeverOpens) {
  const BucketRate none{.units = 0, .seconds = 300};
  TokenBucket bucket = started(none);
  bucket.fill(kStart + hours(24 * 365), none);
  EXPECT_FALSE(bucket.open());
  EXPECT_EQ(bucket.opensInMilliseconds(none), 0) << "never, and not a division by zero";
}

TEST(TokenBucket, AClockThatIsPutBackFillsNothingTwice) {
  const BucketRate rate{.units = 5};
  TokenBucket bucket = started(rate);
  drain(bucket);
  bucket.fill(kStart - hours(1), rate);
  EXPECT_FALSE(bucket.open());
  bucket.fill(kStart, rate);
  EXPECT_FALSE(bucket.open()) << "the hour back and forth is not counted";
}

// The products of its arithmetic are near their bounds here; the sanitizers' builds see it if one goes beyond.
TEST(TokenBucket, TheLargestRatesAndTimesStayWithinBounds) {
  for (const int64_t units : {kMaxBucketUnits - 1, kMaxBucketUnits, INT64_MAX}) {
    const BucketRate rate{.units = units, .seconds = 300};
    const int64_t half_units = 2 * std::min(units, kMaxBucketUnits);
    TokenBucket bucket = started(rate);
    bucket.take(half_units);
    EXPECT_FALSE(bucket.open());
    bucket.fill(kStart + seconds(1000), rate);
    TokenBucket full = bucket;
    bucket.fill(kStart + hours(24 * 365 * 100), rate);  // full already
    full.take(300 * half_units - 1);
    EXPECT_TRUE(full.open());
    full.take(1);
    EXPECT_FALSE(full.open());
    full.fill(kStart + hours(24 * 365 * 100), rate);
    full.take(300 * half_units - 1);
    EXPECT_TRUE(full.open()) << "a century fills it, to the brim and no further";
    full.take(1);
    EXPECT_FALSE(full.open());
  }
}

// More than kSafeElapsed at once into a debt that it does not pay off, and into one that it does.
TEST(TokenBucket, ALongTimePaysExactlyWhatItGives) {
  const BucketRate rate{.units = 1, .seconds = 300};
  TokenBucket bucket = started(rate);
  bucket.take(2 + 2 * 5000);
  bucket.fill(kStart + seconds(4999), rate);
  EXPECT_EQ(bucket.opensInMilliseconds(rate), 1000 + 1);
  bucket.fill(kStart + seconds(5000), rate);
  EXPECT_FALSE(bucket.open());
  bucket.fill(kStart + seconds(5001), rate);
  EXPECT_EQ(drain(bucket), 2);
}

}  // namespace
}  // namespace stator
