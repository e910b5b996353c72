// The partition keys of one table that consume the most, in bounded room: the space-saving algorithm (Metwally, Agrawal,
// El Abbadi, 2005). A key that is not followed takes the place of the least one and continues its sum. Not every request on
// such a key does so, but one in eight: keys that are hot come again, and the others cost less.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "operations/throughput.h"

namespace stator {

// Not thread-safe.
class HotKeys {
 public:
  // `value` is asked for only when the key is to be followed from now on: it returns the encoded attribute value
  // (std::string_view), empty when it is not known; then the key is not followed.
  template <class Value>
  void add(uint64_t hash, CapacityKind kind, int64_t half_units, bool throttled, Value value) {
    size_t position = find(hash);
    if (position == kNone) {
      if (used_ == kHotKeys && ++missed_ % kReplaceInterval != 0) return;
      const std::string_view encoded = value();
      if (encoded.empty()) return;
      position = replace(hash, encoded);
    }
    sums_[position] += half_units;
    Entry& entry = entries_[position];
    (kind == CapacityKind::Read ? entry.read_half_units : entry.write_half_units) += half_units;
    if (throttled) ++entry.throttled;
  }

  std::vector<HotKey> hottest() const;

 private:
  static constexpr size_t kNone = kHotKeys;
  static constexpr uint32_t kReplaceInterval = 8;
  struct Entry {
    std::string encoded;
    int64_t read_half_units = 0;
    int64_t write_half_units = 0;
    int64_t throttled = 0;
    int64_t unseen = 0;
  };
  size_t find(uint64_t hash) const {
    for (size_t i = 0; i < used_; ++i)
      if (hashes_[i] == hash) return i;
    return kNone;
  }
  size_t replace(uint64_t hash, std::string_view encoded);

  size_t used_ = 0;
  uint32_t missed_ = 0;                      // requests on keys that are not followed
  std::array<uint64_t, kHotKeys> hashes_{};  // apart from the entries: they are walked at every request
  std::array<int64_t, kHotKeys> sums_{};
  std::array<Entry, kHotKeys> entries_;
};

}  // namespace stator
