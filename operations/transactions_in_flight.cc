#include "operations/transactions_in_flight.h"

namespace stator {

TransactionsInFlight::Claim::Claim(TransactionsInFlight& owner, std::span<const std::string> keys)
    : owner_(owner), keys_(keys) {
  std::vector<size_t> taken;
  for (size_t i = 0; i < keys_.size(); ++i) (owner_.insert(keys_[i]) ? taken : conflicts_).push_back(i);
  if (conflicts_.empty()) return;
  for (size_t position : taken) owner_.erase(keys_[position]);
}

TransactionsInFlight::Claim::~Claim() {
  if (!conflicts_.empty()) return;
  for (const std::string& key : keys_) owner_.erase(key);
}

bool TransactionsInFlight::contains(std::string_view key) const {
  if (count_.load(std::memory_order_acquire) == 0) return false;
  const Stripe& part = stripe(key);
  const std::lock_guard lock(part.mutex);
  return part.keys.contains(std::string(key));
}

bool TransactionsInFlight::insert(const std::string& key) {
  Stripe& part = stripe(key);
  const std::lock_guard lock(part.mutex);
  if (!part.keys.insert(key).second) return false;
  ++count_;
  return true;
}

void TransactionsInFlight::erase(const std::string& key) {
  Stripe& part = stripe(key);
  const std::lock_guard lock(part.mutex);
  if (part.keys.erase(key) > 0) --count_;
}

}  // namespace stator
