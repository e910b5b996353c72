// What clients see of throttling, operation by operation.
#include <gtest/gtest.h>

#include "tests/operations/engine_fixture.h"

namespace stator::test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr const char* kTableText =
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level "
    "with the "
    "UpdateTable API.";

class ThrottlingTest : public EngineTest {
 protected:
  void SetUp() override { engine_->throughput().setMode(ThroughputMode::Enforce); }

  // HASH pk S; `more` goes into the request.
  void provision(const std::string& name, int read, int write, const std::string& more = "") {
    must("CreateTable",
         R"({"TableName":")" + name + R"(","ProvisionedThroughput":{"ReadCapacityUnits":)" + std::to_string(read) +
             R"(,"WriteCapacityUnits":)" + std::to_string(write) + "}," +
             (more.empty() ? R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}])" : more) +
             R"(,"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
  }
  Reply put(const std::string& table, const std::string& key, const std::string& more = "") {
    return call("PutItem", R"({"TableName":")" + table + R"(","Item":{"pk":{"S":")" + key + R"("})" + more + "}}");
  }
  Reply get(const std::string& table, const std::string& key) {
    return call("GetItem", R"({"TableName":")" + table + R"(","Key":{"pk":{"S":")" + key + R"("}},"ConsistentRead":true})");
  }
  std::string text(size_t bytes) { return R"(,"t":{"S":")" + std::string(bytes, 'x') + R"("})"; }
  std::string batchOf(const std::string& table, int first, int count) {
    std::string items;
    for (int i = first; i < first + count; ++i) {
      items +=
          std::string(i == first ? "" : ",") + R"({"PutRequest":{"Item":{"pk":{"S":"k)" + std::to_string(i) + R"("}}}})";
    }
    return R"({"RequestItems":{")" + table + R"(":[)" + items + R"(]},"ReturnConsumedCapacity":"TOTAL"})";
  }
  std::string keysOf(const std::string& table, int count) {
    std::string keys;
    for (int i = 0; i < count; ++i)
      keys += std::string(i == 0 ? "" : ",") + R"({"pk":{"S":"k)" + std::to_string(i) + R"("}})";
    return R"({"RequestItems":{")" + table + R"(":{"Keys":[)" + keys + R"(],"ConsistentRead":true}}})";
  }
  static std::string reason(const Reply& reply) {
    for (const char* member : {"ThrottlingReasons", "throttlingReasons"})
      if (reply.body.HasMember(member)) return reply.body[member][0]["reason"].GetString();
    return {};
  }
  TableCapacity capacity(const std::string& table) {
    return engine_->throughput().capacityOf(*engine_->catalog().find("000000000000", "us-east-1", table));
  }
};

TEST_F(ThrottlingTest, AWriteBeyondTheCapacityIsRefusedAndChangesNothing) {
  provision("abc", 10, 2);
  EXPECT_TRUE(put("abc", "1").ok());
  EXPECT_TRUE(put("abc", "2").ok());
  const Reply refused = put("abc", "3");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.body["__type"], "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException");
  EXPECT_EQ(refused.message(), kTableText);
  EXPECT_EQ(reason(refused), "TableWriteProvisionedThroughputExceeded");
  EXPECT_EQ(refused.body["ThrottlingReasons"][0]["resource"], "arn:aws:dynamodb:us-east-1:000000000000:table/abc");
  EXPECT_FALSE(get("abc", "3").body.HasMember("Item"));
  clock_->advance(seconds(1));
  EXPECT_TRUE(put("abc", "3").ok());
}

TEST_F(ThrottlingTest, UpdatesDeletesAndStatementsAreWritesToo) {
  provision("abc", 10, 1);
  ASSERT_TRUE(put("abc", "1").ok());
  const std::string type = "ProvisionedThroughputExceededException";
  expectError("UpdateItem", R"({"TableName":"abc","Key":{"pk":{"S":"1"}}})", type, kTableText);
  expectError("DeleteItem", R"({"TableName":"abc","Key":{"pk":{"S":"1"}}})", type, kTableText);
  expectError("ExecuteStatement", R"({"Statement":"DELETE FROM abc WHERE pk='1'"})", type, kTableText);
  EXPECT_TRUE(get("abc", "1").body.HasMember("Item"));
}

