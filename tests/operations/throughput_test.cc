// The buckets themselves, request by request on a clock that stands still.
#include "operations/throughput.h"

#include <gtest/gtest.h>

#include <vector>

namespace stator {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr uint64_t kHere = 0, kElsewhere = ~uint64_t{0};  // the first and the last partition

TableSchema provisioned(int64_t read, int64_t write) {
  TableSchema table;
  table.account = "000000000000";
  table.region = "us-east-1";
  table.name = "Music";
  table.id = 1;
  table.created = TimePoint(seconds(1700000000));
  table.key.hash = {{"Artist", AttributeType::S}};
  table.throughput = {read, write, {}, {}, 0};
  return table;
}

TableSchema onDemand() {
  TableSchema table = provisioned(0, 0);
  table.billing_mode = BillingMode::PayPerRequest;
  return table;
}

void addIndex(TableSchema& table, int64_t read, int64_t write) {
  SecondaryIndex index;
  index.name = "ByGenre";
  index.id = 2;
  index.global = true;
  index.key.hash = {{"Genre", AttributeType::S}};
  index.throughput = {read, write, {}, {}, 0};
  table.indexes.push_back(index);
}

class ThroughputTest : public testing::Test {
 protected:
  // One request of `units` whole units; of the table, or of the index too.
  Result<void> request(CapacityKind kind, int64_t units, std::optional<uint64_t> hash = {}, int64_t index_units = 0) {
    CapacityArms arms;
    arms.table = 2 * units;
    arms.indexes[0] = 2 * index_units;
    return throughput_.consume({.table = table_, .kind = kind, .arms = arms, .hash = hash});
  }
  Result<void> write(int64_t units = 1, std::optional<uint64_t> hash = {}, int64_t index_units = 0) {
    return request(CapacityKind::Write, units, hash, index_units);
  }
  // How many of `count` requests of one unit get through at this moment.
  int64_t passing(CapacityKind kind, int64_t count, std::optional<uint64_t> hash = {}) {
    int64_t passed = 0;
    for (int64_t i = 0; i < count; ++i)
      if (request(kind, 1, hash)) ++passed;
    return passed;
  }
  // How many units get through in this second when they come in pieces of a tenth of the limit.
  int64_t unitsPassing(CapacityKind kind, int64_t limit) {
    int64_t passed = 0;
    for (int i = 0; i < 30; ++i)
      if (request(kind, limit / 10)) passed += limit / 10;
    return passed;
  }
  std::string reasonOf(const Result<void>& result) {
    return result ? "" : result.error().throttling_reasons.at(0).reason + " " + std::string(errorName(result.error().code));
  }
  static std::string_view errorName(ErrorCode code) {
    switch (code) {
      case ErrorCode::ProvisionedThroughputExceededException:
        return "Provisioned";
      case ErrorCode::ThrottlingException:
        return "Throttling";
      case ErrorCode::RequestLimitExceeded:
        return "RequestLimit";
      default:
        return "?";
    }
  }

  ManualClock clock_{TimePoint(seconds(1700000000))};
  TableSchema table_ = provisioned(10, 5);
  Throughput throughput_{clock_, {.mode = ThroughputMode::Enforce}};
};

TEST_F(ThroughputTest, AFreshTableHasOneSecondOfItsCapacity) {
  EXPECT_EQ(passing(CapacityKind::Write, 20), 5);
  EXPECT_EQ(passing(CapacityKind::Read, 20), 10);  // reads and writes have capacities of their own
}

TEST_F(ThroughputTest, WhatIsThrottledIsExplained) {
  passing(CapacityKind::Write, 5);
  const Result<void> refused = write();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::ProvisionedThroughputExceededException);
  EXPECT_EQ(refused.error().message,
            "The level of configured provisioned throughput for the table was exceeded. Consider increasing your "
            "provisioning level "
            "with the UpdateTable API.");
  ASSERT_EQ(refused.error().throttling_reasons.size(), 1u);
  EXPECT_EQ(refused.error().throttling_reasons[0].reason, "TableWriteProvisionedThroughputExceeded");
  EXPECT_EQ(refused.error().throttling_reasons[0].resource, "arn:aws:dynamodb:us-east-1:000000000000:table/Music");
}

TEST_F(ThroughputTest, CapacityComesBackAtItsRate) {
  passing(CapacityKind::Write, 5);
  clock_.advance(milliseconds(199));
  EXPECT_EQ(passing(CapacityKind::Write, 5), 1);  // what is there is less than a unit: the rest is a debt
  clock_.advance(milliseconds(200));
  EXPECT_EQ(passing(CapacityKind::Write, 5), 1);
  int64_t passed = 0;
  for (int i = 0; i < 600; ++i) {
    clock_.advance(milliseconds(100));
    passed += passing(CapacityKind::Write, 3);
  }
  EXPECT_EQ(passed, 60 * 5);
}

