#include "operations/resource_capacity.h"

#include <algorithm>

namespace stator {
namespace {

constexpr std::chrono::seconds kDivideInterval{60};  // between looks at the size of a table: adding it up takes time

int64_t secondOf(TimePoint time) { return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count(); }

constexpr CapacityKind kKinds[] = {CapacityKind::Read, CapacityKind::Write};

}  // namespace

CapacityLimit ResourceBuckets::limitOf(const TableSchema& table, const SecondaryIndex* index, CapacityKind kind,
                                       TimePoint now) {
  const bool on_demand = table.billing_mode == BillingMode::PayPerRequest;
  return capacityLimit(table, index, kind, on_demand ? sides_[static_cast<size_t>(kind)].peak.halfUnits(secondOf(now)) : 0);
}

void ResourceBuckets::advance(const TableSchema& table, const SecondaryIndex* index, CapacityKind kind, TimePoint now,
                              const SizeOf& bytes) {
  Side& side = sides_[static_cast<size_t>(kind)];
  const CapacityLimit limit = limitOf(table, index, kind, now);
  if (!side.started || !(limit.rate == side.limit.rate)) {
    change(side, limit, index == nullptr ? table.throughput : index->throughput, table.created, now);
    divide(table, index, now, bytes);
  } else if (now >= divided_ + kDivideInterval) {
    divide(table, index, now, bytes);
  }
  side.limit = limit;
  side.bucket.fill(now, limit.rate);
  now_ = now;
}

// A table begins with one second of its capacity, and saves up from its creation on, used or not: so it does not matter
// when it is looked at first, and a table of yesterday has all of its burst.
void ResourceBuckets::change(Side& side, const CapacityLimit& limit, const ProvisionedThroughput& dates, TimePoint created,
                             TimePoint now) {
  if (!side.started || limit.rate.seconds != side.limit.rate.seconds) {  // new, or another billing mode
    side.bucket.start(side.started ? now : std::min(created, now), limit.rate);
    side.started = true;
  } else if (limit.rate.seconds > 1) {
    // Up to the change at the old rate. (On demand a change has no date, and a bucket is full after a second anyway.)
    const TimePoint dated = std::max(dates.last_increase.value_or(TimePoint{}), dates.last_decrease.value_or(TimePoint{}));
    side.bucket.fill(std::min(dated, now), side.limit.rate);
  }
}

void ResourceBuckets::divide(const TableSchema& table, const SecondaryIndex* index, TimePoint now, const SizeOf& bytes) {
  divided_ = now;
  const int64_t read = limitOf(table, index, CapacityKind::Read, now).rate.units;
  const int64_t write = limitOf(table, index, CapacityKind::Write, now).rate.units;
  const int64_t count = partitionCount(table.billing_mode, read, write, bytes ? bytes(id_) : 0);
  if (count <= partitions()) return;  // partitions do not merge; new ones start full
  partitions_.assign(static_cast<size_t>(count), {});
  for (Partition& partition : partitions_) {
    for (const CapacityKind kind : kKinds) partition[static_cast<size_t>(kind)].start(now, partitionRate(kind));
  }
}

// Each partition has an equal range of hashes.
size_t ResourceBuckets::partitionOf(std::optional<uint64_t> hash) const {
  if (partitions_.size() == 1) return 0;
  if (!hash) return kNoPartition;
  return static_cast<size_t>((static_cast<unsigned __int128>(*hash) * partitions_.size()) >> 64);
}

std::optional<Throttle> ResourceBuckets::closed(const SecondaryIndex* index, CapacityKind kind,
                                                std::optional<uint64_t> hash) {
  const Side& side = sides_[static_cast<size_t>(kind)];
  if (!side.bucket.open()) return Throttle{index, side.limit.kind, side.bucket.opensInMilliseconds(side.limit.rate)};
  const size_t position = partitionOf(hash);
  if (position == kNoPartition) return std::nullopt;
  TokenBucket& partition = partitions_[position][static_cast<size_t>(kind)];
  partition.fill(now_, partitionRate(kind));
  if (partition.open()) return std::nullopt;
  return Throttle{index, LimitKind::KeyRangeThroughputExceeded, partition.opensInMilliseconds(partitionRate(kind))};
}

void ResourceBuckets::take(CapacityKind kind, std::optional<uint64_t> hash, int64_t half_units) {
  sides_[static_cast<size_t>(kind)].bucket.take(half_units);
  const size_t position = partitionOf(hash);
  if (position == kNoPartition) return;
  TokenBucket& partition = partitions_[position][static_cast<size_t>(kind)];
  partition.fill(now_, partitionRate(kind));
  partition.take(half_units);
}

void ResourceBuckets::record(CapacityKind kind, int64_t half_units) {
  const int64_t second = secondOf(now_);
  sides_[static_cast<size_t>(kind)].peak.note(second, history_.consumed(second, kind, half_units));
}

void ResourceBuckets::recordThrottle(CapacityKind kind, bool refused) { history_.throttled(secondOf(now_), kind, refused); }

}  // namespace stator
