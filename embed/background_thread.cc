#include "embed/background_thread.h"

#include <chrono>
#include <utility>

namespace stator {

namespace {

constexpr std::chrono::milliseconds kBusyInterval{50}, kIdleInterval{1000};
constexpr int kBusyRounds = 100;

}  // namespace

BackgroundThread::BackgroundThread(std::function<void()> job) : job_(std::move(job)), thread_([this] { run(); }) {}

BackgroundThread::~BackgroundThread() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void BackgroundThread::wake() {
  {
    std::lock_guard lock(mutex_);
    resting_ = false;
  }
  changed_.notify_all();
}

void BackgroundThread::run() {
  int quiet_rounds = 0;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    quiet_rounds = active_.exchange(false) ? 0 : quiet_rounds + 1;
    job_();
    lock.lock();
    if (quiet_rounds < kBusyRounds) {
      changed_.wait_for(lock, kBusyInterval, [this] { return stopping_; });
    } else {
      resting_ = true;
      // A request between the exchange above and this store has seen no rest to end.
      if (!active_) changed_.wait_for(lock, kIdleInterval, [this] { return stopping_ || !resting_; });
      resting_ = false;
    }
  }
}

}  // namespace stator
