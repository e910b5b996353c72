#include "operations/billing_switches.h"

#include <gtest/gtest.h>

#include "tests/operations/provisioned_fixture.h"

namespace stator::test {
namespace {

using std::chrono::hours;

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

class BillingSwitchesTest : public ProvisionedTableTest {};

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
