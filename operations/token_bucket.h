// Capacity that comes back with time: of a table, an index or a partition, for reads or for writes. Exact, in whole
// millionths of half units, so that equal requests at equal times always get equal answers.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/clock.h"

namespace stator {

// Units per second that a bucket is filled with at most; a table with more is simulated as if it had this.
inline constexpr int64_t kMaxBucketUnits = 1000000000;

// How a bucket fills: `units` a second, and no more than those of `seconds`.
struct BucketRate {
  int64_t units = 0;
  int64_t seconds = 1;

  int64_t perMicrosecond() const { return 2 * std::min(units, kMaxBucketUnits); }  // in millionths of half units
  friend bool operator==(const BucketRate&, const BucketRate&) = default;
};

class TokenBucket {
 public:
  // What `rate` gives in one second.
  void start(TimePoint now, const BucketRate& rate) {
    at_ = now;
    balance_ = rate.perMicrosecond() * kSecond;
  }

  // A clock that was put back fills nothing.
  void fill(TimePoint now, const BucketRate& rate) {
    const int64_t per_microsecond = rate.perMicrosecond();
    const int64_t most = per_microsecond * kSecond * rate.seconds;
    int64_t elapsed = (now - at_).count();
    if (elapsed > 0 && balance_ < most && per_microsecond > 0) {
      // The product must stay within bounds. Dividing takes longer than all the rest, and is hardly ever needed.
      if (elapsed > kSafeElapsed) elapsed = std::min(elapsed, (most - balance_) / per_microsecond + 1);
      balance_ += elapsed * per_microsecond;
    }
    balance_ = std::min(balance_, most);
    at_ = std::max(at_, now);
  }

  // A request gets through while there is anything left; what it takes beyond is a debt.
  bool open() const { return balance_ > 0; }
  void take(int64_t half_units) { balance_ -= half_units * kSecond; }

  // From the last fill, rounded up, until it is open; 0: never or now.
  int64_t opensInMilliseconds(const BucketRate& rate) const {
    if (open() || rate.units == 0) return 0;
    return (-balance_ / rate.perMicrosecond()) / 1000 + 1;
  }

 private:
  static constexpr int64_t kSecond = 1000000;  // in microseconds; and a half unit in its millionths
  static constexpr int64_t kSafeElapsed = 1000 * kSecond;

  int64_t balance_ = 0;
  TimePoint at_{};
};

}  // namespace stator
