#include "storage/item_locks.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace stator {
namespace {

TEST(ItemLocks, StripesOfSimilarKeysSpread) {
  std::set<size_t> stripes;
  for (int i = 0; i < 4000; ++i) {
    const size_t stripe = lockStripe("key" + std::to_string(i));
    ASSERT_LT(stripe, kItemLockStripes);
    stripes.insert(stripe);
  }
  EXPECT_EQ(stripes.size(), kItemLockStripes);
}

TEST(ItemLocks, OneKeyExcludesItself) {
  ItemLocks locks;
  int counter = 0;
  const auto work = [&] {
    for (int i = 0; i < 5000; ++i) {
      const auto lock = locks.lock("key");
      ++counter;
    }
  };
  std::thread other(work);
  work();
  other.join();
  EXPECT_EQ(counter, 10000);
}

TEST(ItemLocks, KeysOfOneStripeAreLockedOnce) {
  ItemLocks locks;
  std::vector<std::string> keys = {"a", "a"};
  for (int i = 0; keys.size() < 4; ++i) {
    if (lockStripe(std::to_string(i)) == lockStripe("a")) keys.push_back(std::to_string(i));
  }
  const auto guard = locks.lock(keys);  // would never return if a stripe were taken twice
  SUCCEED();
}

TEST(ItemLocks, SeveralKeysInAnyOrderDoNotDeadlock) {
  ItemLocks locks;
  std::array<int, 2> balance = {1000, 0};
  const auto transfer = [&](const std::vector<std::string>& keys) {
    for (int i = 0; i < 5000; ++i) {
      const auto guard = locks.lock(keys);
      --balance[0];
      ++balance[1];
    }
  };
  std::thread other(transfer, std::vector<std::string>{"x", "y", "z"});
  transfer({"z", "y", "x"});
  other.join();
  EXPECT_EQ(balance[0] + balance[1], 1000);
  EXPECT_EQ(balance[1], 10000);
}

TEST(ItemLocks, GuardsAreReleased) {
  ItemLocks locks;
  {
    auto first = locks.lock(std::vector<std::string>{"a", "b"});
    const auto moved = std::move(first);  // one of the two unlocks
  }
  const auto again = locks.lock(std::vector<std::string>{"b", "a"});
  SUCCEED();
}

}  // namespace
}  // namespace stator