TEST_F(ThrottlingTest, AThrottledRequestSaysNothingOfItsCondition) {
  provision("abc", 10, 1);
  const std::string failing =
      R"x({"TableName":"abc","Item":{"pk":{"S":"1"}},"ConditionExpression":"attribute_exists(pk)"})x";
  EXPECT_EQ(call("PutItem", failing).errorType(), "ConditionalCheckFailedException");
  EXPECT_EQ(call("PutItem", failing).errorType(), "ProvisionedThroughputExceededException")
      << "a failed condition costs too";
}

TEST_F(ThrottlingTest, WhatAFailedConditionCosts) {
  provision("abc", 10, 100);
  ASSERT_TRUE(put("abc", "1", text(2500)).ok());
  const int64_t before = capacity("abc").table.writes.half_units;
  const std::string condition = R"x(,"ConditionExpression":"attribute_not_exists(pk)"})x";
  call("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"1"}})" + condition);
  EXPECT_EQ(capacity("abc").table.writes.half_units, before + 2 * 3);
  call("DeleteItem", R"x({"TableName":"abc","Key":{"pk":{"S":"2"}},"ConditionExpression":"attribute_exists(pk)"})x");
  EXPECT_EQ(capacity("abc").table.writes.half_units, before + 2 * 4);
}

TEST_F(ThrottlingTest, ReadsAreRefusedToo) {
  provision("abc", 2, 10);
  ASSERT_TRUE(put("abc", "1").ok());
  EXPECT_TRUE(get("abc", "1").ok());
  EXPECT_TRUE(get("abc", "1").ok());
  const Reply refused = get("abc", "1");
  EXPECT_EQ(refused.errorType(), "ProvisionedThroughputExceededException");
  EXPECT_EQ(reason(refused), "TableReadProvisionedThroughputExceeded");
  for (const char* operation : {"Scan", "ExecuteStatement"}) {
    const bool scan = std::string_view(operation) == "Scan";
    EXPECT_EQ(call(operation, scan ? R"({"TableName":"abc"})" : R"({"Statement":"SELECT * FROM abc"})").errorType(),
              "ProvisionedThroughputExceededException");
  }
}

TEST_F(ThrottlingTest, AQueryIsChargedForWhatItHasRead) {
  provision("abc", 5, 100);
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(put("abc", std::to_string(i), text(8000)).ok());
  EXPECT_TRUE(call("Scan", R"({"TableName":"abc","ConsistentRead":true})").ok());  // 20 units
  clock_->advance(seconds(3));
  EXPECT_EQ(get("abc", "1").errorType(), "ProvisionedThroughputExceededException");
  clock_->advance(seconds(1));
  EXPECT_TRUE(get("abc", "1").ok());
}

TEST_F(ThrottlingTest, ThrottledItemsOfABatchAreUnprocessed) {
  provision("abc", 10, 4);
  const Reply reply = must("BatchWriteItem", batchOf("abc", 0, 6));
  const auto& unprocessed = reply.body["UnprocessedItems"]["abc"];
  ASSERT_EQ(unprocessed.Size(), 2u);
  EXPECT_EQ(unprocessed[0]["PutRequest"]["Item"]["pk"]["S"], "k4");
  EXPECT_EQ(unprocessed[1]["PutRequest"]["Item"]["pk"]["S"], "k5");
  EXPECT_EQ(reply.body["ConsumedCapacity"][0]["CapacityUnits"].GetDouble(), 4);
  EXPECT_TRUE(get("abc", "k3").body.HasMember("Item"));
  EXPECT_FALSE(get("abc", "k4").body.HasMember("Item"));
  EXPECT_EQ(call("BatchWriteItem", batchOf("abc", 4, 2)).errorType(), "ProvisionedThroughputExceededException");
}

