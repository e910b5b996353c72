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
    const int64_t most = rate.perMicrosecond() * kSecond * rate.seconds;
    if (rate.units > 0 && balance_ < most && now > at_) {
      const int64_t until_full = (most - balance_) / rate.perMicrosecond() + 1;  // so that the product is within bounds
      balance_ += std::min((now - at_).count(), until_full) * rate.perMicrosecond();
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

  int64_t balance_ = 0;
  TimePoint at_{};
};

}  // namespace stator
