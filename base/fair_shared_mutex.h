// A shared mutex in which whoever wants it exclusively goes ahead of later sharers. glibc's std::shared_mutex prefers
// sharers, so that a steady stream of writes would keep a schema change waiting for ever.
#pragma once

#include <atomic>
#include <mutex>
#include <shared_mutex>

namespace stator {

// SharedLockable: for std::unique_lock and std::shared_lock. Sharing it twice on one thread can deadlock.
class FairSharedMutex {
 public:
  void lock() {
    ++exclusive_waiting_;
    const std::lock_guard queue(queue_);
    mutex_.lock();
    --exclusive_waiting_;
  }
  void unlock() { mutex_.unlock(); }

  void lock_shared() {
    // Almost always nobody waits, and the queue costs nothing.
    if (exclusive_waiting_.load(std::memory_order_relaxed) > 0) const std::lock_guard queue(queue_);
    mutex_.lock_shared();
  }
  void unlock_shared() { mutex_.unlock_shared(); }

 private:
  std::shared_mutex mutex_;
  std::mutex queue_;
  std::atomic<int> exclusive_waiting_{0};
};

}  // namespace stator