TEST_F(ThroughputTest, RetryAfterIsWhenThereIsCapacityAgain) {
  passing(CapacityKind::Write, 5);
  ASSERT_TRUE((clock_.advance(milliseconds(1)), write()));
  const Result<void> refused = write();
  ASSERT_FALSE(refused);
  clock_.advance(milliseconds(refused.error().retry_after_ms - 2));
  EXPECT_FALSE(write());
  clock_.advance(milliseconds(2));
  EXPECT_TRUE(write());
}

TEST_F(ThroughputTest, UnusedCapacityIsKeptForFiveMinutes) {
  table_.throughput.write = 2;
  clock_.advance(seconds(100));
  EXPECT_EQ(passing(CapacityKind::Write, 1000), 202);  // with the one second of the beginning
  clock_.advance(hours(5));
  EXPECT_EQ(passing(CapacityKind::Write, 1000), 600);
  clock_.advance(seconds(10));
  EXPECT_EQ(passing(CapacityKind::Write, 1000), 20);
}

TEST_F(ThroughputTest, ABigRequestGetsThroughAndLeavesADebt) {
  EXPECT_TRUE(write(100));
  clock_.advance(seconds(19));  // 5 - 100 + 95 = 0
  EXPECT_FALSE(write());
  clock_.advance(milliseconds(1));
  EXPECT_TRUE(write());
}

TEST_F(ThroughputTest, AThrottledRequestConsumesNothing) {
  passing(CapacityKind::Write, 1000);
  clock_.advance(seconds(1));
  EXPECT_EQ(passing(CapacityKind::Write, 1000), 5);
  EXPECT_EQ(throughput_.capacityOf(table_).table.writes.half_units, 2 * 10);
}

TEST_F(ThroughputTest, AClockThatIsPutBackFillsNothing) {
  clock_.advance(seconds(1));
  passing(CapacityKind::Write, 100);
  clock_.advance(-hours(1));
  EXPECT_EQ(passing(CapacityKind::Write, 10), 0);
  clock_.advance(hours(1) + seconds(1));
  EXPECT_EQ(passing(CapacityKind::Write, 10), 5);
}

TEST_F(ThroughputTest, MoreCapacityCountsFromItsChangeOn) {
  passing(CapacityKind::Write, 5);
  clock_.advance(seconds(2));
  table_.throughput.write = 50;
  table_.throughput.last_increase = clock_.now();
  clock_.advance(seconds(1));
  EXPECT_EQ(passing(CapacityKind::Write, 1000), 2 * 5 + 50);
}

TEST_F(ThroughputTest, LessCapacityKeepsNoMoreThanItsOwnBurst) {
  clock_.advance(hours(1));
  EXPECT_TRUE(write());  // the bucket has been seen full
  table_.throughput.write = 1;
  table_.throughput.last_decrease = clock_.now();
  EXPECT_EQ(passing(CapacityKind::Write, 2000), 300);
}

TEST_F(ThroughputTest, AHotKeyIsThrottledThoughTheTableHasRoom) {
  table_ = provisioned(3000, 10000);
  EXPECT_EQ(passing(CapacityKind::Write, 2000, kHere), 1000);
  EXPECT_EQ(reasonOf(write(1, kHere)), "TableWriteKeyRangeThroughputExceeded Provisioned");
  EXPECT_EQ(passing(CapacityKind::Write, 2000, kElsewhere), 1000);
  clock_.advance(seconds(10));
  EXPECT_EQ(passing(CapacityKind::Write, 2000, kHere), 1000);  // a partition saves nothing up
  EXPECT_EQ(throughput_.capacityOf(table_).table.partitions, 11);
}

TEST_F(ThroughputTest, AHotKeyMayReadThreeTimesAsMuch) {
  table_ = provisioned(12000, 1);
  EXPECT_EQ(passing(CapacityKind::Read, 4000, kHere), 3000);
  EXPECT_EQ(reasonOf(request(CapacityKind::Read, 1, kHere)), "TableReadKeyRangeThroughputExceeded Provisioned");
}

TEST_F(ThroughputTest, BurstDoesNotHelpAPartition) {
  clock_.advance(hours(1));
  table_.throughput.write = 500;
  EXPECT_EQ(passing(CapacityKind::Write, 2000, kHere), 1000);  // of 150,000 saved up
}

