// UpdateTable through the API: throughput, billing, indexes with backfill, settings.
#include <gtest/gtest.h>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

using std::chrono::milliseconds;

class UpdateTableTest : public test::EngineTest {
 protected:
  void createProvisioned() {
    must("CreateTable", R"({"TableName":"abc","ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4},
      "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
  }
  std::string update(const std::string& members) { return R"({"TableName":"abc",)" + members + "}"; }

  static constexpr const char* kAddIndex =
      R"("AttributeDefinitions":[{"AttributeName":"g","AttributeType":"S"}],"GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}}])";

  void putItems(int count) {
    for (int i = 0; i < count; ++i) {
      must("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":")" + std::to_string(i) + R"("},"sk":{"N":"0"},"g":{")" +
                          (i % 3 == 0 ? "N" : "S") + R"(":"7"}}})");
    }
  }
  int indexCount() {
    return must("Scan", R"({"TableName":"abc","IndexName":"gsi","Select":"COUNT"})").body["Count"].GetInt();
  }
};

TEST_F(UpdateTableTest, ThroughputChangesAreDatedAndCounted) {
  createProvisioned();
  clock_->advance(std::chrono::seconds(10));
  must("UpdateTable", update(R"("ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":1})"));
  const auto reply = must("DescribeTable", R"({"TableName":"abc"})");
  const auto& throughput = reply.body["Table"]["ProvisionedThroughput"];
  EXPECT_EQ(throughput["ReadCapacityUnits"].GetInt(), 5);
  EXPECT_EQ(throughput["WriteCapacityUnits"].GetInt(), 1);
  EXPECT_EQ(throughput["NumberOfDecreasesToday"].GetInt(), 1);
  EXPECT_EQ(throughput["LastIncreaseDateTime"].GetDouble(), 1700000010.0);
  EXPECT_EQ(throughput["LastDecreaseDateTime"].GetDouble(), 1700000010.0);
}

TEST_F(UpdateTableTest, TheSameThroughputIsRefused) {
  createProvisioned();
  expectError(
      "UpdateTable", update(R"("ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4})"),
      "ValidationException",
      "The provisioned throughput for the table will not change. The requested value equals the current value. Current "
      "ReadCapacityUnits provisioned for the table: 3. Requested ReadCapacityUnits: 3. Current WriteCapacityUnits "
      "provisioned for the "
      "table: 4. Requested WriteCapacityUnits: 4. Refer to the Amazon DynamoDB Developer Guide for current limits and how "
      "to request "
      "higher limits.");
}

TEST_F(UpdateTableTest, BillingModesSwitchBothWays) {
  createProvisioned();
  must("UpdateTable", update(R"("BillingMode":"PAY_PER_REQUEST")"));
  auto reply = must("DescribeTable", R"({"TableName":"abc"})");
  EXPECT_EQ(reply.body["Table"]["ProvisionedThroughput"]["ReadCapacityUnits"].GetInt(), 0);
  EXPECT_STREQ(reply.body["Table"]["BillingModeSummary"]["BillingMode"].GetString(), "PAY_PER_REQUEST");
  must("UpdateTable", update(R"("BillingMode":"PAY_PER_REQUEST")"));
  must("UpdateTable",
       update(R"("BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4})"));
  reply = must("DescribeTable", R"({"TableName":"abc"})");
  EXPECT_EQ(reply.body["Table"]["ProvisionedThroughput"]["WriteCapacityUnits"].GetInt(), 4);
  EXPECT_STREQ(reply.body["Table"]["BillingModeSummary"]["BillingMode"].GetString(), "PROVISIONED");
}

TEST_F(UpdateTableTest, ANewIndexTakesInExistingItemsThatFit) {
  createTable("abc");
  putItems(9);
  const auto reply = must("UpdateTable", update(kAddIndex));
  const auto& index = reply.body["TableDescription"]["GlobalSecondaryIndexes"][0];
  EXPECT_STREQ(reply.body["TableDescription"]["TableStatus"].GetString(), "UPDATING");
  EXPECT_STREQ(index["IndexStatus"].GetString(), "CREATING");
  EXPECT_TRUE(index["Backfilling"].GetBool());
  EXPECT_EQ(tableStatus("abc"), "ACTIVE");
  EXPECT_EQ(indexCount(), 6);  // those whose g is a string
  const auto described = must("DescribeTable", R"({"TableName":"abc"})");
  EXPECT_EQ(described.body["Table"]["GlobalSecondaryIndexes"][0]["ItemCount"].GetInt(), 6);
  EXPECT_EQ(described.body["Table"]["AttributeDefinitions"].Size(), 3U);
}

