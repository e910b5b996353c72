#include "base/clock.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

using std::chrono::microseconds;

TEST(ManualClock, MovesOnlyWhenTold) {
  ManualClock clock(TimePoint(microseconds(5)));
  EXPECT_EQ(clock.now(), TimePoint(microseconds(5)));
  EXPECT_EQ(clock.now(), TimePoint(microseconds(5)));
  clock.advance(std::chrono::hours(1));
  EXPECT_EQ(clock.now(), TimePoint(std::chrono::hours(1) + microseconds(5)));
}

TEST(SystemClock, FollowsTheSystem) {
  const auto before = std::chrono::floor<microseconds>(std::chrono::system_clock::now());
  const TimePoint now = SystemClock().now();
  EXPECT_LE(before, now);
  EXPECT_LE(now, std::chrono::system_clock::now());
}

TEST(EpochSeconds, HaveThreeDecimals) {
  EXPECT_EQ(toEpochSeconds(TimePoint(microseconds(0))), 0.0);
  EXPECT_EQ(toEpochSeconds(TimePoint(microseconds(1784900000123456))), 1784900000.123);
  EXPECT_EQ(toEpochSeconds(TimePoint(microseconds(999))), 0.0);
}

}  // namespace
}  // namespace stator
