#include "operations/capacity_history.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

constexpr int64_t kNow = 1700000000;
constexpr int64_t kHalfHour = 1800;

TEST(CapacityHistory, AddsUpWithinASecond) {
  CapacityHistory history;
  EXPECT_EQ(history.consumed(kNow, CapacityKind::Read, 3), 3);
  EXPECT_EQ(history.consumed(kNow, CapacityKind::Write, 5), 5) << "kinds are apart";
  EXPECT_EQ(history.consumed(kNow, CapacityKind::Read, 4), 7);
  EXPECT_EQ(history.consumed(kNow + 1, CapacityKind::Read, 1), 1) << "a second begins at nothing";
  EXPECT_EQ(history.totals(CapacityKind::Read).half_units, 8);
  EXPECT_EQ(history.totals(CapacityKind::Read).requests, 3);
  EXPECT_EQ(history.totals(CapacityKind::Write).half_units, 5);
}

TEST(CapacityHistory, TellsRefusedFromWouldBe) {
  CapacityHistory history;
  history.throttled(kNow, CapacityKind::Write, /*refused=*/true);
  history.throttled(kNow, CapacityKind::Write, /*refused=*/false);
  history.throttled(kNow, CapacityKind::Read, /*refused=*/false);
  EXPECT_EQ(history.totals(CapacityKind::Write).throttled, 1);
  EXPECT_EQ(history.totals(CapacityKind::Write).would_throttle, 1);
  EXPECT_EQ(history.totals(CapacityKind::Read).throttled, 0);
  const auto seconds = history.seconds(kNow);
  ASSERT_EQ(seconds.size(), 1u);
  EXPECT_EQ(seconds[0].throttled_writes, 2) << "both";
  EXPECT_EQ(seconds[0].throttled_reads, 1);
}

TEST(CapacityHistory, LeavesQuietSecondsOut) {
  CapacityHistory history;
  history.consumed(kNow, CapacityKind::Read, 1);
  history.consumed(kNow + 10, CapacityKind::Read, 2);
  const auto seconds = history.seconds(kNow + 10);
  ASSERT_EQ(seconds.size(), 2u);
  EXPECT_EQ(seconds[0].second, kNow);
  EXPECT_EQ(seconds[1].second, kNow + 10);
}

TEST(CapacityHistory, ForgetsASecondExactlyWhenItIsTooOld) {
  CapacityHistory history;
  history.consumed(kNow, CapacityKind::Read, 1);
  EXPECT_EQ(history.seconds(kNow + kCapacityHistorySeconds - 1).size(), 1u);
  EXPECT_EQ(history.seconds(kNow + kCapacityHistorySeconds).size(), 0u);
  EXPECT_EQ(history.totals(CapacityKind::Read).half_units, 1) << "totals stay";
}

TEST(CapacityHistory, GoesRoundInOrder) {
  CapacityHistory history;
  const int64_t last = kNow + 2 * kCapacityHistorySeconds + 7;
  for (int64_t second = kNow; second <= last; ++second) history.consumed(second, CapacityKind::Write, second - kNow);
  const auto seconds = history.seconds(last);
  ASSERT_EQ(seconds.size(), static_cast<size_t>(kCapacityHistorySeconds));
  for (size_t i = 0; i < seconds.size(); ++i) {
    EXPECT_EQ(seconds[i].second, last - kCapacityHistorySeconds + 1 + static_cast<int64_t>(i));
    EXPECT_EQ(seconds[i].write_half_units, seconds[i].second - kNow)
        << "nothing is left of the second before it in its place";
  }
}

TEST(CapacityHistory, AClockThatIsPutBackGoesOnInTheLatestSecond) {
  CapacityHistory history;
  history.consumed(kNow, CapacityKind::Read, 1);
  EXPECT_EQ(history.consumed(kNow - 100, CapacityKind::Read, 2), 3);
  const auto seconds = history.seconds(kNow);
  ASSERT_EQ(seconds.size(), 1u);
  EXPECT_EQ(seconds[0].second, kNow);
}

TEST(PreviousPeak, CountsFromHalfAnHourOn) {
  PreviousPeak peak;
  const int64_t minute = kNow - kNow % 60;
  peak.note(minute + 59, 500);
  EXPECT_EQ(peak.halfUnits(minute + 59), 0);
  EXPECT_EQ(peak.halfUnits(minute + kHalfHour - 1), 0);
  EXPECT_EQ(peak.halfUnits(minute + kHalfHour), 500) << "by the minute";
}

TEST(PreviousPeak, IsTheHighestAndStays) {
  PreviousPeak peak;
  peak.note(kNow, 300);
  peak.note(kNow + 1, 900);
  peak.note(kNow + 2, 100);
  peak.note(kNow + 600, 400);
  EXPECT_EQ(peak.halfUnits(kNow + kHalfHour + 60), 900);
  EXPECT_EQ(peak.halfUnits(kNow + 100 * kHalfHour), 900);
  peak.note(kNow + 100 * kHalfHour, 200);
  EXPECT_EQ(peak.halfUnits(kNow + 102 * kHalfHour), 900) << "a quiet time does not lower it";
}

// A minute's slot is used again half an hour later, by when what it held has been counted.
TEST(PreviousPeak, LosesNothingWhenEveryMinuteIsBusy) {
  PreviousPeak peak;
  for (int64_t second = 0; second < 3 * kHalfHour; second += 20) {
    peak.note(kNow + second, 1000 + second);
    if (second < kHalfHour + 60) continue;
    const int64_t expected_at_least = 1000 + second - kHalfHour - 60;
    EXPECT_GE(peak.halfUnits(kNow + second), expected_at_least) << second;
    EXPECT_LE(peak.halfUnits(kNow + second), 1000 + second - kHalfHour + 60) << second;
  }
}

// The clock is the embedding program's: it may stand anywhere.
TEST(PreviousPeak, TimesBeforeTheEpochAreTimesToo) {
  PreviousPeak peak;
  for (const int64_t start : {int64_t{-60}, int64_t{-1}, int64_t{0}, -7 * kHalfHour, INT64_MIN / 1000000}) {
    PreviousPeak fresh;
    fresh.note(start, 70);
    EXPECT_EQ(fresh.halfUnits(start), 0) << start;
    EXPECT_EQ(fresh.halfUnits(start + kHalfHour + 60), 70) << start;
  }
}

}  // namespace
}  // namespace stator
