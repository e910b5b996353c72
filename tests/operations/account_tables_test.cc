#include "operations/account_tables.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/operations/engine_fixture.h"
#include "tests/support/consistency_checker.h"

namespace stator {
namespace {

constexpr const char* kAccount = "000000000000";

class AccountTablesTest : public test::EngineTest {
 protected:
  void createIndexed(const std::string& name) {
    must("CreateTable", R"({"TableName":")" + name + R"(","BillingMode":"PAY_PER_REQUEST","StreamSpecification":
      {"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"},"DeletionProtectionEnabled":true,"Tags":[{"Key":"k","Value":"v"}],
      "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},
        {"AttributeName":"g","AttributeType":"S"}],
      "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
      "GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],
        "Projection":{"ProjectionType":"KEYS_ONLY"}}],
      "LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},
        {"AttributeName":"g","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}]})");
    must("UpdateTimeToLive",
         R"({"TableName":")" + name + R"(","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"e"}})");
  }
  void put(const std::string& table, int number) {
    const std::string text = std::to_string(number);
    must("PutItem", R"({"TableName":")" + table + R"(","Item":{"pk":{"S":"p)" + std::to_string(number % 3) +
                        R"("},"sk":{"N":")" + text + R"("},"g":{"S":"g)" + text +
                        R"("},"e":{"N":"1700000600"},"d":{"S":"data"}}})");
  }
  std::string streamArn(const std::string& table) {
    return must("DescribeTable", R"({"TableName":")" + table + R"("})").body["Table"]["LatestStreamArn"].GetString();
  }
  size_t streams() { return must("ListStreams", "{}").body["Streams"].Size(); }
  void take(const std::string& name) { engine_->snapshots().take(kAccount, name, engine_->clock().now()); }
};

TEST_F(AccountTablesTest, ResetDropsTablesWhateverTheirState) {
  createIndexed("protected");
  createTable("plain");
  must("DeleteTable", R"({"TableName":"plain"})");
  createTable("plain");
  put("protected", 1);
  EXPECT_EQ(resetAccount(*engine_, kAccount, ""), 2u);
  EXPECT_EQ(must("ListTables", "{}").body["TableNames"].Size(), 0u);
  EXPECT_EQ(streams(), 0u);
  EXPECT_EQ(resetAccount(*engine_, kAccount, ""), 0u);
  createIndexed("protected");
  EXPECT_TRUE(test::checkConsistency(*client_, "protected").empty());
}

TEST_F(AccountTablesTest, ResetOfARegionLeavesTheOthers) {
  createTable("tbl");
  EXPECT_EQ(resetAccount(*engine_, kAccount, "eu-west-1"), 0u);
  EXPECT_EQ(resetAccount(*engine_, "111122223333", ""), 0u);
  EXPECT_EQ(tableStatus("tbl"), "ACTIVE");
  EXPECT_EQ(resetAccount(*engine_, kAccount, "us-east-1"), 1u);
}

TEST_F(AccountTablesTest, ResetForgetsTokensOfTransactions) {
  const char* const transaction = R"({"ClientRequestToken":"t","TransactItems":[{"Put":{"TableName":"tbl",
    "Item":{"pk":{"S":"a"},"sk":{"N":"1"}}}}]})";
  createTable("tbl");
  must("TransactWriteItems", transaction);
  resetAccount(*engine_, kAccount, "");
  createTable("tbl");
  must("TransactWriteItems", transaction);
  EXPECT_EQ(must("Scan", R"({"TableName":"tbl"})").body["Count"].GetInt(), 1);
}

TEST_F(AccountTablesTest, RestoreBringsBackItemsIndexesAndSettings) {
  createIndexed("tbl");
  for (int i = 0; i < 30; ++i) put("tbl", i);
  const std::string described = must("DescribeTimeToLive", R"({"TableName":"tbl"})").text;
  take("s");
  for (int i = 10; i < 50; ++i) put("tbl", i);
  must("DeleteItem", R"({"TableName":"tbl","Key":{"pk":{"S":"p0"},"sk":{"N":"0"}}})");
  createTable("later");
  EXPECT_EQ(restoreAccount(*engine_, kAccount, "s"), 1u);
  EXPECT_EQ(tableStatus("later"), "ResourceNotFoundException");
  EXPECT_EQ(test::checkConsistency(*client_, "tbl").size(), 30u);
  EXPECT_EQ(must("DescribeTimeToLive", R"({"TableName":"tbl"})").text, described);
  const test::Reply table = must("DescribeTable", R"({"TableName":"tbl"})");
  EXPECT_TRUE(table.body["Table"]["DeletionProtectionEnabled"].GetBool());
  // It goes on as a table like any other: writes keep indexes and counters right, and items expire.
  for (int i = 25; i < 40; ++i) put("tbl", i);
  EXPECT_EQ(test::checkConsistency(*client_, "tbl").size(), 40u);
  clock_->advance(std::chrono::seconds(3600));
  engine_->runBackgroundJobs();
  EXPECT_TRUE(test::checkConsistency(*client_, "tbl").empty());
  EXPECT_EQ(restoreAccount(*engine_, kAccount, "s"), 1u);
  EXPECT_EQ(engine_->items().size(engine_->catalog().find(kAccount, "us-east-1", "tbl")->id).items, 30);
}

