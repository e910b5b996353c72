// What happened to one table or index, by second, and the peaks of it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "operations/throughput.h"

namespace stator {

// Not thread-safe. Allocates when a second begins, and no more than for kCapacityHistorySeconds.
class CapacityHistory {
 public:
  // Returns what the second has consumed of that kind up to now.
  int64_t consumed(int64_t second, CapacityKind kind, int64_t half_units);
  void throttled(int64_t second, CapacityKind kind, bool refused);

  const CapacityTotals& totals(CapacityKind kind) const { return totals_[static_cast<size_t>(kind)]; }
  // Oldest first.
  std::vector<CapacitySecond> seconds(int64_t now) const;

 private:
  CapacitySecond& at(int64_t second);

  std::array<CapacityTotals, 2> totals_;
  std::vector<CapacitySecond> ring_;  // in order of time, from the one behind `latest_` on
  size_t latest_ = 0;
};

// The most that was consumed in a second, of seconds that are at least half an hour old: what on-demand capacity doubles.
// Not thread-safe.
class PreviousPeak {
 public:
  void note(int64_t second, int64_t half_units);
  int64_t halfUnits(int64_t second);

 private:
  static constexpr int64_t kMinutes = 30;
  static constexpr int64_t kNoMinute = INT64_MIN;
  struct Minute {
    int64_t minute = kNoMinute;
    int64_t half_units = 0;
  };
  void settle(int64_t minute);

  std::array<Minute, kMinutes> recent_;
  int64_t settled_minute_ = kNoMinute;
  int64_t peak_ = 0;
};

}  // namespace stator
