#include "operations/billing_switches.h"

#include <gtest/gtest.h>

#include "tests/operations/engine_fixture.h"

namespace stator::test {
namespace {

using std::chrono::hours;

constexpr TimePoint kEvening{std::chrono::seconds(1791501648)};  // October 8, 2026, 23:20:48 UTC

TEST(BillingSwitches, FourSwitchesToOnDemandInTwentyFourHours) {
  TableSchema table;
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(noteSwitchToOnDemand(table, kEvening + hours(i)));
  const Result<void> fifth = noteSwitchToOnDemand(table, kEvening + hours(23));
  ASSERT_FALSE(fifth);
  EXPECT_EQ(fifth.error().code, ErrorCode::LimitExceededException);
  EXPECT_EQ(fifth.error().message,
            "Subscriber limit exceeded: Update to PayPerRequest mode are limited to 4 times in 1 day(s). Last update at Fri "
            "Oct 09 "
            "02:20:48 UTC 2026. Next update can be made at Fri Oct 09 23:20:48 UTC 2026");
  EXPECT_TRUE(noteSwitchToOnDemand(table, kEvening + hours(24)));
  EXPECT_FALSE(noteSwitchToOnDemand(table, kEvening + hours(24)));
}

class BillingSwitchesTest : public EngineTest {
 protected:
  void SetUp() override {
    must("CreateTable", R"({"TableName":"abc","ProvisionedThroughput":{"ReadCapacityUnits":50,"WriteCapacityUnits":50},
      "AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"S"}],
      "KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],
      "GlobalSecondaryIndexes":[{"IndexName":"byb","KeySchema":[{"AttributeName":"b","KeyType":"HASH"}],
        "Projection":{"ProjectionType":"ALL"},"ProvisionedThroughput":{"ReadCapacityUnits":50,"WriteCapacityUnits":50}}]})");
  }
  std::string provision(int read) {
    return R"("ProvisionedThroughput":{"ReadCapacityUnits":)" + std::to_string(read) + R"(,"WriteCapacityUnits":50})";
  }
  Reply update(const std::string& members) { return call("UpdateTable", R"({"TableName":"abc",)" + members + "}"); }
  std::string indexUpdate(int read) {
    return R"("GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"byb",)" + provision(read) + "}}]";
  }
};

TEST_F(BillingSwitchesTest, BillingModeMaySwitchFourTimesADay) {
  const std::string on_demand = R"("BillingMode":"PAY_PER_REQUEST")";
  const std::string back = R"("BillingMode":"PROVISIONED",)" + provision(50) + "," + indexUpdate(50);
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(update(on_demand).ok());
    ASSERT_TRUE(update(on_demand).ok()) << "what it is already is no switch";
    const Reply reply = update(back);
    ASSERT_TRUE(reply.ok()) << reply.text;
  }
  EXPECT_EQ(update(on_demand).errorType(), "LimitExceededException");
  clock_->advance(hours(24));
  EXPECT_TRUE(update(on_demand).ok());
}

}  // namespace
}  // namespace stator::test
