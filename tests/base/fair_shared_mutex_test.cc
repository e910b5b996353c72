#include "base/fair_shared_mutex.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace stator {
namespace {

TEST(FairSharedMutex, SharersShareAndTheExclusiveOwnerIsAlone) {
  FairSharedMutex mutex;
  int value = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) {
        const std::unique_lock lock(mutex);
        ++value;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const std::shared_lock one(mutex);
  EXPECT_EQ(value, 4000);
}

// With a mutex that prefers sharers this never ends: the sharers overlap until the exclusive owner has come.
TEST(FairSharedMutex, AnExclusiveOwnerComesThroughAStreamOfSharers) {
  FairSharedMutex mutex;
  std::atomic<bool> done{false};
  std::vector<std::thread> sharers;
  for (int t = 0; t < 3; ++t) {
    sharers.emplace_back([&] {
      while (!done) {
        const std::shared_lock lock(mutex);
        std::this_thread::sleep_for(std::chrono::microseconds(200));
      }
    });
  }
  {
    const std::unique_lock lock(mutex);
    done = true;
  }
  for (std::thread& sharer : sharers) sharer.join();
}

}  // namespace
}  // namespace stator
