// CreateTable, DescribeTable, ListTables and DeleteTable through the API.
#include <gtest/gtest.h>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

using TableOperationsTest = test::EngineTest;

constexpr const char* kHashOnly =
    R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}])";

TEST_F(TableOperationsTest, CreateAnswersCreatingAndTheTableIsActiveAtOnce) {
  const auto reply =
      must("CreateTable",
           std::string(R"({"TableName":"abc","ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4},)") +
               kHashOnly + "}");
  const auto& table = reply.body["TableDescription"];
  EXPECT_STREQ(table["TableStatus"].GetString(), "CREATING");
  EXPECT_STREQ(table["TableArn"].GetString(), "arn:aws:dynamodb:us-east-1:000000000000:table/abc");
  EXPECT_EQ(table["ProvisionedThroughput"]["ReadCapacityUnits"].GetInt(), 3);
  EXPECT_EQ(table["ProvisionedThroughput"]["NumberOfDecreasesToday"].GetInt(), 0);
  EXPECT_EQ(table["CreationDateTime"].GetDouble(), 1700000000.0);
  EXPECT_FALSE(table["DeletionProtectionEnabled"].GetBool());
  EXPECT_FALSE(table.HasMember("BillingModeSummary"));
  EXPECT_FALSE(table.HasMember("WarmThroughput"));
  EXPECT_EQ(tableStatus("abc"), "ACTIVE");
}

TEST_F(TableOperationsTest, DescribeShowsWhatWasAskedFor) {
  must(
      "CreateTable",
      std::string(
          R"({"TableName":"abc","BillingMode":"PAY_PER_REQUEST","TableClass":"STANDARD_INFREQUENT_ACCESS","DeletionProtectionEnabled":true,
    "OnDemandThroughput":{"MaxReadRequestUnits":7},"SSESpecification":{"Enabled":true},
    "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"},"Tags":[{"Key":"k","Value":"v"}],)") +
          kHashOnly + "}");
  const auto reply = must("DescribeTable", R"({"TableName":"abc"})");
  const auto& table = reply.body["Table"];
  EXPECT_STREQ(table["BillingModeSummary"]["BillingMode"].GetString(), "PAY_PER_REQUEST");
  EXPECT_EQ(table["BillingModeSummary"]["LastUpdateToPayPerRequestDateTime"].GetDouble(), 1700000000.0);
  EXPECT_STREQ(table["TableClassSummary"]["TableClass"].GetString(), "STANDARD_INFREQUENT_ACCESS");
  EXPECT_TRUE(table["DeletionProtectionEnabled"].GetBool());
  EXPECT_EQ(table["OnDemandThroughput"]["MaxReadRequestUnits"].GetInt(), 7);
  EXPECT_FALSE(table["OnDemandThroughput"].HasMember("MaxWriteRequestUnits"));
  EXPECT_EQ(table["WarmThroughput"]["ReadUnitsPerSecond"].GetInt(), 12000);
  EXPECT_STREQ(table["SSEDescription"]["SSEType"].GetString(), "KMS");
  EXPECT_STREQ(table["StreamSpecification"]["StreamViewType"].GetString(), "NEW_IMAGE");
  EXPECT_STREQ(table["LatestStreamLabel"].GetString(), "2023-11-14T22:13:20.000");
  EXPECT_STREQ(table["LatestStreamArn"].GetString(),
               "arn:aws:dynamodb:us-east-1:000000000000:table/abc/stream/2023-11-14T22:13:20.000");
  EXPECT_EQ(engine_->catalog().find("000000000000", "us-east-1", "abc")->tags.at("k"), "v");
}

TEST_F(TableOperationsTest, CountsAreTrue) {
  createTable("abc");
  for (int i = 0; i < 3; ++i)
    must("PutItem",
         R"({"TableName":"abc","Item":{"pk":{"S":"a"},"sk":{"N":")" + std::to_string(i) + R"("},"x":{"S":"yy"}}})");
  must("DeleteItem", R"({"TableName":"abc","Key":{"pk":{"S":"a"},"sk":{"N":"2"}}})");
  const auto reply = must("DescribeTable", R"({"TableName":"abc"})");
  EXPECT_EQ(reply.body["Table"]["ItemCount"].GetInt(), 2);
  EXPECT_EQ(reply.body["Table"]["TableSizeBytes"].GetInt(),
            (3 + 2 + 1 + 3) + (3 + 2 + 2 + 3));  // zero is one byte, 1 is two
}

