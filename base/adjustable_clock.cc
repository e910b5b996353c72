#include "base/adjustable_clock.h"

namespace stator {

using std::chrono::microseconds;

TimePoint AdjustableClock::now() const {
  const int64_t frozen_at = frozen_at_.load(std::memory_order_acquire);
  if (frozen_at != kRunning) return TimePoint(microseconds(frozen_at));
  return source_->now() + microseconds(ahead_.load(std::memory_order_relaxed));
}

TimePoint AdjustableClock::recent() const {
  const int64_t frozen_at = frozen_at_.load(std::memory_order_acquire);
  if (frozen_at != kRunning) return TimePoint(microseconds(frozen_at));
  return source_->recent() + microseconds(ahead_.load(std::memory_order_relaxed));
}

void AdjustableClock::freeze() {
  const std::lock_guard lock(mutex_);
  if (!frozen()) frozen_at_ = now().time_since_epoch().count();
}

void AdjustableClock::resume() {
  const std::lock_guard lock(mutex_);
  if (!frozen()) return;
  ahead_ = (now() - source_->now()).count();
  frozen_at_.store(kRunning, std::memory_order_release);  // after ahead_, which counts from now on
}

void AdjustableClock::advance(microseconds by) {
  const std::lock_guard lock(mutex_);
  if (frozen()) {
    frozen_at_ += by.count();
  } else {
    ahead_ += by.count();
  }
}

}  // namespace stator