TEST_F(AccountTablesTest, RestoreStartsStreamsAnew) {
  createIndexed("tbl");
  put("tbl", 1);
  const std::string before = streamArn("tbl");
  take("s");
  restoreAccount(*engine_, kAccount, "s");
  const std::string arn = streamArn("tbl");
  EXPECT_NE(arn, before);
  EXPECT_EQ(streams(), 1u);
  put("tbl", 2);
  const test::Reply stream = must("DescribeStream", R"({"StreamArn":")" + arn + R"("})");
  const std::string shard = stream.body["StreamDescription"]["Shards"][0]["ShardId"].GetString();
  const test::Reply iterator = must("GetShardIterator", R"({"StreamArn":")" + arn + R"(","ShardId":")" + shard +
                                                            R"(","ShardIteratorType":"TRIM_HORIZON"})");
  const std::string position = iterator.body["ShardIterator"].GetString();
  EXPECT_EQ(must("GetRecords", R"({"ShardIterator":")" + position + R"("})").body["Records"].Size(), 1u);
  EXPECT_EQ(call("DescribeStream", R"({"StreamArn":")" + before + R"("})").errorType(), "ResourceNotFoundException");
}

TEST_F(AccountTablesTest, RestoresTheSnapshotOfAnotherAccount) {
  constexpr const char* kOther = "111122223333";
  createIndexed("tbl");
  for (int i = 0; i < 10; ++i) put("tbl", i);
  take("s");
  put("tbl", 10);
  EXPECT_EQ(restoreAccount(*engine_, kOther, "s"), std::nullopt) << "it has none of its own";
  EXPECT_EQ(restoreAccount(*engine_, kOther, "s", kAccount), 1u);
  EXPECT_EQ(test::checkConsistency(*client_, "tbl").size(), 11u) << "the account that it was taken of goes on";
  const auto copy = engine_->catalog().find(kOther, "us-east-1", "tbl");
  ASSERT_TRUE(copy);
  EXPECT_EQ(engine_->items().size(copy->id).items, 10);
  EXPECT_NE(copy->streamArn().find(kOther), std::string::npos);
  // And back: what can be seen of it from this account.
  engine_->snapshots().take(kOther, "t", engine_->clock().now());
  resetAccount(*engine_, kAccount, "");
  EXPECT_EQ(restoreAccount(*engine_, kAccount, "t", kOther), 1u);
  EXPECT_EQ(test::checkConsistency(*client_, "tbl").size(), 10u);
  EXPECT_EQ(streams(), 1u);
  EXPECT_TRUE(engine_->catalog().find(kOther, "us-east-1", "tbl"));
}

TEST_F(AccountTablesTest, RestoreOfAnUnknownSnapshotChangesNothing) {
  createTable("tbl");
  EXPECT_EQ(restoreAccount(*engine_, kAccount, "none"), std::nullopt);
  EXPECT_EQ(tableStatus("tbl"), "ACTIVE");
}

// Writers find the table before or after, never between; transactions over two tables and restores do not wait for each
// other.
TEST_F(AccountTablesTest, RestoresUnderLoad) {
  createIndexed("one");
  createIndexed("two");
  for (int i = 0; i < 20; ++i) put("one", i);
  take("s");
  std::atomic<bool> stop{false};
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 3; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; !stop; ++i) {
        put("one", 100 * writer + i % 100);
        const std::string key =
            R"({"pk":{"S":"t)" + std::to_string(writer) + R"("},"sk":{"N":")" + std::to_string(i % 10) + R"("}})";
        must("TransactWriteItems", R"({"TransactItems":[{"Put":{"TableName":"two","Item":)" + key +
                                       R"(}},{"Put":{"TableName":"one","Item":)" + key + "}}]}");
      }
    });
  }
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(restoreAccount(*engine_, kAccount, "s"), 2u);
    if (i % 5 == 0) engine_->runBackgroundJobs();
  }
  stop = true;
  for (std::thread& writer : writers) writer.join();
  test::checkConsistency(*client_, "one");
  test::checkConsistency(*client_, "two");
  restoreAccount(*engine_, kAccount, "s");
  EXPECT_EQ(test::checkConsistency(*client_, "one").size(), 20u);
  EXPECT_TRUE(test::checkConsistency(*client_, "two").empty());
  EXPECT_EQ(streams(), 2u);
}

TEST_F(AccountTablesTest, RestoresAnEmptyAccountToo) {
  take("empty");
  createTable("tbl");
  EXPECT_EQ(restoreAccount(*engine_, kAccount, "empty"), 0u);
  EXPECT_EQ(tableStatus("tbl"), "ResourceNotFoundException");
}

TEST_F(AccountTablesTest, EndsTransientStatusesThatTheSnapshotCaught) {
  open(std::chrono::milliseconds(500));
  createTable("tbl");
  take("s");
  clock_->advance(std::chrono::seconds(1));
  engine_->runBackgroundJobs();
  restoreAccount(*engine_, kAccount, "s");
  engine_->runBackgroundJobs();
  EXPECT_EQ(tableStatus("tbl"), "ACTIVE");
}

}  // namespace
}  // namespace stator
