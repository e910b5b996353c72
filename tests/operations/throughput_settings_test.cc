#include "operations/throughput_settings.h"

#include <gtest/gtest.h>

#include "tests/operations/provisioned_fixture.h"

namespace stator::test {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

ProvisionedThroughput units(int64_t read, int64_t write) { return {read, write, {}, {}, 0}; }

TEST(ThroughputSettings, FourDecreasesADayAreFree) {
  ProvisionedThroughput throughput = units(10, 10);
  for (int64_t write : {9, 8, 7, 6}) ASSERT_TRUE(changeThroughput(throughput, units(9, write), kEvening));
  EXPECT_EQ(throughput.decreases_today, 4);
  EXPECT_EQ(throughput.last_decrease, kEvening);
  const ProvisionedThroughput before = throughput;
  const Result<void> fifth = changeThroughput(throughput, units(9, 5), kEvening);
  ASSERT_FALSE(fifth);
  EXPECT_EQ(fifth.error().code, ErrorCode::LimitExceededException);
  // As captured in October 2026: midnight comes before the hour is over.
  EXPECT_EQ(
      fifth.error().message,
      "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first 4 "
      "decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. Number of "
      "decreases today: 4. Last decrease at Thursday, October 8, 2026 at 11:20:48 PM Coordinated Universal Time. Next "
      "decrease "
      "can be made at Friday, October 9, 2026 at 12:00:00 AM Coordinated Universal Time");
  EXPECT_EQ(throughput, before);
  EXPECT_FALSE(changeThroughput(throughput, units(8, 60), kEvening)) << "one up, one down is a decrease";
  EXPECT_TRUE(changeThroughput(throughput, units(20, 20), kEvening)) << "up is always possible";
}

TEST(ThroughputSettings, ThenOneAnHourAfterTheLast) {
  const TimePoint morning = kEvening - hours(23);
  ProvisionedThroughput throughput = units(100, 10);
  for (int64_t read : {99, 98, 97, 96}) ASSERT_TRUE(changeThroughput(throughput, units(read, 10), morning));
  EXPECT_FALSE(changeThroughput(throughput, units(95, 10), morning + hours(1) - milliseconds(1)));
  EXPECT_TRUE(changeThroughput(throughput, units(95, 10), morning + hours(1)));
  EXPECT_EQ(throughput.decreases_today, 5);
  const Result<void> again = changeThroughput(throughput, units(94, 10), morning + hours(1) + minutes(59));
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().message.find("Number of decreases today: 5."), std::string::npos);
}

TEST(ThroughputSettings, ThatMakes27ADay) {
  const TimePoint midnight = std::chrono::floor<std::chrono::days>(kEvening);
  ProvisionedThroughput throughput = units(1000, 10);
  int done = 0;
  for (TimePoint now = midnight; now < midnight + hours(24); now += minutes(5))
    if (changeThroughput(throughput, units(throughput.read - 1, 10), now)) ++done;
  // The four come within the first quarter of an hour, and so the others at 15 minutes past.
  EXPECT_EQ(done, 27);
}

TEST(ThroughputSettings, MidnightGivesFourNewOnes) {
  ProvisionedThroughput throughput = units(10, 10);
  for (int64_t read : {9, 8, 7, 6}) ASSERT_TRUE(changeThroughput(throughput, units(read, 10), kEvening));
  const TimePoint midnight = kEvening + minutes(39) + seconds(12);
  EXPECT_EQ(decreasesToday(throughput, midnight - seconds(1)), 4);
  EXPECT_EQ(decreasesToday(throughput, midnight), 0);
  for (int64_t read : {5, 4, 3, 2}) ASSERT_TRUE(changeThroughput(throughput, units(read, 10), midnight));
  EXPECT_FALSE(changeThroughput(throughput, units(1, 10), midnight));
}

class ThroughputSettingsTest : public ProvisionedTableTest {
 protected:
  int64_t decreases(bool of_index) {
    const Reply reply = must("DescribeTable", R"({"TableName":"abc"})");
    const auto& table = reply.body["Table"];
    return (of_index ? table["GlobalSecondaryIndexes"][0] : table)["ProvisionedThroughput"]["NumberOfDecreasesToday"]
        .GetInt64();
  }
};

// aws-controllers-k8s, api-quirks
TEST_F(ThroughputSettingsTest, TableAndIndexHaveBudgetsOfTheirOwnAndFailTogether) {
  for (int read : {40, 30, 20, 10}) ASSERT_TRUE(update(provision(read)).ok());
  EXPECT_EQ(decreases(false), 4);
  EXPECT_EQ(decreases(true), 0);
  const Reply both = update(provision(5) + "," + indexUpdate(40));
  EXPECT_EQ(both.errorType(), "LimitExceededException");
  EXPECT_EQ(decreases(true), 0) << "the index is left alone";
  EXPECT_TRUE(update(indexUpdate(40)).ok());
  EXPECT_EQ(decreases(true), 1);
  clock_->advance(hours(24));
  EXPECT_EQ(decreases(false), 0);
}

}  // namespace
}  // namespace stator::test
