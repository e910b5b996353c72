// The items that transactions have in hand right now, so that whoever meets one of them is told of the conflict.
#pragma once

#include <array>
#include <atomic>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "storage/item_locks.h"

namespace stator {

// Thread-safe.
class TransactionsInFlight {
 public:
  // Takes the keys for a transaction while it lives. Keys that another one has are listed instead; then none is taken.
  class Claim {
   public:
    Claim(TransactionsInFlight& owner, std::span<const std::string> keys);
    ~Claim();
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;
    const std::vector<size_t>& conflicts() const { return conflicts_; }  // positions in the keys

   private:
    TransactionsInFlight& owner_;
    std::span<const std::string> keys_;
    std::vector<size_t> conflicts_;
  };

  // Costs one load while no transaction runs.
  bool contains(std::string_view key) const;

 private:
  struct Stripe {
    mutable std::mutex mutex;
    std::unordered_set<std::string> keys;
  };
  Stripe& stripe(std::string_view key) { return stripes_[lockStripe(key) % stripes_.size()]; }
  const Stripe& stripe(std::string_view key) const { return stripes_[lockStripe(key) % stripes_.size()]; }
  bool insert(const std::string& key);
  void erase(const std::string& key);

  std::atomic<size_t> count_{0};
  std::array<Stripe, 16> stripes_;
};

}  // namespace stator