TEST_F(ThroughputTest, APartitionMayUseWhatOthersLeave) {
  table_ = provisioned(3000, 900);
  ASSERT_EQ(throughput_.capacityOf(table_).table.partitions, 2);
  EXPECT_EQ(passing(CapacityKind::Write, 2000, kHere), 900);  // not half of it
  EXPECT_EQ(reasonOf(write(1, kHere)), "TableWriteProvisionedThroughputExceeded Provisioned");
}

TEST_F(ThroughputTest, LargeTablesHaveMorePartitions) {
  int64_t gigabytes = 35;
  Throughput throughput(clock_, {}, [&](StorageId) { return gigabytes * 1024 * 1024 * 1024; });
  EXPECT_EQ(throughput.capacityOf(table_).table.partitions, 4);
  gigabytes = 95;
  clock_.advance(minutes(2));
  EXPECT_EQ(throughput.capacityOf(table_).table.partitions, 10);
  gigabytes = 1;
  clock_.advance(minutes(2));
  EXPECT_EQ(throughput.capacityOf(table_).table.partitions, 10) << "partitions do not merge";
}

TEST_F(ThroughputTest, AnIndexWithoutCapacityHoldsWritesBack) {
  table_ = provisioned(10, 100);
  addIndex(table_, 10, 2);
  int64_t indexed = 0, others = 0;
  std::vector<int64_t> curve;
  for (int second = 0; second < 30; ++second) {
    for (int i = 0; i < 20; ++i) {
      if (write(1, {}, 1)) ++indexed;
      if (write(1)) ++others;
    }
    curve.push_back(indexed);
    clock_.advance(seconds(1));
  }
  EXPECT_EQ(others, 30 * 20);
  for (int second = 0; second < 30; ++second) EXPECT_EQ(curve[static_cast<size_t>(second)], 2 * (second + 1)) << second;
  const TableCapacity capacity = throughput_.capacityOf(table_);
  ASSERT_EQ(capacity.indexes.size(), 1u);
  EXPECT_EQ(capacity.indexes[0].writes.throttled, 30 * 18);
  EXPECT_EQ(capacity.table.writes.throttled, 0);
}

TEST_F(ThroughputTest, BackPressureNamesTheIndex) {
  addIndex(table_, 10, 1);
  ASSERT_TRUE(write(1, {}, 1));
  const Result<void> refused = write(1, {}, 1);
  EXPECT_EQ(reasonOf(refused), "IndexWriteProvisionedThroughputExceeded Provisioned");
  EXPECT_EQ(refused.error().throttling_reasons[0].resource,
            "arn:aws:dynamodb:us-east-1:000000000000:table/Music/index/ByGenre");
  EXPECT_EQ(
      refused.error().message,
      "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. "
      "Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable "
      "API.");
}

TEST_F(ThroughputTest, TableAndIndexAreBothNamed) {
  table_ = provisioned(1, 1);
  addIndex(table_, 1, 1);
  ASSERT_TRUE(write(1, {}, 1));
  const Result<void> refused = write(1, {}, 1);
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().throttling_reasons.size(), 2u);
  EXPECT_EQ(refused.error().throttling_reasons[0].reason, "TableWriteProvisionedThroughputExceeded");
  EXPECT_EQ(refused.error().throttling_reasons[1].reason, "IndexWriteProvisionedThroughputExceeded");
}

TEST_F(ThroughputTest, ReadingAnIndexUsesItsCapacity) {
  addIndex(table_, 2, 1);
  CapacityArms arms;
  arms.indexes[0] = 2;
  int passed = 0;
  for (int i = 0; i < 10; ++i)
    if (throughput_.consume({.table = table_, .arms = arms})) ++passed;
  EXPECT_EQ(passed, 2);
  EXPECT_EQ(throughput_.capacityOf(table_).table.reads.requests, 0);
}

TEST_F(ThroughputTest, LocalIndexesUseTheCapacityOfTheTable) {
  addIndex(table_, 0, 0);
  table_.indexes[0].global = false;
  EXPECT_TRUE(write(2, {}, 3));
  EXPECT_FALSE(write(1));
  EXPECT_EQ(throughput_.capacityOf(table_).table.writes.half_units, 2 * 5);
}

