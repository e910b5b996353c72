#include "stator/stator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tests/server/http_client.h"
#include "tests/support/temporary_directory.h"

namespace stator {
namespace {

using test::HttpClient;
using test::TemporaryDirectory;
using testing::HasSubstr;

constexpr std::string_view kCreate = R"({"TableName":"table","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
  "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"BillingMode":"PAY_PER_REQUEST"})";
constexpr std::string_view kPut = R"({"TableName":"table","Item":{"id":{"S":"1"},"n":{"N":"7"}}})";
constexpr std::string_view kGet = R"({"TableName":"table","Key":{"id":{"S":"1"}}})";
constexpr std::string_view kNoTables = R"({"TableNames":[]})";

std::string request(std::string_view operation, std::string_view body, std::string_view key_id = "any",
                    std::string_view region = "us-east-1") {
  std::string text = "POST / HTTP/1.1\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Date: 20261121T120000Z\r\n";
  text.append("X-Amz-Target: DynamoDB_20120810.")
      .append(operation)
      .append("\r\nAuthorization: AWS4-HMAC-SHA256 Credential=");
  text.append(key_id)
      .append("/20261121/")
      .append(region)
      .append("/dynamodb/aws4_request, SignedHeaders=host, Signature=0\r\n");
  text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
  return text;
}

TEST(Stator, CallsWithoutASocket) {
  Stator db;
  EXPECT_EQ(db.call("CreateTable", kCreate).http_status, 200);
  EXPECT_EQ(db.call("PutItem", kPut).http_status, 200);
  Response got = db.call("GetItem", kGet);
  EXPECT_EQ(got.http_status, 200);
  EXPECT_THAT(got.body, HasSubstr(R"("n":{"N":"7"})"));
}

TEST(Stator, ThrottlesWhenAsked) {
  Options options;
  options.clock = [] { return std::chrono::system_clock::time_point(std::chrono::hours(500000)); };  // stands still
  for (const bool enforce : {false, true}) {
    options.enforce_throughput = enforce;
    Stator db(options);
    ASSERT_EQ(db.call("CreateTable", R"({"TableName":"table","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
      "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
      "ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}})")
                  .http_status,
              200);
    EXPECT_EQ(db.call("PutItem", kPut).http_status, 200);
    const Response second = db.call("PutItem", kPut);
    EXPECT_EQ(second.http_status, enforce ? 400 : 200);
    EXPECT_EQ(second.body.find("ProvisionedThroughputExceededException") != std::string::npos, enforce);
  }
}

TEST(Stator, IsAdministeredWithoutASocket) {
  Stator db({.faults = R"({"rules":[{"operation":"ListTables","error":"InternalServerError","count":1},
                                    {"operation":"PutItem","connection":"drop"}]})"});
  EXPECT_EQ(db.call("ListTables", "{}").http_status, 500);
  EXPECT_EQ(db.call("ListTables", "{}").http_status, 200);
  EXPECT_EQ(db.call("CreateTable", kCreate).http_status, 200);
  EXPECT_EQ(db.call("PutItem", kPut).http_status, 0) << "a dropped connection has no answer";
  EXPECT_EQ(db.admin("DELETE", "faults").http_status, 200);
  EXPECT_EQ(db.call("PutItem", kPut).http_status, 200);
  EXPECT_THAT(db.admin("GET", "report?width=80").body, HasSubstr("stator report"));
  EXPECT_EQ(db.admin("GET", "nonsense").http_status, 404);
}

TEST(Stator, RefusesFaultsThatItCannotRead) {
  EXPECT_THROW(Stator({.faults = "nonsense"}), std::runtime_error);
  EXPECT_THROW(Stator({.faults = R"({"rules":[{"connection":"slam"}]})"}), std::runtime_error);
}

TEST(Stator, ServesMetricsAndAdministrationOverHttp) {
  Stator db;
  const uint16_t port = db.serve({.port = 0, .admin_token = "secret"});
  HttpClient client(port);
  ASSERT_TRUE(client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  EXPECT_THAT(client.receive().body, HasSubstr("stator_tables 0"));
  ASSERT_TRUE(client.send("GET /_stator/clock HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  EXPECT_THAT(client.receive().body, HasSubstr("aheadSeconds"));
  ASSERT_TRUE(client.send("GET /_stator/clock HTTP/1.1\r\nHost: elsewhere\r\n\r\n"));
  EXPECT_EQ(client.receive().status, 403);
  ASSERT_TRUE(client.send("GET /_stator/clock HTTP/1.1\r\nHost: elsewhere\r\nAuthorization: Bearer secret\r\n\r\n"));
  EXPECT_EQ(client.receive().status, 200);
}

std::string textBehind(const std::string& body, const std::string& name) {
  const std::string start = "\"" + name + "\":\"";
  const size_t at = body.find(start);
  return at == std::string::npos ? ""
                                 : body.substr(at + start.size(), body.find('"', at + start.size()) - at - start.size());
}

TEST(Stator, SplitsShardsOfStreams) {
  Stator db({.stream_shards = 2});
  std::string create(kCreate);
  create.insert(1, R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"},)");
  const std::string arn = textBehind(db.call("CreateTable", create).body, "LatestStreamArn");
  const std::string describe = R"({"StreamArn":")" + arn + "\"}";
  const std::string body = db.call("DescribeStream", describe).body;
  EXPECT_EQ(body.find("ParentShardId"), std::string::npos);
  const std::string shard = textBehind(body, "ShardId");
  db.splitShard(arn, shard);
  EXPECT_EQ(textBehind(db.call("DescribeStream", describe).body, "ParentShardId"), shard);
  EXPECT_THROW(db.splitShard(arn, shard), std::runtime_error) << "closed by now";
  EXPECT_THROW(db.splitShard("arn", shard), std::runtime_error);
}

TEST(Stator, ExpiredItemsStayForTheDelay) {
  const auto start = std::chrono::system_clock::time_point(std::chrono::seconds(1'800'000'000));
  auto now = start;
  Stator db({.clock = [&] { return now; }, .time_to_live_delay = std::chrono::seconds(60)});
  db.call("CreateTable", kCreate);
  db.call("UpdateTimeToLive", R"({"TableName":"table","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"until"}})");
  db.call("PutItem", R"({"TableName":"table","Item":{"id":{"S":"1"},"until":{"N":"1800000010"}}})");
  now = start + std::chrono::seconds(69);
  db.runBackgroundJobs();
  EXPECT_THAT(db.call("GetItem", kGet).body, HasSubstr("Item"));
  now = start + std::chrono::seconds(72);
  db.runBackgroundJobs();
  EXPECT_EQ(db.call("GetItem", kGet).body, "{}");
}

TEST(Stator, WhateverIsCalledIsAnswered) {
  Stator db;
  EXPECT_THAT(db.call("NoSuchOperation", "{}").body, HasSubstr("UnknownOperationException"));
  EXPECT_THAT(db.call("", "").body, HasSubstr("UnknownOperationException"));
  EXPECT_THAT(db.call("GetItem", "{").body, HasSubstr("SerializationException"));
  EXPECT_EQ(db.call(std::string(100000, 'x'), std::string(1000, '[')).http_status, 400);
}

TEST(Stator, ServesWhatItWasCalledFor) {
  Stator db;
  ASSERT_EQ(db.call("CreateTable", kCreate).http_status, 200);
  uint16_t port = db.serve({.port = 0, .threads = 1});
  ASSERT_NE(port, 0);
  HttpClient client(port);
  EXPECT_EQ(client.ask(request("PutItem", kPut)).status, 200);
  EXPECT_THAT(db.call("GetItem", kGet).body, HasSubstr(R"("n":{"N":"7"})"));
  EXPECT_THROW(db.serve({.port = 0}), std::runtime_error);

  db.stop();
  EXPECT_FALSE(HttpClient(port).connected());
  EXPECT_EQ(db.call("GetItem", kGet).http_status, 200) << "the database is still open";
  EXPECT_EQ(HttpClient(db.serve({.port = 0, .threads = 1})).ask(request("GetItem", kGet)).status, 200);
}

TEST(Stator, TwoInOneProcessKnowNothingOfEachOther) {
  Stator one, two;
  ASSERT_EQ(one.call("CreateTable", kCreate).http_status, 200);
  uint16_t port_one = one.serve({.port = 0, .threads = 1}), port_two = two.serve({.port = 0, .threads = 1});
  EXPECT_NE(port_one, port_two);
  EXPECT_EQ(HttpClient(port_one).ask(request("ListTables", "{}")).body, R"({"TableNames":["table"]})");
  EXPECT_EQ(HttpClient(port_two).ask(request("ListTables", "{}")).body, kNoTables);
  EXPECT_EQ(two.call("ListTables", "{}").body, kNoTables);
}

TEST(Stator, TablesLiveInAnAccountAndARegion) {
  Stator db({.region = "eu-west-2", .account = "123456789012"});
  ASSERT_EQ(db.call("CreateTable", kCreate).http_status, 200);
  HttpClient client(db.serve({.port = 0, .threads = 1}));
  EXPECT_EQ(client.ask(request("ListTables", "{}", "123456789012", "eu-west-2")).body, R"({"TableNames":["table"]})");
  EXPECT_EQ(client.ask(request("ListTables", "{}", "123456789013", "eu-west-2")).body, kNoTables);
  EXPECT_EQ(client.ask(request("ListTables", "{}", "123456789012", "us-east-1")).body, kNoTables);
  EXPECT_EQ(client.ask("GET / HTTP/1.1\r\n\r\n").body, "healthy: dynamodb.eu-west-2.amazonaws.com ");
}

TEST(Stator, ASharedDatabaseHasOneSetOfTables) {
  Stator db({.shared_database = true});
  ASSERT_EQ(db.call("CreateTable", kCreate).http_status, 200);
  HttpClient client(db.serve({.port = 0, .threads = 1}));
  EXPECT_EQ(client.ask(request("ListTables", "{}", "123456789012", "eu-west-2")).body, R"({"TableNames":["table"]})");
}

TEST(Stator, ADirectoryKeepsWhatWasPut) {
  TemporaryDirectory directory;
  std::string path = directory.path() + "/made/for/it";
  {
    Stator db({.data_directory = path, .sync = true});
    ASSERT_EQ(db.call("CreateTable", kCreate).http_status, 200);
    ASSERT_EQ(db.call("PutItem", kPut).http_status, 200);
    EXPECT_THROW(Stator({.data_directory = path}), std::runtime_error) << "one at a time";
  }
  Stator again({.data_directory = path});
  EXPECT_THAT(again.call("GetItem", kGet).body, HasSubstr(R"("n":{"N":"7"})"));
}

TEST(Stator, ADirectoryThatCannotBeIsAnError) {
  TemporaryDirectory directory;
  EXPECT_THROW(Stator({.data_directory = "/dev/null/data"}), std::runtime_error);
}

TEST(Stator, LivesByTheClockThatItIsGiven) {
  std::atomic<int64_t> seconds{1'000'000'000};
  Stator db({.clock = [&] { return std::chrono::system_clock::time_point(std::chrono::seconds(seconds)); }});
  EXPECT_THAT(db.call("CreateTable", kCreate).body, HasSubstr(R"("CreationDateTime":1000000000)"));
  seconds += 1;
  HttpClient client(db.serve({.port = 0, .threads = 1}));
  EXPECT_EQ(client.ask("GET / HTTP/1.1\r\n\r\n").headers["Date"], "Sun, 09 Sep 2001 01:46:41 GMT");
}

TEST(Stator, TransientStatusesEndByTheClock) {
  std::atomic<int64_t> seconds{1'000'000'000};
  Stator db({.clock = [&] { return std::chrono::system_clock::time_point(std::chrono::seconds(seconds)); },
             .transient_status = std::chrono::seconds(5)});
  EXPECT_THAT(db.call("CreateTable", kCreate).body, HasSubstr(R"("TableStatus":"CREATING")"));
  db.runBackgroundJobs();
  EXPECT_THAT(db.call("DescribeTable", R"({"TableName":"table"})").body, HasSubstr(R"("TableStatus":"CREATING")"));
  seconds += 6;
  db.runBackgroundJobs();
  EXPECT_THAT(db.call("DescribeTable", R"({"TableName":"table"})").body, HasSubstr(R"("TableStatus":"ACTIVE")"));
}

TEST(Stator, TransientStatusesEndByThemselves) {
  Stator db({.transient_status = std::chrono::milliseconds(20)});
  EXPECT_THAT(db.call("CreateTable", kCreate).body, HasSubstr(R"("TableStatus":"CREATING")"));
  std::string description;
  for (int i = 0; i < 2000 && description.find(R"("TableStatus":"ACTIVE")") == std::string::npos; ++i) {
    description = db.call("DescribeTable", R"({"TableName":"table"})").body;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_THAT(description, HasSubstr(R"("TableStatus":"ACTIVE")"));
}

TEST(Stator, LogsRequestsWhenAsked) {
  std::mutex mutex;
  std::vector<std::string> lines;
  auto sink = [&](Verbosity level, std::string_view line) {
    std::lock_guard lock(mutex);
    lines.emplace_back(level == Verbosity::Debug ? line : "not at debug level");
  };
  Stator talkative({.log = sink, .verbosity = Verbosity::Debug});
  talkative.call("ListTables", "{}");
  talkative.call("DescribeTable", R"({"TableName":"music"})");
  EXPECT_THAT(lines,
              testing::ElementsAre(testing::MatchesRegex("ListTables 200 [0-9]+ us 000000000000 us-east-1"),
                                   testing::MatchesRegex("DescribeTable music 400 ResourceNotFoundException [0-9]+ us .*")));
  lines.clear();
  Stator quiet({.log = sink});
  quiet.call("ListTables", "{}");
  EXPECT_THAT(lines, testing::IsEmpty());
}

TEST(Stator, ShowsEachRequestToWhoeverWatches) {
  std::vector<std::string> seen;  // calls come from this thread alone
  Stator db({.region = "eu-west-1", .on_request = [&](const RequestRecord& request) {
               EXPECT_GT(request.duration.count(), 0);
               EXPECT_EQ(request.account, "000000000000");
               EXPECT_EQ(request.region, "eu-west-1");
               seen.push_back(std::string(request.operation) + "|" + std::string(request.table) + "|" +
                              std::to_string(request.http_status) + "|" + std::string(request.error));
             }});
  db.call("CreateTable", kCreate);
  db.call("BatchGetItem", R"({"RequestItems":{"table":{"Keys":[{"id":{"S":"1"}}]}}})");
  db.call("TransactWriteItems", R"({"TransactItems":[{"Put":{"TableName":"gone","Item":{"id":{"S":"1"}}}}]})");
  db.call("NoSuchOperation", "{}");
  db.call("GetItem", R"({"TableName":7})");
  EXPECT_THAT(seen, testing::ElementsAre("CreateTable|table|200|", "BatchGetItem|table|200|",
                                         "TransactWriteItems|gone|400|ResourceNotFoundException",
                                         "DynamoDB_20120810.NoSuchOperation||400|UnknownOperationException",
                                         "GetItem||400|SerializationException"));
}

TEST(Stator, ManyThreadsCallAtOnce) {
  Stator db;
  ASSERT_EQ(db.call("CreateTable", kCreate).http_status, 200);
  std::vector<std::thread> threads;
  std::atomic<int> failures{0};
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 100; ++i) {
        std::string id = std::to_string(t) + "-" + std::to_string(i);
        if (db.call("PutItem", R"({"TableName":"table","Item":{"id":{"S":")" + id + R"("}}})").http_status != 200)
          ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_THAT(db.call("Scan", R"({"TableName":"table","Select":"COUNT"})").body, HasSubstr(R"("Count":400)"));
}

TEST(Stator, VersionIsThreeNumbers) {
  EXPECT_THAT(std::string(version()), testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
}

}  // namespace
}  // namespace stator
