#include "operations/capacity_limits.h"

#include <algorithm>
#include <cmath>

#include "operations/throttling_text.h"

namespace stator {
namespace {

// On demand, what a table can always take: what a new one starts with, or what it was warmed up to.
int64_t warmUnits(const std::optional<WarmThroughput>& warm, CapacityKind kind) {
  const int64_t initial = kind == CapacityKind::Read ? kOnDemandReadUnits : kOnDemandWriteUnits;
  if (!warm) return initial;
  return std::max(initial, kind == CapacityKind::Read ? warm->read : warm->write);
}

struct Answer {
  ErrorCode code;
  std::string_view text;
};

// Which exception goes with which limit: AWS developer guide, "Diagnosing throttling" and "GSI write throttling and back
// pressure". Texts: model of the API, SDK logs; of the account's limit: "Error handling", unverified.
Answer answerTo(const TableSchema& table, const Throttle& throttle, CapacityKind kind) {
  const bool provisioned = table.billing_mode == BillingMode::Provisioned;
  const bool back_pressure = throttle.index != nullptr && kind == CapacityKind::Write;
  switch (throttle.kind) {
    case LimitKind::ProvisionedThroughputExceeded:
      return {ErrorCode::ProvisionedThroughputExceededException,
              throttle.index == nullptr ? throttling_text::kTableProvisioned : throttling_text::kIndexProvisioned};
    case LimitKind::KeyRangeThroughputExceeded:
      if (back_pressure) return {ErrorCode::ThrottlingException, throttling_text::kIndexOnDemand};
      if (!provisioned) return {ErrorCode::ThrottlingException, throttling_text::kOnDemand};
      return {ErrorCode::ProvisionedThroughputExceededException,
              throttle.index == nullptr ? throttling_text::kTableProvisioned : throttling_text::kIndexProvisioned};
    case LimitKind::MaxOnDemandThroughputExceeded:
      return {ErrorCode::ThrottlingException, throttling_text::kMaxOnDemand};
    case LimitKind::AccountLimitExceeded:
      if (back_pressure) return {ErrorCode::ThrottlingException, throttling_text::kIndexOnDemand};
      return {ErrorCode::RequestLimitExceeded, throttling_text::kAccount};
  }
  return {ErrorCode::ThrottlingException, throttling_text::kOnDemand};
}

std::string_view nameOf(LimitKind kind) {
  switch (kind) {
    case LimitKind::ProvisionedThroughputExceeded:
      return "ProvisionedThroughputExceeded";
    case LimitKind::KeyRangeThroughputExceeded:
      return "KeyRangeThroughputExceeded";
    case LimitKind::MaxOnDemandThroughputExceeded:
      return "MaxOnDemandThroughputExceeded";
    case LimitKind::AccountLimitExceeded:
      return "AccountLimitExceeded";
  }
  return {};
}

}  // namespace

CapacityLimit capacityLimit(const TableSchema& table, const SecondaryIndex* index, CapacityKind kind,
                            int64_t previous_peak) {
  const bool read = kind == CapacityKind::Read;
  if (table.billing_mode == BillingMode::Provisioned) {
    const ProvisionedThroughput& provisioned = index == nullptr ? table.throughput : index->throughput;
    return {{read ? provisioned.read : provisioned.write, kBurstSeconds}, LimitKind::ProvisionedThroughputExceeded};
  }
  // Twice the previous peak; beyond that it is partitions that throttle while the service adds more of them.
  const int64_t twice_the_peak = previous_peak;  // in half units, so doubled already
  CapacityLimit limit{{std::max(warmUnits(index == nullptr ? table.warm : index->warm, kind), twice_the_peak), 1},
                      LimitKind::KeyRangeThroughputExceeded};
  if (limit.rate.units >= kTableQuotaUnits) limit = {{kTableQuotaUnits, 1}, LimitKind::AccountLimitExceeded};
  const OnDemandThroughput& ceilings = index == nullptr ? table.on_demand : index->on_demand;
  const std::optional<int64_t> ceiling = read ? ceilings.max_read : ceilings.max_write;
  if (ceiling && *ceiling >= 0 && *ceiling < limit.rate.units)
    limit = {{*ceiling, 1}, LimitKind::MaxOnDemandThroughputExceeded};
  return limit;
}

BucketRate partitionRate(CapacityKind kind) {
  return {kind == CapacityKind::Read ? kPartitionReadUnits : kPartitionWriteUnits, 1};
}

int64_t partitionCount(BillingMode mode, int64_t read, int64_t write, int64_t bytes) {
  const auto parts = [](double amount, int64_t part) { return amount / static_cast<double>(part); };
  const double reads = parts(static_cast<double>(read), kPartitionReadUnits);
  const double writes = parts(static_cast<double>(write), kPartitionWriteUnits);
  // What is provisioned adds up; a new on-demand table, with 12,000 reads and 4,000 writes, has four partitions.
  const double by_rate = mode == BillingMode::Provisioned ? reads + writes : std::max(reads, writes);
  const double most = std::max({by_rate, parts(static_cast<double>(bytes), kPartitionBytes), 1.0});
  return static_cast<int64_t>(std::ceil(std::min(most, static_cast<double>(kMaxPartitions))));
}

std::string throttlingReason(const Throttle& throttle, CapacityKind kind) {
  return std::string(throttle.index == nullptr ? "Table" : "Index")
      .append(kind == CapacityKind::Read ? "Read" : "Write")
      .append(nameOf(throttle.kind));
}

Error throttlingError(const TableSchema& table, CapacityKind kind, std::span<const Throttle> throttles) {
  const Answer answer = answerTo(table, throttles.front(), kind);
  Error error{answer.code, std::string(answer.text)};
  for (const Throttle& throttle : throttles) {
    error.throttling_reasons.push_back(
        {throttlingReason(throttle, kind), throttle.index == nullptr ? table.arn() : table.indexArn(*throttle.index)});
    error.retry_after_ms = std::max(error.retry_after_ms, throttle.retry_after_ms);
  }
  return error;
}

}  // namespace stator
