// How much a table or index may consume, from its settings. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "operations/throughput.h"
#include "operations/token_bucket.h"
#include "types/error.h"
#include "types/table_schema.h"

namespace stator {

// The kinds of limit, as the last part of a throttling reason names them.
enum class LimitKind : uint8_t {
  ProvisionedThroughputExceeded,
  KeyRangeThroughputExceeded,
  MaxOnDemandThroughputExceeded,
  AccountLimitExceeded,
};

inline constexpr int64_t kBurstSeconds = 300;         // of unused provisioned capacity are kept (AWS developer guide)
inline constexpr int64_t kPartitionReadUnits = 3000;  // per second, of one partition
inline constexpr int64_t kPartitionWriteUnits = 1000;
inline constexpr int64_t kPartitionBytes = int64_t{10} * 1024 * 1024 * 1024;
inline constexpr int64_t kMaxPartitions = 1024;     // simulated of one table or index
inline constexpr int64_t kTableQuotaUnits = 40000;  // per second and kind, of an on-demand table or index: the default quota

struct CapacityLimit {
  BucketRate rate;
  LimitKind kind = LimitKind::ProvisionedThroughputExceeded;  // what it is to exceed this
};

// Of the table (`index` nullptr) or of a global index. `previous_peak` in half units per second, of on-demand capacity.
CapacityLimit capacityLimit(const TableSchema& table, const SecondaryIndex* index, CapacityKind kind, int64_t previous_peak);

BucketRate partitionRate(CapacityKind kind);

// 1 to kMaxPartitions. `read` and `write` in units per second.
int64_t partitionCount(BillingMode mode, int64_t read, int64_t write, int64_t bytes);

// The table or index that has no capacity left.
struct Throttle {
  const SecondaryIndex* index = nullptr;  // nullptr: the table
  LimitKind kind = LimitKind::ProvisionedThroughputExceeded;
  int64_t retry_after_ms = 0;
};

// "TableWriteProvisionedThroughputExceeded"
std::string throttlingReason(const Throttle& throttle, CapacityKind kind);

// What the client gets. `throttles` has one or more, the first one decides on the error.
Error throttlingError(const TableSchema& table, CapacityKind kind, std::span<const Throttle> throttles);

}  // namespace stator
