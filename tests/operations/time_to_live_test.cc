// Time to live through the API: the settings, and what happens to items whose time is over.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr int64_t kNow = 1700000000;  // where the fixture's clock starts

class TimeToLiveTest : public test::EngineTest {
 protected:
  static std::string setting(bool enable, const std::string& attribute = "ttl", const std::string& table = "abc") {
    return R"({"TableName":")" + table + R"(","TimeToLiveSpecification":{"Enabled":)" + (enable ? "true" : "false") +
           R"(,"AttributeName":")" + attribute + "\"}}";
  }
  std::string describe() { return must("DescribeTimeToLive", R"({"TableName":"abc"})").text; }
  static std::string description(const std::string& status) {
    return R"({"TimeToLiveDescription":{"AttributeName":"ttl","TimeToLiveStatus":")" + status + "\"}}";
  }
  static constexpr const char* kDisabled = R"({"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}})";

  // `ttl` is JSON of the attribute's value.
  void put(const std::string& pk, const std::string& ttl) {
    must("PutItem",
         R"({"TableName":"abc","Item":{"pk":{"S":")" + pk + R"("},"sk":{"N":"1"},"group":{"S":"g"},"ttl":)" + ttl + "}}");
  }
  void put(const std::string& pk, int64_t ttl) { put(pk, R"({"N":")" + std::to_string(ttl) + "\"}"); }
  bool has(const std::string& pk) {
    return must("GetItem", R"({"TableName":"abc","Key":{"pk":{"S":")" + pk + R"("},"sk":{"N":"1"}}})")
        .body.HasMember("Item");
  }
  int count() { return must("Scan", R"({"TableName":"abc","Select":"COUNT"})").body["Count"].GetInt(); }
  void sweep(seconds later = seconds(0)) {
    clock_->advance(later);
    engine_->runBackgroundJobs();
  }
};

TEST_F(TimeToLiveTest, SettingsAreEchoedAndDescribed) {
  createTable("abc");
  EXPECT_EQ(describe(), kDisabled);
  EXPECT_EQ(must("UpdateTimeToLive", setting(true)).text,
            R"({"TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":true}})");
  EXPECT_EQ(describe(), description("ENABLED"));
  clock_->advance(hours(1));
  EXPECT_EQ(must("UpdateTimeToLive", setting(false)).text,
            R"({"TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":false}})");
  EXPECT_EQ(describe(), kDisabled);
}

TEST_F(TimeToLiveTest, ChangesThatAreNoneOrComeTooSoonAreRefused) {
  createTable("abc");
  const auto refused = [&](const std::string& body, std::string_view text) {
    expectError("UpdateTimeToLive", body, "ValidationException", text);
  };
  refused(setting(false), "TimeToLive is already disabled");
  must("UpdateTimeToLive", setting(true));
  refused(setting(true), "TimeToLive is already enabled");
  refused(setting(true, "other"), "TimeToLive is active on a different AttributeName: current AttributeName is ttl");
  refused(setting(false, "other"), "TimeToLive is active on a different AttributeName: current AttributeName is ttl");
  refused(setting(false), "Time to live has been modified multiple times within a fixed interval");
  clock_->advance(seconds(1811));
  refused(setting(false), "Time to live has been modified multiple times within a fixed interval");
  clock_->advance(seconds(1872 - 1811));
  must("UpdateTimeToLive", setting(false));
  refused(setting(true, "other"), "Time to live has been modified multiple times within a fixed interval");
  clock_->advance(hours(1));
  must("UpdateTimeToLive", setting(true, "other"));
  expectError("UpdateTimeToLive", setting(true, "ttl", "missing"), "ResourceNotFoundException",
              "Requested resource not found: Table: missing not found");
  EXPECT_EQ(call("UpdateTimeToLive", setting(true, "")).errorType(), "ValidationException");
}