TEST_F(UpdateTableTest, ALargeTablesIndexIsFilledInTheBackground) {
  createTable("abc");
  for (int batch = 0; batch < 401; ++batch) {
    std::string requests;
    for (int i = 0; i < 25; ++i) {
      requests += std::string(i == 0 ? "" : ",") + R"({"PutRequest":{"Item":{"pk":{"S":")" + std::to_string(batch) +
                  R"("},"sk":{"N":")" + std::to_string(i) + R"("},"g":{"S":"x"}}}})";
    }
    must("BatchWriteItem", R"({"RequestItems":{"abc":[)" + requests + "]}}");
  }
  must("UpdateTable", update(kAddIndex));
  EXPECT_EQ(tableStatus("abc"), "UPDATING");
  expectError("Scan", R"({"TableName":"abc","IndexName":"gsi"})", "ValidationException",
              "Cannot read from backfilling global secondary index: gsi");
  must("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"new"},"sk":{"N":"0"},"g":{"S":"x"}}})");
  engine_->runBackgroundJobs();
  EXPECT_EQ(tableStatus("abc"), "ACTIVE");
  const auto described = must("DescribeTable", R"({"TableName":"abc"})");
  EXPECT_EQ(described.body["Table"]["GlobalSecondaryIndexes"][0]["ItemCount"].GetInt(), 401 * 25 + 1);
}

TEST_F(UpdateTableTest, ADeletedIndexIsGoneWithItsDefinitions) {
  createTable("abc");
  must("UpdateTable", update(kAddIndex));
  must("UpdateTable", update(R"("GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"gsi"}}])"));
  expectError("Scan", R"({"TableName":"abc","IndexName":"gsi"})", "ValidationException",
              "The table does not have the specified index: gsi");
  EXPECT_EQ(must("DescribeTable", R"({"TableName":"abc"})").body["Table"]["AttributeDefinitions"].Size(), 2U);
  must("UpdateTable", update(kAddIndex));  // and may come again
}

TEST_F(UpdateTableTest, TransientIndexStatuses) {
  open(milliseconds(100));
  createTable("abc");
  clock_->advance(milliseconds(100));
  const auto index_status = [&]() -> std::string {
    const auto reply = must("DescribeTable", R"({"TableName":"abc"})");
    const auto& table = reply.body["Table"];
    return table.HasMember("GlobalSecondaryIndexes") ? table["GlobalSecondaryIndexes"][0]["IndexStatus"].GetString()
                                                     : "none";
  };
  must("UpdateTable", update(kAddIndex));
  EXPECT_EQ(index_status(), "CREATING");
  clock_->advance(milliseconds(100));
  EXPECT_EQ(index_status(), "ACTIVE");
  must("UpdateTable", update(R"("GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"gsi"}}])"));
  EXPECT_EQ(index_status(), "DELETING");
  clock_->advance(milliseconds(100));
  EXPECT_EQ(index_status(), "none");
}