TEST_F(ThroughputTest, OnDemandBeginsWithFourThousandWritesAndTwelveThousandReads) {
  table_ = onDemand();
  EXPECT_EQ(passing(CapacityKind::Write, 5000), 4000);
  EXPECT_EQ(reasonOf(write()), "TableWriteKeyRangeThroughputExceeded Throttling");
  EXPECT_EQ(passing(CapacityKind::Read, 13000), 12000);
  EXPECT_EQ(throughput_.capacityOf(table_).table.partitions, 4);
}

TEST_F(ThroughputTest, OnDemandDoublesThePreviousPeakAfterHalfAnHour) {
  table_ = onDemand();
  EXPECT_EQ(unitsPassing(CapacityKind::Write, 4000), 4000);
  for (int minute = 0; minute < 29; ++minute) {
    clock_.advance(minutes(1));
    EXPECT_EQ(unitsPassing(CapacityKind::Write, 4000), 4000) << minute;
  }
  clock_.advance(minutes(1));
  EXPECT_EQ(unitsPassing(CapacityKind::Write, 4000), 8000);
  EXPECT_EQ(throughput_.capacityOf(table_).table.write_limit, 8000);
  clock_.advance(minutes(31));
  EXPECT_EQ(unitsPassing(CapacityKind::Write, 16000), 16000);
  clock_.advance(hours(100));
  EXPECT_EQ(unitsPassing(CapacityKind::Write, 32000), 32000) << "a peak is not forgotten";
}

TEST_F(ThroughputTest, OnDemandTablesHaveAQuota) {
  table_ = onDemand();
  table_.warm = WarmThroughput{100000, 100000};
  EXPECT_EQ(unitsPassing(CapacityKind::Write, 40000), 40000);
  EXPECT_EQ(reasonOf(write()), "TableWriteAccountLimitExceeded RequestLimit");
}

TEST_F(ThroughputTest, AWarmTableTakesMoreAtOnce) {
  table_ = onDemand();
  table_.warm = WarmThroughput{20000, 6000};
  EXPECT_EQ(passing(CapacityKind::Write, 7000), 6000);
  EXPECT_EQ(unitsPassing(CapacityKind::Read, 20000), 20000);
}

TEST_F(ThroughputTest, CeilingsHoldOnDemandTablesDown) {
  table_ = onDemand();
  table_.on_demand.max_write = 7;
  EXPECT_EQ(passing(CapacityKind::Write, 100), 7);
  const Result<void> refused = write();
  EXPECT_EQ(reasonOf(refused), "TableWriteMaxOnDemandThroughputExceeded Throttling");
  EXPECT_EQ(refused.error().message, "Throughput exceeds the maximum OnDemandThroughput configured on table or index");
  clock_.advance(seconds(1));
  EXPECT_EQ(passing(CapacityKind::Write, 100), 7);
}

TEST_F(ThroughputTest, AccountingRefusesNothingButCountsWhatWouldBe) {
  throughput_.setMode(ThroughputMode::Account);
  EXPECT_EQ(passing(CapacityKind::Write, 100), 100);
  clock_.advance(seconds(1));
  EXPECT_EQ(passing(CapacityKind::Write, 100), 100);
  const CapacityTotals writes = throughput_.capacityOf(table_).table.writes;
  EXPECT_EQ(writes.half_units, 2 * 200);
  EXPECT_EQ(writes.requests, 200);
  EXPECT_EQ(writes.throttled, 0);
  EXPECT_EQ(writes.would_throttle, 200 - 10) << "as many as enforcement would have";
}

TEST_F(ThroughputTest, ATableCanHaveAModeOfItsOwn) {
  throughput_.setMode(ThroughputMode::Account);
  throughput_.setTableMode("000000000000", "us-east-1", "Music", ThroughputMode::Enforce);
  EXPECT_EQ(throughput_.modeOf(table_), ThroughputMode::Enforce);
  EXPECT_EQ(passing(CapacityKind::Write, 100), 5);
  throughput_.setTableMode("000000000000", "us-east-1", "Music", std::nullopt);
  EXPECT_EQ(passing(CapacityKind::Write, 100), 100);
  throughput_.setMode(ThroughputMode::Enforce);
  throughput_.setTableMode("000000000000", "us-east-1", "Music", ThroughputMode::Account);
  EXPECT_EQ(passing(CapacityKind::Write, 100), 100);
}

TEST_F(ThroughputTest, AdmittingConsumesNothing) {
  CapacityArms arms;
  arms.table = 2 * 5;
  const CapacityUse use{.table = table_, .kind = CapacityKind::Write, .arms = arms};
  EXPECT_TRUE(throughput_.admit(use));
  EXPECT_TRUE(throughput_.admit(use));
  throughput_.charge(use);
  EXPECT_FALSE(throughput_.admit(use));
  EXPECT_EQ(throughput_.capacityOf(table_).table.writes.requests, 1);
}

