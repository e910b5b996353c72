#include "operations/capacity_limits.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

TableSchema onDemand() {
  TableSchema table;
  table.billing_mode = BillingMode::PayPerRequest;
  return table;
}

void expectLimit(const CapacityLimit& limit, int64_t units, int64_t seconds, LimitKind kind) {
  EXPECT_EQ(limit.rate.units, units);
  EXPECT_EQ(limit.rate.seconds, seconds);
  EXPECT_EQ(limit.kind, kind);
}

TEST(CapacityLimits, ProvisionedCapacityIsWhatWasAskedForAndBursts) {
  TableSchema table;
  table.billing_mode = BillingMode::Provisioned;
  table.throughput = {7, 3, {}, {}, 0};
  SecondaryIndex index;
  index.throughput = {70, 30, {}, {}, 0};
  const auto kind = LimitKind::ProvisionedThroughputExceeded;
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Read, 1000000), 7, kBurstSeconds, kind);
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Write, 0), 3, kBurstSeconds, kind);
  expectLimit(capacityLimit(table, &index, CapacityKind::Read, 0), 70, kBurstSeconds, kind);
  expectLimit(capacityLimit(table, &index, CapacityKind::Write, 0), 30, kBurstSeconds, kind);
}

TEST(CapacityLimits, OnDemandIsTwiceThePeakButNotLessThanAtFirst) {
  const TableSchema table = onDemand();
  const auto kind = LimitKind::KeyRangeThroughputExceeded;
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Write, 0), 4000, 1, kind);
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Read, 0), 12000, 1, kind);
  // A peak of 2,000 units is one of 4,000 half units, which is what twice the peak comes to.
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Write, 4000), 4000, 1, kind);
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Write, 4001), 4001, 1, kind);
}

TEST(CapacityLimits, WarmThroughputIsAFloor) {
  TableSchema table = onDemand();
  table.warm = WarmThroughput{.read = 13000, .write = 100};
  EXPECT_EQ(capacityLimit(table, nullptr, CapacityKind::Read, 0).rate.units, 13000);
  EXPECT_EQ(capacityLimit(table, nullptr, CapacityKind::Write, 0).rate.units, 4000);
  EXPECT_EQ(capacityLimit(table, nullptr, CapacityKind::Read, 20000).rate.units, 20000);
}

TEST(CapacityLimits, TheQuotaOfATableEndsTheDoubling) {
  const TableSchema table = onDemand();
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Write, kTableQuotaUnits - 1), kTableQuotaUnits - 1, 1,
              LimitKind::KeyRangeThroughputExceeded);
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Write, kTableQuotaUnits), kTableQuotaUnits, 1,
              LimitKind::AccountLimitExceeded);
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Write, INT64_MAX), kTableQuotaUnits, 1,
              LimitKind::AccountLimitExceeded);
}

TEST(CapacityLimits, ACeilingCountsWhereItIsTheLowest) {
  TableSchema table = onDemand();
  table.on_demand.max_write = 3999;
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Write, 0), 3999, 1, LimitKind::MaxOnDemandThroughputExceeded);
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Read, 0), 12000, 1, LimitKind::KeyRangeThroughputExceeded);
  table.on_demand.max_write = 4000;
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Write, 0), 4000, 1, LimitKind::KeyRangeThroughputExceeded);
  table.on_demand.max_write = 10;
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Write, INT64_MAX), 10, 1,
              LimitKind::MaxOnDemandThroughputExceeded);
  table.on_demand.max_write = -1;  // none
  expectLimit(capacityLimit(table, nullptr, CapacityKind::Write, 0), 4000, 1, LimitKind::KeyRangeThroughputExceeded);
}

TEST(PartitionCount, ProvisionedReadsAndWritesAddUp) {
  const auto count = [](int64_t read, int64_t write) { return partitionCount(BillingMode::Provisioned, read, write, 0); };
  EXPECT_EQ(count(0, 0), 1);
  EXPECT_EQ(count(1, 1), 1);
  EXPECT_EQ(count(3000, 0), 1);
  EXPECT_EQ(count(3001, 0), 2);
  EXPECT_EQ(count(0, 1000), 1);
  EXPECT_EQ(count(0, 1001), 2);
  EXPECT_EQ(count(1500, 500), 1);
  EXPECT_EQ(count(1500, 501), 2);
  EXPECT_EQ(count(6000, 2000), 4);
}

TEST(PartitionCount, OnDemandItIsTheLargerOfTheTwo) {
  const auto count = [](int64_t read, int64_t write) { return partitionCount(BillingMode::PayPerRequest, read, write, 0); };
  EXPECT_EQ(count(12000, 4000), 4);
  EXPECT_EQ(count(12001, 4000), 5);
  EXPECT_EQ(count(3000, 1000), 1);
}

TEST(PartitionCount, SizeCountsToo) {
  const auto count = [](int64_t bytes) { return partitionCount(BillingMode::Provisioned, 1, 1, bytes); };
  EXPECT_EQ(count(kPartitionBytes), 1);
  EXPECT_EQ(count(kPartitionBytes + 1), 2);
  EXPECT_EQ(count(-1), 1) << "counters may be behind";
}

TEST(PartitionCount, HasAnEnd) {
  EXPECT_EQ(partitionCount(BillingMode::Provisioned, INT64_MAX, INT64_MAX, INT64_MAX), kMaxPartitions);
  EXPECT_EQ(partitionCount(BillingMode::PayPerRequest, 0, 1000 * kMaxPartitions, 0), kMaxPartitions);
  EXPECT_EQ(partitionCount(BillingMode::PayPerRequest, 0, 1000 * (kMaxPartitions - 1) - 1, 0), kMaxPartitions - 1);
}

TEST(ThrottlingReason, NamesResourceKindAndLimit) {
  const SecondaryIndex index;
  EXPECT_EQ(throttlingReason({nullptr, LimitKind::AccountLimitExceeded, 0}, CapacityKind::Read),
            "TableReadAccountLimitExceeded");
  EXPECT_EQ(throttlingReason({&index, LimitKind::KeyRangeThroughputExceeded, 0}, CapacityKind::Write),
            "IndexWriteKeyRangeThroughputExceeded");
}

TEST(ThrottlingError, TellsTheLongestWaitAndEveryReason) {
  TableSchema table;
  table.billing_mode = BillingMode::Provisioned;
  table.name = "t";
  SecondaryIndex index;
  index.name = "i";
  const Throttle throttles[] = {{nullptr, LimitKind::ProvisionedThroughputExceeded, 5},
                                {&index, LimitKind::ProvisionedThroughputExceeded, 90}};
  const Error error = throttlingError(table, CapacityKind::Write, throttles);
  EXPECT_EQ(error.code, ErrorCode::ProvisionedThroughputExceededException);
  EXPECT_EQ(error.retry_after_ms, 90);
  ASSERT_EQ(error.throttling_reasons.size(), 2u);
  EXPECT_EQ(error.throttling_reasons[0].reason, "TableWriteProvisionedThroughputExceeded");
  EXPECT_EQ(error.throttling_reasons[1].reason, "IndexWriteProvisionedThroughputExceeded");
  EXPECT_EQ(error.throttling_reasons[1].resource, table.indexArn(index));
}

}  // namespace
}  // namespace stator
