#include "operations/transactions_in_flight.h"

#include <gtest/gtest.h>

#include <optional>
#include <thread>

namespace stator {
namespace {

using Keys = std::vector<std::string>;

TEST(TransactionsInFlight, HoldsItsKeysWhileItLives) {
  TransactionsInFlight transactions;
  EXPECT_FALSE(transactions.contains("a"));
  const Keys keys{"a", "b"};
  {
    const TransactionsInFlight::Claim claim(transactions, keys);
    EXPECT_TRUE(claim.conflicts().empty());
    EXPECT_TRUE(transactions.contains("a"));
    EXPECT_TRUE(transactions.contains("b"));
    EXPECT_FALSE(transactions.contains("c"));
  }
  EXPECT_FALSE(transactions.contains("a"));
  EXPECT_FALSE(transactions.contains("b"));
}

TEST(TransactionsInFlight, AConflictNamesThePositionsAndTakesNothing) {
  TransactionsInFlight transactions;
  const Keys held{"b", "d"}, wanted{"a", "b", "c", "d"}, free{"a", "c"};
  std::optional<TransactionsInFlight::Claim> first(std::in_place, transactions, held);
  {
    const TransactionsInFlight::Claim second(transactions, wanted);
    EXPECT_EQ(second.conflicts(), (std::vector<size_t>{1, 3}));
    EXPECT_FALSE(transactions.contains("a"));
    const TransactionsInFlight::Claim third(transactions, free);
    EXPECT_TRUE(third.conflicts().empty()) << "the one that failed left its other keys free";
  }
  EXPECT_TRUE(transactions.contains("b")) << "the one that failed did not let go of what it never had";
  EXPECT_TRUE(transactions.contains("d"));
  EXPECT_FALSE(transactions.contains("a"));
  first.reset();
  const TransactionsInFlight::Claim again(transactions, wanted);
  EXPECT_TRUE(again.conflicts().empty());
}

TEST(TransactionsInFlight, OneOfSeveralAtATimeGetsAKey) {
  constexpr int kThreads = 4, kRounds = 2000;
  TransactionsInFlight transactions;
  int inside = 0;  // guarded by the claim alone, which the thread sanitizer's build checks
  std::atomic<int> claimed{0};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&] {
      const Keys keys{"shared", "another"};
      for (int round = 0; round < kRounds; ++round) {
        const TransactionsInFlight::Claim claim(transactions, keys);
        if (!claim.conflicts().empty()) continue;
        EXPECT_EQ(++inside, 1);
        --inside;
        ++claimed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_GT(claimed, 0);
  EXPECT_FALSE(transactions.contains("shared"));
}

}  // namespace
}  // namespace stator
