#include "base/adjustable_clock.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

using namespace std::chrono_literals;

const TimePoint kStart{1'700'000'000s};

class AdjustableClockTest : public testing::Test {
 protected:
  std::shared_ptr<ManualClock> source_ = std::make_shared<ManualClock>(kStart);
  AdjustableClock clock_{source_};
};

TEST_F(AdjustableClockTest, FollowsItsSource) {
  source_->advance(5s);
  EXPECT_EQ(clock_.now(), kStart + 5s);
  EXPECT_EQ(clock_.offset(), 0s);
}

TEST_F(AdjustableClockTest, StaysAheadByWhatItWasAdvanced) {
  clock_.advance(1h);
  source_->advance(5s);
  EXPECT_EQ(clock_.now(), kStart + 1h + 5s);
  EXPECT_EQ(clock_.offset(), 1h);
}

TEST_F(AdjustableClockTest, StandsStillWhenFrozen) {
  clock_.freeze();
  source_->advance(5s);
  EXPECT_TRUE(clock_.frozen());
  EXPECT_EQ(clock_.now(), kStart);
  clock_.advance(2s);
  EXPECT_EQ(clock_.now(), kStart + 2s);
}

TEST_F(AdjustableClockTest, GoesOnFromWhereItStoodWhenResumed) {
  clock_.freeze();
  source_->advance(5s);
  clock_.resume();
  EXPECT_FALSE(clock_.frozen());
  EXPECT_EQ(clock_.now(), kStart);
  source_->advance(1s);
  EXPECT_EQ(clock_.now(), kStart + 1s);
}

TEST_F(AdjustableClockTest, FreezingAgainAndResumingARunningClockChangeNothing) {
  clock_.resume();
  clock_.advance(1s);
  clock_.freeze();
  source_->advance(5s);
  clock_.freeze();
  EXPECT_EQ(clock_.now(), kStart + 1s);
}

}  // namespace
}  // namespace stator
