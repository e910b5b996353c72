// Unit arithmetic: bytes to read and write capacity units (AWS developer guide). Units are kept in half units, so that
// eventually consistent reads stay exact.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "types/limits.h"

namespace stator {

// Rounded up, at least one unit: 4 KiB for reads, 1 KiB for writes.
int64_t readUnits(uint64_t bytes);
int64_t writeUnits(uint64_t bytes);

// What one operation consumed of one table: the shape of ConsumedCapacity. In half units.
struct ConsumedCapacity {
  int64_t table = 0;
  std::map<std::string, int64_t> local_indexes;
  std::map<std::string, int64_t> global_indexes;
  int64_t failed = 0;  // of attempts that failed: part of the total, but of no arm

  int64_t total() const;
  ConsumedCapacity& operator+=(const ConsumedCapacity& other);
};

// The same by the position of indexes in their table's schema: no names, no allocation. In half units.
struct CapacityArms {
  int64_t table = 0;
  std::array<int64_t, kMaxLocalSecondaryIndexes + kMaxGlobalSecondaryIndexes> indexes{};
};

// One eventually consistent (1) or strongly consistent (2) read of `bytes`, in half units.
inline int64_t readHalfUnits(uint64_t bytes, bool consistent) { return readUnits(bytes) * (consistent ? 2 : 1); }

}  // namespace stator
