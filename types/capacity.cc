#include "types/capacity.h"

#include <algorithm>

#include "types/limits.h"

namespace stator {

namespace {

int64_t units(uint64_t bytes, uint64_t unit) {
  return static_cast<int64_t>(std::max<uint64_t>(1, bytes / unit + (bytes % unit != 0)));
}

int64_t sum(const std::map<std::string, int64_t>& arms) {
  int64_t total = 0;
  for (const auto& [name, half_units] : arms) total += half_units;
  return total;
}

}  // namespace

int64_t readUnits(uint64_t bytes) { return units(bytes, kReadUnitSize); }
int64_t writeUnits(uint64_t bytes) { return units(bytes, kWriteUnitSize); }

int64_t ConsumedCapacity::total() const { return table + sum(local_indexes) + sum(global_indexes) + failed; }

ConsumedCapacity& ConsumedCapacity::operator+=(const ConsumedCapacity& other) {
  table += other.table;
  failed += other.failed;
  for (const auto& [name, half_units] : other.local_indexes) local_indexes[name] += half_units;
  for (const auto& [name, half_units] : other.global_indexes) global_indexes[name] += half_units;
  return *this;
}

}  // namespace stator
