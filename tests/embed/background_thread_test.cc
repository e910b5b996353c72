#include "embed/background_thread.h"

#include <gtest/gtest.h>

#include <chrono>

namespace stator {
namespace {

// Waits until `count` reaches `wanted`; false when that takes absurdly long.
bool reaches(const std::atomic<int>& count, int wanted) {
  for (int i = 0; i < 20000 && count < wanted; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return count >= wanted;
}

TEST(BackgroundThread, RunsTheJobAgainAndAgain) {
  std::atomic<int> runs{0};
  BackgroundThread thread([&] { ++runs; });
  EXPECT_TRUE(reaches(runs, 1));
  thread.noteActivity();
  EXPECT_TRUE(reaches(runs, 5));
}

TEST(BackgroundThread, WaitsForTheJobAtTheEnd) {
  std::atomic<bool> begun{false}, finished{false};
  {
    BackgroundThread thread([&] {
      begun = true;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      finished = true;
    });
    while (!begun) std::this_thread::yield();
  }
  EXPECT_TRUE(finished);
}

TEST(BackgroundThread, EndsAtOnceWhenItHasJustBegun) {
  for (int i = 0; i < 50; ++i) BackgroundThread thread([] {});
}

}  // namespace
}  // namespace stator