TEST_F(ThrottlingTest, ABatchOverTwoTablesGoesThroughInPart) {
  provision("abc", 10, 1);
  provision("def", 10, 10);
  ASSERT_TRUE(put("abc", "0").ok());
  const Reply reply = must("BatchWriteItem", R"({"RequestItems":{"abc":[{"DeleteRequest":{"Key":{"pk":{"S":"0"}}}}],
    "def":[{"PutRequest":{"Item":{"pk":{"S":"1"}}}}]},"ReturnConsumedCapacity":"TOTAL"})");
  EXPECT_EQ(reply.body["UnprocessedItems"]["abc"][0]["DeleteRequest"]["Key"]["pk"]["S"], "0");
  EXPECT_FALSE(reply.body["UnprocessedItems"].HasMember("def"));
  ASSERT_EQ(reply.body["ConsumedCapacity"].Size(), 1u);
  EXPECT_EQ(reply.body["ConsumedCapacity"][0]["TableName"], "def");
}

TEST_F(ThrottlingTest, ThrottledKeysOfABatchAreUnprocessed) {
  provision("abc", 3, 100);
  must("BatchWriteItem", batchOf("abc", 0, 5));
  const Reply reply = must("BatchGetItem", keysOf("abc", 5));
  EXPECT_EQ(reply.body["Responses"]["abc"].Size(), 3u);
  const auto& unprocessed = reply.body["UnprocessedKeys"]["abc"];
  ASSERT_EQ(unprocessed["Keys"].Size(), 2u);
  EXPECT_EQ(unprocessed["Keys"][0]["pk"]["S"], "k3");
  EXPECT_TRUE(unprocessed["ConsistentRead"].GetBool());
  const Reply refused = call("BatchGetItem", keysOf("abc", 5));
  EXPECT_EQ(refused.errorType(), "ProvisionedThroughputExceededException");
  EXPECT_EQ(reason(refused), "TableReadProvisionedThroughputExceeded");
}

TEST_F(ThrottlingTest, AThrottledTransactionIsCancelledAsAWhole) {
  provision("abc", 10, 1);
  provision("def", 10, 100);
  ASSERT_TRUE(put("abc", "0").ok());
  const std::string writes = R"({"TransactItems":[{"Put":{"TableName":"def","Item":{"pk":{"S":"1"}}}},
                                                  {"Put":{"TableName":"abc","Item":{"pk":{"S":"1"}}}}]})";
  const Reply reply = call("TransactWriteItems", writes);
  EXPECT_EQ(reply.errorType(), "TransactionCanceledException");
  const auto& reasons = reply.body["CancellationReasons"];
  ASSERT_EQ(reasons.Size(), 2u);
  EXPECT_EQ(reasons[0]["Code"], "None");
  EXPECT_EQ(reasons[1]["Code"], "ProvisionedThroughputExceeded");
  EXPECT_EQ(reasons[1]["Message"], kTableText);
  EXPECT_FALSE(get("def", "1").body.HasMember("Item"));
  EXPECT_EQ(capacity("def").table.writes.requests, 0);
  clock_->advance(seconds(1));
  EXPECT_TRUE(call("TransactWriteItems", writes).ok());
  EXPECT_EQ(capacity("def").table.writes.half_units, 2 * 2) << "a transaction costs twice as much";
}

TEST_F(ThrottlingTest, ReadsOfATransactionAreCancelledToo) {
  provision("abc", 1, 10);
  const std::string reads = R"({"TransactItems":[{"Get":{"TableName":"abc","Key":{"pk":{"S":"1"}}}}]})";
  EXPECT_TRUE(call("TransactGetItems", reads).ok());  // 2 units
  const Reply reply = call("TransactGetItems", reads);
  EXPECT_EQ(reply.body["CancellationReasons"][0]["Code"], "ProvisionedThroughputExceeded");
  EXPECT_EQ(
      call("ExecuteTransaction", R"({"TransactStatements":[{"Statement":"SELECT * FROM abc WHERE pk='1'"}]})").errorType(),
      "TransactionCanceledException");
}

