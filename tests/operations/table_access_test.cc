#include "operations/table_access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

using std::chrono::milliseconds;
using TableAccessTest = test::EngineTest;

TEST_F(TableAccessTest, TakesAnArnForATableName) {
  createTable("abc");
  const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:table/abc";
  must("PutItem", R"({"TableName":")" + arn + R"(","Item":{"pk":{"S":"a"},"sk":{"N":"1"}}})");
  const auto reply = must("GetItem", R"({"TableName":"abc","Key":{"pk":{"S":"a"},"sk":{"N":"1"}}})");
  EXPECT_TRUE(reply.body.HasMember("Item"));
  EXPECT_EQ(must("DescribeTable", R"({"TableName":")" + arn + R"("})").body["Table"]["TableArn"].GetString(), arn);
}

TEST_F(TableAccessTest, TablesOfOtherAccountsAndRegionsAreOthers) {
  createTable("abc");
  const auto ask = [&](const char* account, const char* region) {
    const Result<Caller> caller = Caller{account, region};
    return execute(*engine_, {"DynamoDB_20120810.DescribeTable", R"({"TableName":"abc"})", caller}).http_status;
  };
  EXPECT_EQ(ask("000000000000", "us-east-1"), 200);
  EXPECT_EQ(ask("000000000000", "eu-west-1"), 400);
  EXPECT_EQ(ask("123456789012", "us-east-1"), 400);
  EXPECT_THAT(log_, testing::HasSubstr("there is one of that name in 000000000000/us-east-1"));
  const std::string once = log_;
  EXPECT_EQ(ask("123456789012", "us-east-1"), 400);
  EXPECT_EQ(log_, once) << "a program that waits for its table would fill the log";
}

TEST_F(TableAccessTest, ASharedDatabaseMergesAccountsAndRegions) {
  open({}, /*shared_database=*/true);
  createTable("abc");
  const Result<Caller> caller = Caller{"123456789012", "eu-west-1"};
  EXPECT_EQ(execute(*engine_, {"DynamoDB_20120810.DescribeTable", R"({"TableName":"abc"})", caller}).http_status, 200);
}

TEST_F(TableAccessTest, NotFoundTextsDifferByPlane) {
  expectError("GetItem", R"({"TableName":"abc","Key":{"pk":{"S":"a"}}})", "ResourceNotFoundException",
              "Requested resource not found");
  for (const char* operation : {"DescribeTable", "DeleteTable"}) {
    expectError(operation, R"({"TableName":"abc"})", "ResourceNotFoundException",
                "Requested resource not found: Table: abc not found");
  }
}

TEST_F(TableAccessTest, TransientStatusesLastAsLongAsAsked) {
  open(milliseconds(500));
  createTable("abc");
  EXPECT_EQ(tableStatus("abc"), "CREATING");
  const char* item = R"({"TableName":"abc","Item":{"pk":{"S":"a"},"sk":{"N":"1"}}})";
  expectError("PutItem", item, "ResourceNotFoundException", "Requested resource not found");
  expectError("DeleteTable", R"({"TableName":"abc"})", "ResourceInUseException",
              "Attempt to change a resource which is still in use: Table is being created: abc");
  clock_->advance(milliseconds(499));
  EXPECT_EQ(tableStatus("abc"), "CREATING");
  clock_->advance(milliseconds(1));
  EXPECT_EQ(tableStatus("abc"), "ACTIVE");
  must("PutItem", item);

  must("DeleteTable", R"({"TableName":"abc"})");
  EXPECT_EQ(tableStatus("abc"), "DELETING");
  expectError("PutItem", item, "ResourceNotFoundException", "Requested resource not found");
  clock_->advance(milliseconds(500));
  EXPECT_EQ(tableStatus("abc"), "ResourceNotFoundException");
}

TEST_F(TableAccessTest, BackgroundJobsEndTransientStatusesUnasked) {
  open(milliseconds(500));
  createTable("abc");
  clock_->advance(milliseconds(500));
  engine_->runBackgroundJobs();
  EXPECT_EQ(engine_->catalog().find("000000000000", "us-east-1", "abc")->status, TableStatus::Active);
}

TEST_F(TableAccessTest, AnUpdatingTableServesData) {
  open(milliseconds(500));
  createTable("abc");
  clock_->advance(milliseconds(500));
  must("UpdateTable", R"({"TableName":"abc","TableClass":"STANDARD_INFREQUENT_ACCESS"})");
  EXPECT_EQ(tableStatus("abc"), "UPDATING");
  must("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"a"},"sk":{"N":"1"}}})");
  expectError("UpdateTable", R"({"TableName":"abc","TableClass":"STANDARD"})", "ResourceInUseException",
              "Attempt to change a resource which is still in use: Table is being updated: abc");
  expectError(
      "UpdateTable",
      R"({"TableName":"abc","BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}})",
      "ResourceInUseException",
      "Attempt to change a resource which is still in use: Table IOPS are currently being updated. Table: abc");
  expectError("DeleteTable", R"({"TableName":"abc"})", "ResourceInUseException",
              "Attempt to change a resource which is still in use: Table: abc is in the process of being updated.");
  must("UpdateTable", R"({"TableName":"abc","BillingMode":"PAY_PER_REQUEST"})");  // what it is already
  const auto reply = must("UpdateTable", R"({"TableName":"abc","DeletionProtectionEnabled":true})");
  EXPECT_STREQ(reply.body["TableDescription"]["TableStatus"].GetString(), "UPDATING");
  clock_->advance(milliseconds(500));
  EXPECT_EQ(tableStatus("abc"), "ACTIVE");
}

TEST_F(TableAccessTest, ANewTableOfTheSameNameStartsEmpty) {
  createTable("abc");
  must("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"a"},"sk":{"N":"1"}}})");
  must("DeleteTable", R"({"TableName":"abc"})");
  createTable("abc");
  EXPECT_EQ(must("Scan", R"({"TableName":"abc"})").body["Count"].GetInt(), 0);
  EXPECT_EQ(must("DescribeTable", R"({"TableName":"abc"})").body["Table"]["ItemCount"].GetInt(), 0);
}

}  // namespace
}  // namespace stator
