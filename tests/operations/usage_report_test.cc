#include "operations/usage_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace stator {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

constexpr TimePoint kStart{1'700'000'000s};

TableCapacity provisionedTable() {
  TableCapacity table;
  table.account = "000000000000";
  table.region = "eu-west-1";
  table.name = "orders";
  table.provisioned.read = 10;
  table.provisioned.write = 5;
  table.since = kStart;
  table.table.read_limit = 10;
  table.table.write_limit = 5;
  table.table.reads = {.half_units = 2'469'135, .requests = 1000, .throttled = 0, .would_throttle = 42};
  table.table.writes = {.half_units = 2000, .requests = 1000, .throttled = 3, .would_throttle = 0};
  table.table.seconds = {{kStart.time_since_epoch() / 1s, 100, 24, 0, 0}};
  return table;
}

TEST(UsageReport, ShowsWhatATableConsumedAndWhatWouldHaveBeenThrottled) {
  const std::string report = usageReport({provisionedTable()}, kStart + 2h, 100);
  EXPECT_THAT(report, HasSubstr("orders  (eu-west-1, 000000000000)  10 RCU, 5 WCU"));
  EXPECT_THAT(report, HasSubstr("1,234,567.5 units, peak 50/s of 10, 42 would throttle"));
  EXPECT_THAT(report, HasSubstr("1,000 units, peak 12/s of 5, 3 throttled"));
}

TEST(UsageReport, ComparesTheCostOfBothBillingModes) {
  // On demand 1,234,567.5 * 0.125 / 1e6 + 1000 * 0.625 / 1e6; provisioned 2 h of 10 RCU and 5 WCU.
  const std::string report = usageReport({provisionedTable()}, kStart + 2h, 100);
  EXPECT_THAT(report, HasSubstr("on demand $0.154946, provisioned $0.009100 (10 RCU, 5 WCU for 2.00 h)"));
}

TEST(UsageReport, PricesAnOnDemandTableAtItsPeak) {
  TableCapacity table = provisionedTable();
  table.billing_mode = BillingMode::PayPerRequest;
  table.provisioned = {};
  table.table.read_limit = 12000;
  const std::string report = usageReport({table}, kStart + 1h, 100);
  EXPECT_THAT(report, HasSubstr("on demand, mode account"));
  EXPECT_THAT(report, HasSubstr("(at its peak, 50 RCU, 12 WCU for 1.00 h)"));
}

TEST(UsageReport, DrawsTheLongestBarForTheLargestUse) {
  const std::string report = usageReport({provisionedTable()}, kStart, 100);
  std::istringstream lines(report);
  std::string line, read, write;
  while (std::getline(lines, line)) {
    if (line.starts_with("  read")) read = line;
    if (line.starts_with("  write")) write = line;
  }
  EXPECT_THAT(read, Not(HasSubstr("\u2591")));
  EXPECT_THAT(write, HasSubstr("\u2588\u2591")) << "little, but not nothing";
}

TEST(UsageReport, CountsTablesThatNobodyUsed) {
  TableCapacity unused;
  unused.name = "idle";
  const std::string report = usageReport({provisionedTable(), unused}, kStart, 100);
  EXPECT_THAT(report, HasSubstr("1 table was not used"));
  EXPECT_THAT(report, Not(HasSubstr("idle")));
}

}  // namespace
}  // namespace stator