TEST_F(ThrottlingTest, StatementsOfABatchFailByThemselves) {
  provision("abc", 10, 1);
  provision("def", 10, 10);
  const Reply reply = must("BatchExecuteStatement", R"({"Statements":[{"Statement":"INSERT INTO abc VALUE {'pk':'1'}"},
    {"Statement":"INSERT INTO abc VALUE {'pk':'2'}"},{"Statement":"INSERT INTO def VALUE {'pk':'1'}"}]})");
  EXPECT_FALSE(reply.body["Responses"][0].HasMember("Error"));
  EXPECT_EQ(reply.body["Responses"][1]["Error"]["Code"], "ProvisionedThroughputExceeded");
  EXPECT_EQ(reply.body["Responses"][1]["Error"]["Message"], kTableText);
  EXPECT_FALSE(reply.body["Responses"][2].HasMember("Error"));
}

TEST_F(ThrottlingTest, AnIndexHoldsBackOnlyWritesThatTouchIt) {
  provision("abc", 10, 100,
            R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],
      "GlobalSecondaryIndexes":[{"IndexName":"byg","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],
      "Projection":{"ProjectionType":"KEYS_ONLY"},"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}])");
  const std::string indexed = R"(,"g":{"S":"x"})";
  EXPECT_TRUE(put("abc", "1", indexed).ok());
  const Reply refused = put("abc", "2", indexed);
  EXPECT_EQ(refused.errorType(), "ProvisionedThroughputExceededException");
  EXPECT_EQ(reason(refused), "IndexWriteProvisionedThroughputExceeded");
  EXPECT_EQ(refused.body["ThrottlingReasons"][0]["resource"], "arn:aws:dynamodb:us-east-1:000000000000:table/abc/index/byg");
  EXPECT_TRUE(put("abc", "2").ok()) << "not in the index";
  EXPECT_TRUE(put("abc", "1", indexed + text(10)).ok()) << "its entry stays as it is";
  const std::string query = R"({"TableName":"abc","IndexName":"byg","KeyConditionExpression":"g=:g",
                                "ExpressionAttributeValues":{":g":{"S":"x"}}})";
  EXPECT_TRUE(call("Query", query).ok());
  EXPECT_TRUE(call("Query", query).ok());
  EXPECT_EQ(reason(call("Query", query)), "IndexReadProvisionedThroughputExceeded");
}

TEST_F(ThrottlingTest, OnDemandCeilingsAreThrottlingExceptions) {
  createTable("abc", R"(,"OnDemandThroughput":{"MaxReadRequestUnits":1,"MaxWriteRequestUnits":1})");
  const std::string item = R"({"TableName":"abc","Item":{"pk":{"S":"1"},"sk":{"N":"1"}}})";
  ASSERT_TRUE(call("PutItem", item).ok());
  const Reply refused = call("PutItem", item);
  EXPECT_EQ(refused.body["__type"], "com.amazon.coral.availability#ThrottlingException");
  EXPECT_EQ(refused.message(), "Throughput exceeds the maximum OnDemandThroughput configured on table or index");
  ASSERT_TRUE(refused.body.HasMember("throttlingReasons"));
  EXPECT_EQ(reason(refused), "TableWriteMaxOnDemandThroughputExceeded");
  const Reply cancelled = call("TransactWriteItems",
                               R"({"TransactItems":[{"Put":{"TableName":"abc","Item":{"pk":{"S":"2"},"sk":{"N":"1"}}}}]})");
  EXPECT_EQ(cancelled.body["CancellationReasons"][0]["Code"], "ThrottlingError");
}