TEST_F(TimeToLiveTest, TransientStatusesShow) {
  open(std::chrono::milliseconds(500));
  createTable("abc");
  expectError("DescribeTimeToLive", R"({"TableName":"abc"})", "ValidationException",
              "Cannot describe time to live while table is in CREATING state: Current table state is CREATING");
  expectError("UpdateTimeToLive", setting(true), "ResourceNotFoundException",
              "Requested resource not found: Table: abc not found");
  clock_->advance(seconds(1));
  must("UpdateTimeToLive", setting(true));
  EXPECT_EQ(describe(), description("ENABLING"));
  clock_->advance(seconds(1));
  EXPECT_EQ(describe(), description("ENABLED"));
  clock_->advance(hours(1));
  must("UpdateTimeToLive", setting(false));
  EXPECT_EQ(describe(), description("DISABLING"));
  clock_->advance(seconds(1));
  EXPECT_EQ(describe(), kDisabled);
}

TEST_F(TimeToLiveTest, ItemsGoAtTheSweepAfterTheirSecond) {
  createTable("abc");
  must("UpdateTimeToLive", setting(true));
  put("a", kNow + 10);
  sweep(seconds(10));
  EXPECT_TRUE(has("a")) << "its second is not over";
  clock_->advance(seconds(5));
  EXPECT_TRUE(has("a")) << "expired, but not swept yet";
  EXPECT_EQ(count(), 1);
  sweep();
  EXPECT_FALSE(has("a"));
}

TEST_F(TimeToLiveTest, OnlyPastSecondsOfTheLastFiveYearsCount) {
  createTable("abc");
  must("UpdateTimeToLive", setting(true));
  constexpr int64_t kYear = 365 * 24 * 3600;
  put("text", R"({"S":")" + std::to_string(kNow - 10) + "\"}");
  put("list", R"({"L":[{"N":"1699999990"}]})");
  put("ancient", kNow - 5 * kYear - 100);
  put("zero", int64_t{0});
  put("milliseconds", kNow * 1000);
  put("negative", int64_t{-5});
  put("old", kNow - 5 * kYear + 100);
  put("fraction", R"({"N":"1699999990.5"})");
  sweep(seconds(2));
  for (const char* kept : {"text", "list", "ancient", "zero", "milliseconds", "negative"}) EXPECT_TRUE(has(kept)) << kept;
  for (const char* gone : {"old", "fraction"}) EXPECT_FALSE(has(gone)) << gone;
}

TEST_F(TimeToLiveTest, ItemsFromBeforeEnablingExpireToo) {
  createTable("abc");
  for (int i = 0; i < 30; ++i) put(std::to_string(i), kNow - 100 + (i % 2) * 1000);
  must("UpdateTimeToLive", setting(true));
  sweep();
  EXPECT_EQ(count(), 15);
}

