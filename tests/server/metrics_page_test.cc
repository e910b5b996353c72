#include "server/metrics_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stator {
namespace {

using testing::HasSubstr;

TEST(MetricsPage, HasAHistogramErrorsCapacityAndTheDatabasesFigures) {
  MetricsSnapshot snapshot;
  MetricsSnapshot::Operation put{.name = "PutItem", .latencies = {}, .seconds = 0.5, .errors = {{"ValidationException", 2}}};
  put.latencies[0] = 3;
  put.latencies[4] = 1;
  snapshot.operations = {put};
  snapshot.capacity = {{"000000000000", "us-east-1", "t", "i", 1.5, 7, 0, 4}};
  snapshot.database = {{"sst_bytes", 10}};
  snapshot.tables = 2;
  const std::string page = metricsPage(snapshot);
  EXPECT_THAT(page, HasSubstr("# TYPE stator_request_duration_seconds histogram"));
  EXPECT_THAT(page, HasSubstr("stator_request_duration_seconds_count{operation=\"PutItem\"} 4"));
  EXPECT_THAT(page, HasSubstr("stator_request_duration_seconds_bucket{operation=\"PutItem\",le=\"0.0001\"} 3"));
  EXPECT_THAT(page, HasSubstr("stator_request_duration_seconds_bucket{operation=\"PutItem\",le=\"+Inf\"} 4"));
  EXPECT_THAT(page, HasSubstr("stator_errors_total{operation=\"PutItem\",error=\"ValidationException\"} 2"));
  EXPECT_THAT(page,
              HasSubstr("stator_consumed_capacity_units_total{account=\"000000000000\",region=\"us-east-1\",table=\"t\","
                        "index=\"i\",kind=\"read\"} 1.5"));
  EXPECT_THAT(page, HasSubstr("kind=\"write\"} 4"));
  EXPECT_THAT(page, HasSubstr("stator_rocksdb_sst_bytes 10"));
  EXPECT_THAT(page, HasSubstr("stator_tables 2"));
}

}  // namespace
}  // namespace stator