TEST_F(ThrottlingTest, AHotKeyOfAnOnDemandTable) {
  createTable("abc");
  const std::string item = R"({"TableName":"abc","Item":{"pk":{"S":"hot"},"sk":{"N":"1"}}})";
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(call("PutItem", item).ok());
  const Reply refused = call("PutItem", item);
  EXPECT_EQ(refused.errorType(), "ThrottlingException");
  EXPECT_EQ(reason(refused), "TableWriteKeyRangeThroughputExceeded");
  EXPECT_EQ(refused.message(),
            "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table "
            "or index so "
            "please try again shortly. If exceptions persist, check if you have a hot key: "
            "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html");
  const auto hot = capacity("abc").hot_keys;
  ASSERT_EQ(hot.size(), 1u);
  EXPECT_EQ(hot[0].value, AttributeValue::string("hot"));
  EXPECT_EQ(hot[0].write_half_units, 2000);
  EXPECT_EQ(hot[0].throttled, 1);
}

TEST_F(ThrottlingTest, AHotKeyOfAnIndexHoldsWritesBack) {
  createTable("abc", R"(,"GlobalSecondaryIndexes":[{"IndexName":"bysk","KeySchema":[{"AttributeName":"sk","KeyType":"HASH"}],
                        "Projection":{"ProjectionType":"ALL"}}])");
  int passed = 0;
  Reply refused;
  for (int i = 0; i < 1200; ++i) {
    Reply reply =
        call("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":")" + std::to_string(i) + R"("},"sk":{"N":"7"}}})");
    if (reply.ok()) {
      ++passed;
    } else {
      refused = std::move(reply);
    }
  }
  EXPECT_EQ(passed, 1000);
  EXPECT_EQ(refused.errorType(), "ThrottlingException");
  EXPECT_EQ(reason(refused), "IndexWriteKeyRangeThroughputExceeded");
  EXPECT_EQ(refused.message(),
            "Throughput exceeds the current capacity for one or more global secondary indexes. DynamoDB is "
            "automatically scaling your index so please try again shortly.");
}

TEST_F(ThrottlingTest, ExpiryCostsNothing) {
  provision("abc", 10, 1);
  must("UpdateTimeToLive", R"({"TableName":"abc","TimeToLiveSpecification":{"AttributeName":"e","Enabled":true}})");
  clock_->advance(seconds(100));
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(put("abc", std::to_string(i), R"(,"e":{"N":"1700000200"})").ok());
  clock_->advance(seconds(200));
  const int64_t before = capacity("abc").table.writes.half_units;
  engine_->runBackgroundJobs();
  EXPECT_EQ(call("Scan", R"({"TableName":"abc"})").body["Count"].GetInt(), 0);
  EXPECT_EQ(capacity("abc").table.writes.half_units, before);
}

TEST_F(ThrottlingTest, ARepeatedTransactionIsARead) {
  provision("abc", 100, 100);
  const std::string request =
      R"({"ClientRequestToken":"t","TransactItems":[{"Put":{"TableName":"abc","Item":{"pk":{"S":"1"}}}}]})";
  must("TransactWriteItems", request);
  EXPECT_EQ(capacity("abc").table.writes.half_units, 2 * 2);
  EXPECT_EQ(capacity("abc").table.reads.half_units, 0);
  must("TransactWriteItems", request);
  EXPECT_EQ(capacity("abc").table.writes.half_units, 2 * 2);
  EXPECT_EQ(capacity("abc").table.reads.half_units, 2 * 2);
}

TEST_F(ThrottlingTest, ADroppedTableLeavesNothingBehind) {
  provision("abc", 10, 1);
  ASSERT_TRUE(put("abc", "1").ok());
  must("DeleteTable", R"({"TableName":"abc"})");
  provision("abc", 10, 1);
  EXPECT_TRUE(put("abc", "1").ok());
}

TEST_F(ThrottlingTest, AnOldTableHasItsBurst) {
  provision("abc", 10, 1);
  clock_->advance(hours(1));
  for (int i = 0; i < 300; ++i) ASSERT_TRUE(put("abc", "1").ok());
  EXPECT_FALSE(put("abc", "1").ok());
}

}  // namespace
}  // namespace stator::test