TEST_F(ThroughputTest, SecondsAreKeptForFifteenMinutes) {
  ASSERT_TRUE(write(1));
  clock_.advance(seconds(2));
  ASSERT_TRUE(write(3));
  ASSERT_TRUE(request(CapacityKind::Read, 4));
  auto history = throughput_.capacityOf(table_).table.seconds;
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[0].second, 1700000000);
  EXPECT_EQ(history[0].write_half_units, 2);
  EXPECT_EQ(history[1].second, 1700000002);
  EXPECT_EQ(history[1].write_half_units, 6);
  EXPECT_EQ(history[1].read_half_units, 8);
  for (int i = 0; i < 2000; ++i) {
    clock_.advance(seconds(1));
    ASSERT_TRUE(write());
  }
  history = throughput_.capacityOf(table_).table.seconds;
  ASSERT_EQ(history.size(), 900u);
  for (size_t i = 1; i < history.size(); ++i) EXPECT_EQ(history[i].second, history[i - 1].second + 1);
  EXPECT_EQ(history.back().second, 1700002002);
  clock_.advance(seconds(890));
  EXPECT_EQ(throughput_.capacityOf(table_).table.seconds.size(), 10u);
}

TEST_F(ThroughputTest, TheHottestKeysAreKnown) {
  table_ = provisioned(10, 100000);
  const auto use = [&](const std::string& key, uint64_t hash, int64_t units) {
    const AttributeValue value = AttributeValue::string(key);
    CapacityArms arms;
    arms.table = 2 * units;
    ASSERT_TRUE(throughput_.consume(
        {.table = table_, .kind = CapacityKind::Write, .arms = arms, .hash = hash, .key_value = &value}));
  };
  for (uint64_t i = 0; i < 5000; ++i) {
    clock_.advance(milliseconds(100));
    use("rare" + std::to_string(i), i << 32, 1);
    if (i % 10 == 0) use("hot", kElsewhere, 20);
    if (i % 10 == 5) use("warm", kElsewhere - 1, 10);
  }
  const auto hot = throughput_.capacityOf(table_).hot_keys;
  ASSERT_LE(hot.size(), kHotKeys);
  ASSERT_GE(hot.size(), 2u);
  EXPECT_EQ(hot[0].value, AttributeValue::string("hot"));
  EXPECT_EQ(hot[0].write_half_units, 2 * 20 * 500);
  EXPECT_EQ(hot[1].value, AttributeValue::string("warm"));
}

TEST_F(ThroughputTest, ResettingBeginsAnew) {
  passing(CapacityKind::Write, 100);
  throughput_.reset(table_);
  EXPECT_EQ(throughput_.capacityOf(table_).table.writes.requests, 0);
  EXPECT_EQ(passing(CapacityKind::Write, 100), 5);
  clock_.advance(seconds(3));
  throughput_.reset();
  EXPECT_EQ(throughput_.capacityOf(table_).since, clock_.now());
}

TEST_F(ThroughputTest, TheSameRequestsAtTheSameTimesThrottleTheSame) {
  const auto run = [&] {
    ManualClock clock(TimePoint(seconds(1700000000)));
    Throughput throughput(clock, {.mode = ThroughputMode::Enforce});
    TableSchema table = provisioned(10, 40);
    addIndex(table, 5, 7);
    std::string pattern;
    uint64_t state = 42;
    for (int i = 0; i < 5000; ++i) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      CapacityArms arms;
      arms.table = static_cast<int64_t>(state >> 60) + 1;
      arms.indexes[0] = state >> 33 & 1 ? 2 : 0;
      pattern += throughput.consume({.table = table, .kind = CapacityKind::Write, .arms = arms, .hash = state}) ? '+' : '-';
      clock.advance(std::chrono::microseconds(state >> 48));
    }
    return pattern;
  };
  const std::string first = run();
  EXPECT_EQ(first, run());
  EXPECT_NE(first.find('+'), std::string::npos);
  EXPECT_NE(first.find('-'), std::string::npos);
}

TEST_F(ThroughputTest, SwitchedOffItDoesNothing) {
  Throughput off(clock_, {.mode = ThroughputMode::Enforce, .counting = false});
  CapacityArms arms;
  arms.table = 1000;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(off.consume({.table = table_, .kind = CapacityKind::Write, .arms = arms}));
  EXPECT_EQ(off.capacityOf(table_).table.writes.requests, 0);
}

}  // namespace
}  // namespace stator
