#include "operations/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Key;
using testing::Pair;

class MetricsTest : public test::EngineTest {
 protected:
  MetricsSnapshot::Operation operation(std::string_view name) {
    const MetricsSnapshot snapshot = takeMetrics(*engine_);
    const auto found = std::ranges::find(snapshot.operations, name, &MetricsSnapshot::Operation::name);
    return found == snapshot.operations.end() ? MetricsSnapshot::Operation{} : *found;
  }

  static uint64_t count(const MetricsSnapshot::Operation& operation) {
    return std::accumulate(operation.latencies.begin(), operation.latencies.end(), uint64_t{0});
  }
};

TEST_F(MetricsTest, CountsAnswersAndErrorsOfEachOperation) {
  createTable("tbl");
  must("ListTables", "{}");
  must("ListTables", "{}");
  call("ListTables", R"({"Limit":0})");
  call("DescribeTable", R"({"TableName":"none"})");
  EXPECT_EQ(count(operation("ListTables")), 3u);
  EXPECT_GT(operation("ListTables").seconds, 0);
  EXPECT_THAT(operation("ListTables").errors, ElementsAre(Pair("ValidationException", 1)));
  EXPECT_THAT(operation("DescribeTable").errors, ElementsAre(Pair("ResourceNotFoundException", 1)));
  EXPECT_EQ(count(operation("PutItem")), 0u);
}

TEST_F(MetricsTest, CountsRequestsThatNameNoOperationByThemselves) {
  call("Nonsense", "{}");
  EXPECT_THAT(operation("").errors, ElementsAre(Pair("UnknownOperationException", 1)));
}

TEST_F(MetricsTest, PutsLatenciesIntoTheirBuckets) {
  Metrics metrics;
  metrics.record(0, std::chrono::microseconds(50), nullptr);  // a bound belongs to its bucket
  metrics.record(0, std::chrono::microseconds(51), nullptr);
  metrics.record(0, std::chrono::seconds(100), nullptr);
  MetricsSnapshot snapshot;
  metrics.read(snapshot);
  ASSERT_EQ(snapshot.operations.size(), 1u);
  EXPECT_EQ(snapshot.operations[0].latencies.front(), 1u);
  EXPECT_EQ(snapshot.operations[0].latencies[1], 1u);
  EXPECT_EQ(snapshot.operations[0].latencies.back(), 1u);
}

TEST_F(MetricsTest, HasTheDatabasesFigures) {
  createTable("tbl");
  const MetricsSnapshot snapshot = takeMetrics(*engine_);
  EXPECT_EQ(snapshot.tables, 1u);
  EXPECT_THAT(snapshot.database, Contains(Key("memtable_bytes")));
  EXPECT_THAT(snapshot.database, Contains(Key("block_cache_bytes")));
}

}  // namespace
}  // namespace stator
