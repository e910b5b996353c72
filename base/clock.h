// Time enters the program here and nowhere else, so that tests move it by hand.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace stator {

using TimePoint = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

// Thread-safe: both may be called from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;
  // For what is asked at every request and need not be exact: may be some milliseconds behind now(), and costs next to
  // nothing.
  virtual TimePoint recent() const { return now(); }
};

class SystemClock final : public Clock {
 public:
  TimePoint now() const override;
  TimePoint recent() const override;
};

// Stands still until told to move. Thread-safe.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(TimePoint start) : microseconds_(start.time_since_epoch().count()) {}
  TimePoint now() const override { return TimePoint(std::chrono::microseconds(microseconds_.load())); }
  void advance(std::chrono::microseconds by) { microseconds_ += by.count(); }

 private:
  std::atomic<int64_t> microseconds_;
};

// For measuring how long something takes, and nothing else: does not stand still or jump with any Clock.
std::chrono::nanoseconds monotonicNow();

// Seconds since the epoch with three decimals, as DynamoDB's JSON writes times.
double toEpochSeconds(TimePoint time);

}  // namespace stator