TEST_F(TableOperationsTest, AListOfTablesIsSortedAndPaged) {
  for (const char* name : {"ccc", "aaa", "bbb"}) createTable(name);
  EXPECT_EQ(must("ListTables", "{}").text, R"({"TableNames":["aaa","bbb","ccc"]})");
  EXPECT_EQ(must("ListTables", R"({"Limit":2})").text, R"({"TableNames":["aaa","bbb"],"LastEvaluatedTableName":"bbb"})");
  EXPECT_EQ(must("ListTables", R"({"Limit":2,"ExclusiveStartTableName":"bbb"})").text, R"({"TableNames":["ccc"]})");
  EXPECT_EQ(must("ListTables", R"({"ExclusiveStartTableName":"bb1"})").text, R"({"TableNames":["bbb","ccc"]})");
}

TEST_F(TableOperationsTest, AProtectedTableIsNotDeleted) {
  createTable("abc", R"(,"DeletionProtectionEnabled":true)");
  expectError(
      "DeleteTable", R"({"TableName":"abc"})", "ValidationException",
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
  must("UpdateTable", R"({"TableName":"abc","DeletionProtectionEnabled":false})");
  const auto reply = must("DeleteTable", R"({"TableName":"abc"})");
  EXPECT_STREQ(reply.body["TableDescription"]["TableStatus"].GetString(), "DELETING");
  EXPECT_FALSE(reply.body["TableDescription"].HasMember("KeySchema"));
  EXPECT_EQ(tableStatus("abc"), "ResourceNotFoundException");
}

TEST_F(TableOperationsTest, ANameIsTakenOnce) {
  createTable("abc");
  std::string again = R"({"TableName":"abc","BillingMode":"PAY_PER_REQUEST",)";
  again.append(kHashOnly).append("}");
  expectError("CreateTable", again, "ResourceInUseException", "Table already exists: abc");
}

TEST_F(TableOperationsTest, DefinitionsMustBeUsed) {
  expectError(
      "CreateTable",
      R"({"TableName":"abc","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"x","AttributeType":"S"}],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})",
      "ValidationException",
      "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of "
      "attributes defined in AttributeDefinitions");
}

TEST_F(TableOperationsTest, GlobalIndexesTakeSeveralKeyAttributes) {
  must("CreateTable", R"({"TableName":"abc","BillingMode":"PAY_PER_REQUEST",
    "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"N"},{"AttributeName":"c","AttributeType":"S"},{"AttributeName":"d","AttributeType":"N"}],
    "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
    "GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"HASH"},{"AttributeName":"c","KeyType":"RANGE"},{"AttributeName":"d","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}]})");
  for (const char* item : {R"("c":{"S":"x"},"d":{"N":"2"})", R"("c":{"S":"x"},"d":{"N":"10"})",
                           R"("c":{"S":"y"},"d":{"N":"1"})", R"("c":{"S":"x"})"}) {
    static int key = 0;
    must("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":")" + std::to_string(++key) +
                        R"("},"a":{"S":"a"},"b":{"N":"1"},)" + item + "}}");
  }
  const auto count = [&](const std::string& condition) {
    return must("Query", R"({"TableName":"abc","IndexName":"gsi","KeyConditionExpression":"a = :a AND b = :b)" + condition +
                             R"(","ExpressionAttributeValues":{":a":{"S":"a"},":b":{"N":"1"})" +
                             (condition.find(":c") == std::string::npos ? "" : R"(,":c":{"S":"x"})") +
                             (condition.find(":d") == std::string::npos ? "" : R"(,":d":{"N":"5"})") + "}}")
        .body["Count"]
        .GetInt();
  };
  EXPECT_EQ(count(""), 3);
  EXPECT_EQ(count(" AND c = :c"), 2);
  EXPECT_EQ(count(" AND c = :c AND d > :d"), 1);
}

}  // namespace
}  // namespace stator
