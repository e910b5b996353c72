#include "base/clock.h"

#include <ctime>

namespace stator {

TimePoint SystemClock::now() const {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

TimePoint SystemClock::recent() const {
  timespec time{};
  clock_gettime(CLOCK_REALTIME_COARSE, &time);  // that of the last tick: four milliseconds or so
  return TimePoint(std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_nsec / 1000));
}

std::chrono::nanoseconds monotonicNow() { return std::chrono::steady_clock::now().time_since_epoch(); }

double toEpochSeconds(TimePoint time) {
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch());
  return static_cast<double>(milliseconds.count()) / 1000.0;
}

}  // namespace stator
