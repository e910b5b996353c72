// The buckets and counters of one table or global index.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "operations/capacity_history.h"
#include "operations/capacity_limits.h"
#include "operations/throughput.h"
#include "operations/token_bucket.h"

namespace stator {

using SizeOf = std::function<int64_t(StorageId)>;

// Not thread-safe. `index` is nullptr for the table.
class ResourceBuckets {
 public:
  explicit ResourceBuckets(StorageId id) : id_(id) {}
  StorageId id() const { return id_; }

  // Fills the bucket of a kind up to `now`.
  void advance(const TableSchema& table, const SecondaryIndex* index, CapacityKind kind, TimePoint now, const SizeOf& bytes);

  // These are at the time of the last advance(). What keeps a request from getting through; `hash` of its partition, if it
  // has one.
  std::optional<Throttle> closed(const SecondaryIndex* index, CapacityKind kind, std::optional<uint64_t> hash);
  void take(CapacityKind kind, std::optional<uint64_t> hash, int64_t half_units);
  void record(CapacityKind kind, int64_t half_units);
  void recordThrottle(CapacityKind kind, bool refused);

  int64_t limit(CapacityKind kind) const { return sides_[static_cast<size_t>(kind)].limit.rate.units; }
  int64_t partitions() const { return static_cast<int64_t>(partitions_.size()); }
  const CapacityHistory& history() const { return history_; }

 private:
  // Reads or writes.
  struct Side {
    bool started = false;
    CapacityLimit limit;
    TokenBucket bucket;
    PreviousPeak peak;
  };
  using Partition = std::array<TokenBucket, 2>;
  static constexpr size_t kNoPartition = static_cast<size_t>(-1);
  CapacityLimit limitOf(const TableSchema& table, const SecondaryIndex* index, CapacityKind kind, TimePoint now);
  void change(Side& side, const CapacityLimit& limit, const ProvisionedThroughput& dates, TimePoint created, TimePoint now);
  void divide(const TableSchema& table, const SecondaryIndex* index, TimePoint now, const SizeOf& bytes);
  size_t partitionOf(std::optional<uint64_t> hash) const;  // or kNoPartition

  StorageId id_;
  std::array<Side, 2> sides_;
  std::vector<Partition> partitions_;
  TimePoint divided_{};
  TimePoint now_{};
  CapacityHistory history_;
};

}  // namespace stator
