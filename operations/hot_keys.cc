#include "operations/hot_keys.h"

#include <algorithm>

namespace stator {

size_t HotKeys::replace(uint64_t hash, std::string_view encoded) {
  size_t position = used_;
  int64_t unseen = 0;
  if (used_ < kHotKeys) {
    ++used_;
  } else {
    position = static_cast<size_t>(std::ranges::min_element(sums_) - sums_.begin());
    unseen = sums_[position];
  }
  hashes_[position] = hash;
  sums_[position] = unseen;
  Entry& entry = entries_[position];
  entry.encoded.assign(encoded);
  entry.read_half_units = entry.write_half_units = entry.throttled = 0;
  entry.unseen = unseen;
  return position;
}

std::vector<HotKey> HotKeys::hottest() const {
  std::vector<size_t> order;
  for (size_t i = 0; i < used_; ++i) order.push_back(i);
  // By what is certain, and equal ones in a fixed order, so that a report is reproducible.
  const auto seen = [&](size_t i) { return sums_[i] - entries_[i].unseen; };
  std::ranges::sort(order, [&](size_t left, size_t right) {
    return seen(left) != seen(right) ? seen(left) > seen(right) : hashes_[left] < hashes_[right];
  });
  std::vector<HotKey> keys;
  for (size_t i : order) {
    const Entry& entry = entries_[i];
    keys.push_back({.value = AttributeValue::fromEncoded(entry.encoded),
                    .read_half_units = entry.read_half_units,
                    .write_half_units = entry.write_half_units,
                    .throttled = entry.throttled,
                    .unseen_half_units = entry.unseen});
  }
  return keys;
}

}  // namespace stator
