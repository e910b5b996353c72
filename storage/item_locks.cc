#include "storage/item_locks.h"

#include <algorithm>

#if defined(__SANITIZE_THREAD__)
// The thread sanitizer's deadlock detector gives up at 64 locks a thread; a transaction of 100 items holds more.
extern "C" const char* __tsan_default_options() { return "detect_deadlocks=0"; }
#endif

namespace stator {

size_t lockStripe(std::string_view item_key) {
  // FNV-1a over the whole key, so that items of one partition spread. Counters are stored by stripe
  // (docs/storage_format.md); their sums would survive another function here, but there is no reason for one.
  uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : item_key) hash = (hash ^ static_cast<uint8_t>(byte)) * 0x100000001b3;
  return (hash ^ hash >> 32) % kItemLockStripes;
}

std::unique_lock<std::mutex> ItemLocks::lock(std::string_view item_key) {
  return std::unique_lock(mutexes_[lockStripe(item_key)]);
}

ItemLocks::Guard ItemLocks::lock(const std::vector<std::string>& item_keys) {
  std::vector<uint16_t> stripes;
  stripes.reserve(item_keys.size());
  for (const std::string& key : item_keys) stripes.push_back(static_cast<uint16_t>(lockStripe(key)));
  std::sort(stripes.begin(), stripes.end());
  stripes.erase(std::unique(stripes.begin(), stripes.end()), stripes.end());
  return Guard(*this, std::move(stripes));
}

ItemLocks::Guard::Guard(ItemLocks& locks, std::vector<uint16_t> stripes) : locks_(&locks), stripes_(std::move(stripes)) {
  for (const uint16_t stripe : stripes_) locks_->mutexes_[stripe].lock();
}

ItemLocks::Guard::~Guard() {
  for (auto stripe = stripes_.rbegin(); stripe != stripes_.rend(); ++stripe) locks_->mutexes_[*stripe].unlock();
}

}  // namespace stator
