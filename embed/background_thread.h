// The thread that does what becomes due while nobody asks.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace stator {

// Calls `job` every kBusyInterval for as long as there are requests, and every kIdleInterval when there have been none
// for kBusyRounds rounds: an idle server should not keep a processor awake.
class BackgroundThread {
 public:
  explicit BackgroundThread(std::function<void()> job);
  ~BackgroundThread();  // waits for the job that is running

  // To be called at every request. Thread-safe, and nearly always two loads.
  void noteActivity() {
    if (!active_.load(std::memory_order_relaxed)) active_ = true;
    if (resting_) wake();
  }

 private:
  void run();
  void wake();

  std::function<void()> job_;
  std::atomic<bool> active_{true};  // what an earlier process left undone is due at once
  std::atomic<bool> resting_{false};
  bool stopping_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace stator