TEST_F(TimeToLiveTest, AChangedExpiryCounts) {
  createTable("abc");
  must("UpdateTimeToLive", setting(true));
  put("later", kNow + 10);
  put("never", kNow + 10);
  put("sooner", kNow + 1000);
  put("later", kNow + 1000);
  must(
      "UpdateItem",
      R"({"TableName":"abc","Key":{"pk":{"S":"never"},"sk":{"N":"1"}},"UpdateExpression":"REMOVE #t","ExpressionAttributeNames":{"#t":"ttl"}})");
  put("sooner", kNow + 10);
  sweep(seconds(20));
  EXPECT_TRUE(has("later"));
  EXPECT_TRUE(has("never"));
  EXPECT_FALSE(has("sooner"));
}

TEST_F(TimeToLiveTest, NothingExpiresWhileDisabled) {
  createTable("abc");
  must("UpdateTimeToLive", setting(true));
  put("a", kNow + 7200);
  clock_->advance(hours(1));
  must("UpdateTimeToLive", setting(false));
  put("b", kNow + 10);
  sweep(hours(2));
  EXPECT_EQ(count(), 2);
  must("UpdateTimeToLive", setting(true));
  sweep(seconds(2));
  EXPECT_EQ(count(), 0);
}

TEST_F(TimeToLiveTest, IndexesFollowAndStreamsTellWhoDeleted) {
  createTable("abc", R"(,"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"OLD_IMAGE"},
    "LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
    "Projection":{"ProjectionType":"ALL"}}])");
  must("UpdateTimeToLive", setting(true));
  put("a", kNow + 1);
  put("b", kNow + 1);
  must("DeleteItem", R"({"TableName":"abc","Key":{"pk":{"S":"b"},"sk":{"N":"1"}}})");
  sweep(seconds(5));
  EXPECT_EQ(must("Scan", R"({"TableName":"abc","IndexName":"lsi","Select":"COUNT"})").body["Count"].GetInt(), 0);
  EXPECT_EQ(must("DescribeTable", R"({"TableName":"abc"})").body["Table"]["ItemCount"].GetInt(), 0);

  const std::string arn = must("DescribeTable", R"({"TableName":"abc"})").body["Table"]["LatestStreamArn"].GetString();
  const auto stream = must("DescribeStream", R"({"StreamArn":")" + arn + "\"}");
  std::map<std::string, bool> by_service;
  for (const auto& shard : stream.body["StreamDescription"]["Shards"].GetArray()) {
    const auto iterator =
        must("GetShardIterator", R"({"StreamArn":")" + arn + R"(","ShardIteratorType":"TRIM_HORIZON","ShardId":")" +
                                     shard["ShardId"].GetString() + "\"}");
    const auto reply =
        must("GetRecords", R"({"ShardIterator":")" + std::string(iterator.body["ShardIterator"].GetString()) + "\"}");
    for (const auto& record : reply.body["Records"].GetArray()) {
      if (std::string(record["eventName"].GetString()) != "REMOVE") continue;
      const bool service = record.HasMember("userIdentity");
      by_service[record["dynamodb"]["Keys"]["pk"]["S"].GetString()] = service;
      EXPECT_TRUE(record["dynamodb"].HasMember("OldImage"));
      if (!service) continue;
      EXPECT_STREQ(record["userIdentity"]["Type"].GetString(), "Service");
      EXPECT_STREQ(record["userIdentity"]["PrincipalId"].GetString(), "dynamodb.amazonaws.com");
    }
  }
  EXPECT_THAT(by_service, testing::ElementsAre(testing::Pair("a", true), testing::Pair("b", false)));
}

TEST_F(TimeToLiveTest, TheSweepRunsOnceASecond) {
  createTable("abc");
  must("UpdateTimeToLive", setting(true));
  sweep(seconds(100));
  put("a", kNow + 1);
  clock_->advance(std::chrono::milliseconds(900));
  sweep();
  EXPECT_TRUE(has("a"));
  sweep(seconds(1));
  EXPECT_FALSE(has("a"));
}

TEST_F(TimeToLiveTest, ADelayKeepsExpiredItems) {
  client_.reset();
  engine_ = std::make_unique<Engine>(EngineOptions{.clock = clock_, .random_seed = 1, .time_to_live_delay = hours(48)});
  client_ = std::make_unique<test::ApiClient>(*engine_);
  createTable("abc");
  must("UpdateTimeToLive", setting(true));
  put("a", kNow);
  sweep(hours(48));
  EXPECT_TRUE(has("a"));
  sweep(seconds(1));
  EXPECT_FALSE(has("a"));
}

TEST_F(TimeToLiveTest, ManyExpireInOneSweep) {
  createTable("abc");
  must("UpdateTimeToLive", setting(true));
  for (int i = 0; i < 2300; ++i) put(std::to_string(i), kNow - i);
  sweep(seconds(2));
  EXPECT_EQ(count(), 0);
}

}  // namespace
}  // namespace stator
