#include "operations/resource_capacity.h"

#include <algorithm>

namespace stator {
namespace {

constexpr std::chrono::seconds kDivideInterval{60};  // between looks at the size of a table: adding it up takes time

int64_t secondOf(TimePoint time) { return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count(); }

constexpr CapacityKind kKinds[] = {CapacityKind::Read, CapacityKind::Write};

}  // namespace

void ResourceBuckets::advance(const TableSchema& table, const SecondaryIndex* index, TimePoint now, const SizeOf& bytes) {
  const bool on_demand = table.billing_mode == BillingMode::PayPerRequest;
  bool changed = !started_;
  for (const CapacityKind kind : kKinds) {
    Side& side = sides_[static_cast<size_t>(kind)];
    const CapacityLimit limit = capacityLimit(table, index, kind, on_demand ? side.peak.halfUnits(secondOf(now)) : 0);
    changed = changed || !(limit.rate == side.limit.rate);
    advance(side, limit, index == nullptr ? table.throughput : index->throughput, table.created, now);
  }
  started_ = true;
  now_ = now;
  if (changed || now >= divided_ + kDivideInterval) divide(table, now, bytes);
}

// A table begins with one second of its capacity, and saves up from its creation on, used or not: so it does not matter
// when it is looked at first, and a table of yesterday has all of its burst.
void ResourceBuckets::advance(Side& side, const CapacityLimit& limit, const ProvisionedThroughput& changed, TimePoint created,
                              TimePoint now) {
  const bool same_mode = started_ && limit.rate.seconds == side.limit.rate.seconds;
  if (!same_mode) {
    side.bucket.start(started_ ? now : std::min(created, now), limit.rate);
  } else if (!(limit.rate == side.limit.rate) && limit.rate.seconds > 1) {
    // Up to the change at the old rate. (On demand a change has no date, and a bucket is full after a second anyway.)
    const TimePoint dated = std::max(changed.last_increase.value_or(TimePoint{}), changed.last_decrease.value_or(TimePoint{}));
    side.bucket.fill(std::clamp(dated, now_, std::max(now, now_)), side.limit.rate);
  }
  side.limit = limit;
  side.bucket.fill(now, limit.rate);
}

void ResourceBuckets::divide(const TableSchema& table, TimePoint now, const SizeOf& bytes) {
  divided_ = now;
  const int64_t count =
      partitionCount(table.billing_mode, limit(CapacityKind::Read), limit(CapacityKind::Write), bytes ? bytes(id_) : 0);
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

std::optional<Throttle> ResourceBuckets::closed(const SecondaryIndex* index, CapacityKind kind, std::optional<uint64_t> hash) {
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