TEST_F(UpdateTableTest, OneIndexAtATime) {
  createTable("abc");
  expectError("UpdateTable",
              update(R"("AttributeDefinitions":[{"AttributeName":"g","AttributeType":"S"}],"GlobalSecondaryIndexUpdates":[
      {"Create":{"IndexName":"one","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}},
      {"Create":{"IndexName":"two","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}}])"),
              "LimitExceededException",
              "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
}

TEST_F(UpdateTableTest, CeilingsMergeAndMinusOneRemovesThem) {
  createTable("abc");
  must("UpdateTable", update(R"("OnDemandThroughput":{"MaxReadRequestUnits":5})"));
  const auto reply =
      must("UpdateTable", update(R"("OnDemandThroughput":{"MaxReadRequestUnits":-1,"MaxWriteRequestUnits":6})"));
  EXPECT_EQ(reply.body["TableDescription"]["OnDemandThroughput"]["MaxReadRequestUnits"].GetInt(), -1);
  const auto described = must("DescribeTable", R"({"TableName":"abc"})");
  EXPECT_FALSE(described.body["Table"]["OnDemandThroughput"].HasMember("MaxReadRequestUnits"));
  EXPECT_EQ(described.body["Table"]["OnDemandThroughput"]["MaxWriteRequestUnits"].GetInt(), 6);
}

TEST_F(UpdateTableTest, NothingToDoIsAnError) {
  createTable("abc");
  expectError(
      "UpdateTable", R"({"TableName":"abc"})", "ValidationException",
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, "
      "SSESpecification, "
      "ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, "
      "OnDemandThroughput, WarmThroughput or TableClass is required");
  expectError(
      "UpdateTable", update(R"("MultiRegionConsistency":"EVENTUAL")"), "ValidationException",
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, "
      "SSESpecification, "
      "ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, DeletionProtectionEnabled, OnDemandThroughput, "
      "WarmThroughput or TableClass is required");
}

TEST_F(UpdateTableTest, FourDecreasesADayAndThenOneAnHour) {
  createProvisioned();
  const auto set = [&](int units) {
    const std::string text = std::to_string(units);
    return update(R"("ProvisionedThroughput":{"ReadCapacityUnits":)" + text + R"(,"WriteCapacityUnits":)" + text + "}");
  };
  must("UpdateTable", set(9));
  for (int units = 8; units >= 5; --units) must("UpdateTable", set(units));
  // The test's clock begins on Tuesday, November 14, 2023, at 22:13:20.
  expectError(
      "UpdateTable", set(4), "LimitExceededException",
      "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first 4 "
      "decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. Number of "
      "decreases today: 4. Last decrease at Tuesday, November 14, 2023 at 10:13:20 PM Coordinated Universal Time. Next "
      "decrease "
      "can be made at Tuesday, November 14, 2023 at 11:13:20 PM Coordinated Universal Time");
  must("UpdateTable", set(10));  // increases are free
  clock_->advance(std::chrono::seconds(3599));
  EXPECT_EQ(call("UpdateTable", set(4)).status, 400);
  clock_->advance(std::chrono::seconds(1));
  must("UpdateTable", set(4));
  // The next one would be an hour later, but midnight comes first.
  const auto refused = call("UpdateTable", set(3));
  EXPECT_NE(refused.message().find("Next decrease can be made at Wednesday, November 15, 2023 at 12:00:00 AM"),
            std::string::npos);
  clock_->advance(std::chrono::minutes(47));
  for (int units = 3; units >= 1; --units) must("UpdateTable", set(units));
  const auto described = must("DescribeTable", R"({"TableName":"abc"})");
  EXPECT_EQ(described.body["Table"]["ProvisionedThroughput"]["NumberOfDecreasesToday"].GetInt(), 3);
  clock_->advance(std::chrono::hours(24));
  const auto next_day = must("DescribeTable", R"({"TableName":"abc"})");
  EXPECT_EQ(next_day.body["Table"]["ProvisionedThroughput"]["NumberOfDecreasesToday"].GetInt(), 0);
}

TEST_F(UpdateTableTest, WarmThroughputNeverBecomesLess) {
  createProvisioned();
  const auto warm = [&] {
    const auto reply = must("DescribeTable", R"({"TableName":"abc"})");
    const auto& described = reply.body["Table"]["WarmThroughput"];
    return std::pair(described["ReadUnitsPerSecond"].GetInt(), described["WriteUnitsPerSecond"].GetInt());
  };
  EXPECT_EQ(warm(), std::pair(3, 4));
  must("UpdateTable", update(R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":9})"));
  EXPECT_EQ(warm(), std::pair(3, 9));
  must("UpdateTable", update(R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1})"));
  EXPECT_EQ(warm(), std::pair(3, 9));
  must("UpdateTable", update(R"("WarmThroughput":{"ReadUnitsPerSecond":50})"));
  EXPECT_EQ(warm(), std::pair(50, 9));
  must("UpdateTable", update(R"("BillingMode":"PAY_PER_REQUEST")"));
  EXPECT_EQ(warm(), std::pair(12000, 4000));
  must("UpdateTable",
       update(R"("BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1})"));
  EXPECT_EQ(warm(), std::pair(12000, 4000));
}

}  // namespace
}  // namespace stator
