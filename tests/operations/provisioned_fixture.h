// A table with provisioned capacity, "abc", and its global index "byb", 50 units each; what changes it. kEvening is when the
// captures were made that tests of such changes quote.
#pragma once

#include <string>

#include "tests/operations/engine_fixture.h"

namespace stator::test {

inline constexpr TimePoint kEvening{std::chrono::seconds(1791501648)};  // Thursday, October 8, 2026, 23:20:48 UTC

class ProvisionedTableTest : public EngineTest {
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

}  // namespace stator::test
