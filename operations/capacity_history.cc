#include "operations/capacity_history.h"

#include <algorithm>
#include <chrono>

namespace stator {
namespace {

// Rounded down, before the epoch too: a clock that is handed in may stand there.
int64_t minuteOf(int64_t second) { return std::chrono::floor<std::chrono::minutes>(std::chrono::seconds(second)).count(); }

}  // namespace

// A clock that was put back goes on counting in the latest second: the ring stays in order.
CapacitySecond& CapacityHistory::at(int64_t second) {
  if (!ring_.empty() && second <= ring_[latest_].second) return ring_[latest_];
  if (ring_.size() < static_cast<size_t>(kCapacityHistorySeconds)) {
    ring_.push_back({.second = second});
    latest_ = ring_.size() - 1;
  } else {
    latest_ = (latest_ + 1) % ring_.size();
    ring_[latest_] = {.second = second};
  }
  return ring_[latest_];
}

int64_t CapacityHistory::consumed(int64_t second, CapacityKind kind, int64_t half_units) {
  CapacityTotals& totals = totals_[static_cast<size_t>(kind)];
  totals.half_units += half_units;
  ++totals.requests;
  CapacitySecond& now = at(second);
  return (kind == CapacityKind::Read ? now.read_half_units : now.write_half_units) += half_units;
}

void CapacityHistory::throttled(int64_t second, CapacityKind kind, bool refused) {
  CapacityTotals& totals = totals_[static_cast<size_t>(kind)];
  ++(refused ? totals.throttled : totals.would_throttle);
  CapacitySecond& now = at(second);
  ++(kind == CapacityKind::Read ? now.throttled_reads : now.throttled_writes);
}

std::vector<CapacitySecond> CapacityHistory::seconds(int64_t now) const {
  std::vector<CapacitySecond> seconds;
  for (size_t i = 0; i < ring_.size(); ++i) {
    const CapacitySecond& second = ring_[(latest_ + 1 + i) % ring_.size()];
    if (second.second > now - kCapacityHistorySeconds) seconds.push_back(second);
  }
  return seconds;
}

void PreviousPeak::note(int64_t second, int64_t half_units) {
  const int64_t minute = minuteOf(second);
  settle(minute);
  Minute& slot = recent_[static_cast<size_t>((minute % kMinutes + kMinutes) % kMinutes)];
  if (slot.minute != minute) slot = {minute, 0};
  slot.half_units = std::max(slot.half_units, half_units);
}

int64_t PreviousPeak::halfUnits(int64_t second) {
  settle(minuteOf(second));
  return peak_;
}

void PreviousPeak::settle(int64_t minute) {
  if (minute == settled_minute_) return;
  settled_minute_ = minute;
  for (Minute& slot : recent_) {
    if (slot.minute == kNoMinute || minute - slot.minute < kMinutes) continue;
    peak_ = std::max(peak_, slot.half_units);
    slot = {};
  }
}

}  // namespace stator
