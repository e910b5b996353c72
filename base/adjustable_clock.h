// A clock that can be stopped, moved on and let go again while others read it.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "base/clock.h"

namespace stator {

// Thread-safe. Time never goes back, unless that of `source` does.
class AdjustableClock final : public Clock {
 public:
  explicit AdjustableClock(std::shared_ptr<const Clock> source) : source_(std::move(source)) {}

  TimePoint now() const override;
  TimePoint recent() const override;

  void freeze();
  // Goes on from where it stands.
  void resume();
  // Frozen or not. `by` is not negative.
  void advance(std::chrono::microseconds by);
  bool frozen() const { return frozen_at_.load() != kRunning; }
  // How far this is ahead of the source, which a frozen clock falls back behind.
  std::chrono::microseconds offset() const { return now() - source_->now(); }

 private:
  static constexpr int64_t kRunning = INT64_MIN;

  const std::shared_ptr<const Clock> source_;
  std::mutex mutex_;  // of those who change it
  std::atomic<int64_t> ahead_{0};
  std::atomic<int64_t> frozen_at_{kRunning};
};

}  // namespace stator
