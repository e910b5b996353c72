// Streams through the API: what consumers see.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <tuple>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;

std::string json(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

class StreamsTest : public test::EngineTest {
 protected:
  StreamsTest() { open({}, false, {.shards = 4}); }

  static std::string enabled(const std::string& view) {
    return R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":")" + view + "\"}";
  }
  // HASH Username.
  std::string createWithStream(const std::string& name, const std::string& view = "NEW_AND_OLD_IMAGES") {
    must("CreateTable", R"({"TableName":")" + name + R"(","BillingMode":"PAY_PER_REQUEST",
      "AttributeDefinitions":[{"AttributeName":"Username","AttributeType":"S"}],
      "KeySchema":[{"AttributeName":"Username","KeyType":"HASH"}],)" +
                            enabled(view) + "}");
    return streamArn(name);
  }
  std::string streamArn(const std::string& name) {
    return must("DescribeTable", R"({"TableName":")" + name + R"("})").body["Table"]["LatestStreamArn"].GetString();
  }
  void updateStream(const std::string& name, const std::string& specification) {
    must("UpdateTable", R"({"TableName":")" + name + "\"," + specification + "}");
  }
  void put(const std::string& table, const std::string& attributes) {
    must("PutItem", R"({"TableName":")" + table + R"(","Item":{)" + attributes + "}}");
  }
  test::Reply describe(const std::string& arn, const std::string& more = "") {
    return must("DescribeStream", R"({"StreamArn":")" + arn + "\"" + more + "}");
  }
  std::string status(const std::string& arn) { return describe(arn).body["StreamDescription"]["StreamStatus"].GetString(); }
  std::vector<std::string> shardIds(const std::string& arn, const std::string& more = "") {
    std::vector<std::string> ids;
    const auto reply = describe(arn, more);
    for (const auto& shard : reply.body["StreamDescription"]["Shards"].GetArray())
      ids.emplace_back(shard["ShardId"].GetString());
    return ids;
  }
  static std::string iteratorRequest(const std::string& arn, const std::string& shard, const std::string& type,
                                     const std::string& sequence = "") {
    return R"({"StreamArn":")" + arn + R"(","ShardId":")" + shard + R"(","ShardIteratorType":")" + type + "\"" +
           (sequence.empty() ? "" : R"(,"SequenceNumber":")" + sequence + "\"") + "}";
  }
  std::string iterator(const std::string& arn, const std::string& shard, const std::string& type,
                       const std::string& sequence = "") {
    return must("GetShardIterator", iteratorRequest(arn, shard, type, sequence)).body["ShardIterator"].GetString();
  }
  static std::string recordsRequest(const std::string& shard_iterator, const std::string& more = "") {
    return R"({"ShardIterator":")" + shard_iterator + "\"" + more + "}";
  }
  // What every shard holds, in the order of the shards: the text of each record.
  std::vector<std::string> records(const std::string& arn) {
    std::vector<std::string> found;
    for (const std::string& shard : shardIds(arn)) {
      const auto reply = must("GetRecords", recordsRequest(iterator(arn, shard, "TRIM_HORIZON")));
      for (const auto& record : reply.body["Records"].GetArray()) found.push_back(json(record));
    }
    return found;
  }
  // The shard with records, and its id.
  std::string busyShard(const std::string& arn) {
    for (const std::string& shard : shardIds(arn)) {
      const auto reply = must("GetRecords", recordsRequest(iterator(arn, shard, "TRIM_HORIZON")));
      if (!reply.body["Records"].Empty()) return shard;
    }
    return {};
  }
  static rapidjson::Document parse(const std::string& text) {
    rapidjson::Document document;
    document.Parse(text.c_str());
    return document;
  }
};

TEST_F(StreamsTest, ARecordHasTheServicesShape) {
  const std::string arn = createWithStream("abc");
  put("abc", R"("Username":{"S":"Fred"})");
  clock_->advance(std::chrono::milliseconds(2600));
  put("abc", R"("Username":{"S":"Fred"},"name":{"S":"Fred"})");
  must("DeleteItem", R"({"TableName":"abc","Key":{"Username":{"S":"Fred"}}})");
  const auto found = records(arn);
  ASSERT_EQ(found.size(), 3U);

  const auto insert = parse(found[0]);
  EXPECT_STREQ(insert["awsRegion"].GetString(), "us-east-1");
  EXPECT_STREQ(insert["eventName"].GetString(), "INSERT");
  EXPECT_STREQ(insert["eventSource"].GetString(), "aws:dynamodb");
  EXPECT_STREQ(insert["eventVersion"].GetString(), "1.1");
  EXPECT_THAT(insert["eventID"].GetString(), testing::MatchesRegex("[0-9a-f]{32}"));
  EXPECT_FALSE(insert.HasMember("userIdentity"));
  const auto& change = insert["dynamodb"];
  EXPECT_EQ(json(change["ApproximateCreationDateTime"]), "1700000000");
  EXPECT_EQ(json(change["Keys"]), R"({"Username":{"S":"Fred"}})");
  EXPECT_EQ(json(change["NewImage"]), R"({"Username":{"S":"Fred"}})");
  EXPECT_FALSE(change.HasMember("OldImage"));
  EXPECT_EQ(change["SizeBytes"].GetInt(), 24);
  EXPECT_STREQ(change["StreamViewType"].GetString(), "NEW_AND_OLD_IMAGES");
  EXPECT_THAT(change["SequenceNumber"].GetString(), testing::MatchesRegex("[0-9]{21,40}"));

  const auto modify = parse(found[1]);
  EXPECT_STREQ(modify["eventName"].GetString(), "MODIFY");
  EXPECT_EQ(json(modify["dynamodb"]["ApproximateCreationDateTime"]), "1700000002");
  EXPECT_EQ(json(modify["dynamodb"]["OldImage"]), R"({"Username":{"S":"Fred"}})");
  EXPECT_EQ(json(modify["dynamodb"]["NewImage"]), R"({"Username":{"S":"Fred"},"name":{"S":"Fred"}})");
  const auto remove = parse(found[2]);
  EXPECT_STREQ(remove["eventName"].GetString(), "REMOVE");
  EXPECT_FALSE(remove["dynamodb"].HasMember("NewImage"));
  EXPECT_GT(std::string(remove["dynamodb"]["SequenceNumber"].GetString()), modify["dynamodb"]["SequenceNumber"].GetString());
  EXPECT_STRNE(remove["eventID"].GetString(), modify["eventID"].GetString());
}

TEST_F(StreamsTest, ViewTypesDecideAboutImages) {
  for (const auto& [view, new_image, old_image] :
       {std::tuple("KEYS_ONLY", false, false), std::tuple("NEW_IMAGE", true, false), std::tuple("OLD_IMAGE", false, true),
        std::tuple("NEW_AND_OLD_IMAGES", true, true)}) {
    const std::string table = view;
    const std::string arn = createWithStream(table, view);
    put(table, R"("Username":{"S":"Fred"},"n":{"N":"1"})");
    put(table, R"("Username":{"S":"Fred"},"n":{"N":"2"})");
    const auto found = records(arn);
    ASSERT_EQ(found.size(), 2U) << view;
    const auto modify = parse(found[1]);
    EXPECT_EQ(modify["dynamodb"].HasMember("NewImage"), new_image) << view;
    EXPECT_EQ(modify["dynamodb"].HasMember("OldImage"), old_image) << view;
    // Username=Fred is 12, with n=1 it is 15 bytes.
    EXPECT_EQ(modify["dynamodb"]["SizeBytes"].GetInt(), 12 + (new_image ? 15 : 0) + (old_image ? 15 : 0)) << view;
  }
}

TEST_F(StreamsTest, WritesThatChangeNothingLeaveNoRecord) {
  const std::string arn = createWithStream("abc");
  put("abc", R"("Username":{"S":"Fred"},"n":{"N":"1"})");
  put("abc", R"("Username":{"S":"Fred"},"n":{"N":"1.0"})");
  must("UpdateItem", R"({"TableName":"abc","Key":{"Username":{"S":"Fred"}},"UpdateExpression":"SET n = n"})");
  must("DeleteItem", R"({"TableName":"abc","Key":{"Username":{"S":"absent"}}})");
  EXPECT_EQ(records(arn).size(), 1U);
}

TEST_F(StreamsTest, BatchesAndTransactionsWriteARecordForEachItem) {
  const std::string arn = createWithStream("abc");
  createTable("plain");
  must(
      "BatchWriteItem",
      R"({"RequestItems":{"abc":[{"PutRequest":{"Item":{"Username":{"S":"a"}}}},{"PutRequest":{"Item":{"Username":{"S":"b"}}}}]}})");
  must("TransactWriteItems", R"json({"TransactItems":[{"Put":{"TableName":"abc","Item":{"Username":{"S":"c"}}}},
    {"Update":{"TableName":"abc","Key":{"Username":{"S":"d"}},"UpdateExpression":"SET n = :n","ExpressionAttributeValues":{":n":{"N":"1"}}}},
    {"ConditionCheck":{"TableName":"abc","Key":{"Username":{"S":"a"}},"ConditionExpression":"attribute_exists(Username)"}},
    {"Put":{"TableName":"plain","Item":{"pk":{"S":"c"},"sk":{"N":"1"}}}}]})json");
  const auto found = records(arn);
  EXPECT_EQ(found.size(), 4U);
  for (const std::string& record : found) EXPECT_STREQ(parse(record)["eventName"].GetString(), "INSERT");
}

TEST_F(StreamsTest, DescribeShowsStreamAndShards) {
  const std::string arn = createWithStream("abc", "KEYS_ONLY");
  const auto reply = describe(arn);
  const auto& stream = reply.body["StreamDescription"];
  EXPECT_STREQ(stream["StreamArn"].GetString(), arn.c_str());
  EXPECT_EQ(arn,
            "arn:aws:dynamodb:us-east-1:000000000000:table/abc/stream/" + std::string(stream["StreamLabel"].GetString()));
  EXPECT_STREQ(stream["StreamStatus"].GetString(), "ENABLED");
  EXPECT_STREQ(stream["StreamViewType"].GetString(), "KEYS_ONLY");
  EXPECT_STREQ(stream["TableName"].GetString(), "abc");
  EXPECT_EQ(stream["CreationRequestDateTime"].GetDouble(), 1700000000.0);
  EXPECT_EQ(json(stream["KeySchema"]), R"([{"AttributeName":"Username","KeyType":"HASH"}])");
  ASSERT_EQ(stream["Shards"].Size(), 4U);
  for (const auto& shard : stream["Shards"].GetArray()) {
    EXPECT_THAT(shard["ShardId"].GetString(), testing::MatchesRegex("shardId-[0-9]{20}-[0-9a-f]{8}"));
    EXPECT_TRUE(shard["SequenceNumberRange"].HasMember("StartingSequenceNumber"));
    EXPECT_FALSE(shard["SequenceNumberRange"].HasMember("EndingSequenceNumber"));
    EXPECT_FALSE(shard.HasMember("ParentShardId"));
  }
}

TEST_F(StreamsTest, AStreamHasOneShardUnlessAskedFor) {
  open({});
  EXPECT_EQ(shardIds(createWithStream("abc")).size(), 1U);
}

TEST_F(StreamsTest, ShardsSplitOnASchedule) {
  open({}, false, {.split_interval = std::chrono::seconds(5)});
  const std::string arn = createWithStream("abc");
  for (const size_t expected : {1U, 3U, 5U}) {
    engine_->runBackgroundJobs();
    engine_->runBackgroundJobs();
    EXPECT_EQ(shardIds(arn).size(), expected) << "two more each time";
    clock_->advance(std::chrono::seconds(5));
  }
}

TEST_F(StreamsTest, LimitsHaveALimit) {
  const std::string arn = createWithStream("abc");
  const auto message = [](const std::string& value, const std::string& limit) {
    return "1 validation error detected: Value '" + value +
           "' at 'limit' failed to satisfy constraint: Member must have value less than or equal to " + limit;
  };
  expectError("GetRecords", recordsRequest(iterator(arn, shardIds(arn)[0], "LATEST"), R"(,"Limit":1001)"),
              "ValidationException", message("1001", "1000"));
  expectError("DescribeStream", R"({"StreamArn":")" + arn + R"(","Limit":101})", "ValidationException",
              message("101", "100"));
  expectError("ListStreams", R"({"Limit":101})", "ValidationException", message("101", "100"));
  must("GetRecords", recordsRequest(iterator(arn, shardIds(arn)[0], "LATEST"), R"(,"Limit":1000)"));
  must("ListStreams", R"({"Limit":100})");
}

TEST_F(StreamsTest, DescribePagesItsShards) {
  const std::string arn = createWithStream("abc");
  const auto all = shardIds(arn);
  std::vector<std::string> paged;
  std::string more = R"(,"Limit":3)";
  for (int pages = 0; pages < 2; ++pages) {
    const auto reply = describe(arn, more);
    const auto& stream = reply.body["StreamDescription"];
    for (const auto& shard : stream["Shards"].GetArray()) paged.emplace_back(shard["ShardId"].GetString());
    EXPECT_EQ(stream.HasMember("LastEvaluatedShardId"), pages == 0);
    if (pages == 0) {
      EXPECT_EQ(stream["LastEvaluatedShardId"].GetString(), paged.back());
      more = R"(,"Limit":3,"ExclusiveStartShardId":")" + paged.back() + "\"";
    }
  }
  EXPECT_EQ(paged, all);
}

TEST_F(StreamsTest, ASplitShardClosesAndNamesItsChildren) {
  const std::string arn = createWithStream("abc");
  put("abc", R"("Username":{"S":"Fred"})");
  const std::string parent = busyShard(arn);
  const std::string open_iterator = iterator(arn, parent, "TRIM_HORIZON");
  ASSERT_TRUE(engine_->splitShard(arn, parent));
  EXPECT_FALSE(engine_->splitShard(arn, parent));
  EXPECT_EQ(engine_->splitShard(arn, "shardId-0").error().code, ErrorCode::ResourceNotFoundException);
  EXPECT_EQ(engine_->splitShard("arn", parent).error().code, ErrorCode::ResourceNotFoundException);
  put("abc", R"("Username":{"S":"Fred"},"n":{"N":"2"})");

  const auto children = shardIds(arn, R"(,"ShardFilter":{"Type":"CHILD_SHARDS","ShardId":")" + parent + "\"}");
  EXPECT_EQ(children.size(), 2U);
  EXPECT_EQ(shardIds(arn).size(), 6U);
  const auto last = must("GetRecords", recordsRequest(open_iterator));
  EXPECT_EQ(last.body["Records"].Size(), 1U);
  EXPECT_FALSE(last.body.HasMember("NextShardIterator")) << "the end of a closed shard";
  size_t in_children = 0;
  for (const std::string& child : children) {
    const auto reply = must("GetRecords", recordsRequest(iterator(arn, child, "TRIM_HORIZON")));
    in_children += reply.body["Records"].Size();
    EXPECT_TRUE(reply.body.HasMember("NextShardIterator"));
  }
  EXPECT_EQ(in_children, 1U);
}

TEST_F(StreamsTest, IteratorsStartWhereTheirTypeSays) {
  const std::string arn = createWithStream("abc");
  for (int i = 1; i <= 3; ++i) put("abc", R"("Username":{"S":"Fred"},"n":{"N":")" + std::to_string(i) + "\"}");
  const std::string shard = busyShard(arn);
  std::vector<std::string> sequences;
  for (const std::string& record : records(arn))
    sequences.emplace_back(parse(record)["dynamodb"]["SequenceNumber"].GetString());
  const auto count = [&](const std::string& type, const std::string& sequence = "") {
    return must("GetRecords", recordsRequest(iterator(arn, shard, type, sequence))).body["Records"].Size();
  };
  EXPECT_EQ(count("TRIM_HORIZON"), 3U);
  EXPECT_EQ(count("LATEST"), 0U);
  EXPECT_EQ(count("AT_SEQUENCE_NUMBER", sequences[1]), 2U);
  EXPECT_EQ(count("AFTER_SEQUENCE_NUMBER", sequences[1]), 1U);
  EXPECT_EQ(count("AFTER_SEQUENCE_NUMBER", sequences[2]), 0U);
  const std::string latest = iterator(arn, shard, "LATEST");
  put("abc", R"("Username":{"S":"Fred"},"n":{"N":"4"})");
  EXPECT_EQ(must("GetRecords", recordsRequest(latest)).body["Records"].Size(), 1U);
  EXPECT_EQ(call("GetShardIterator", iteratorRequest(arn, shard, "AT_SEQUENCE_NUMBER")).errorType(), "ValidationException");
  EXPECT_EQ(call("GetShardIterator", iteratorRequest(arn, shard, "AT_SEQUENCE_NUMBER", "199999999999999999999")).errorType(),
            "ValidationException");
}

TEST_F(StreamsTest, GetRecordsPages) {
  const std::string arn = createWithStream("abc");
  for (int i = 0; i < 7; ++i) put("abc", R"("Username":{"S":"Fred"},"n":{"N":")" + std::to_string(i) + "\"}");
  std::string next = iterator(arn, busyShard(arn), "TRIM_HORIZON");
  std::vector<size_t> sizes;
  for (int i = 0; i < 4; ++i) {
    const auto reply = must("GetRecords", recordsRequest(next, R"(,"Limit":3)"));
    sizes.push_back(reply.body["Records"].Size());
    next = reply.body["NextShardIterator"].GetString();
  }
  EXPECT_THAT(sizes, ElementsAre(3, 3, 1, 0));
}

TEST_F(StreamsTest, GetRecordsEndsAtAMegabyte) {
  const std::string arn = createWithStream("abc", "NEW_IMAGE");
  const std::string text(300000, 'x');
  for (int i = 0; i < 5; ++i)
    put("abc", R"("Username":{"S":"Fred"},"n":{"N":")" + std::to_string(i) + R"("},"t":{"S":")" + text + "\"}");
  const auto reply = must("GetRecords", recordsRequest(iterator(arn, busyShard(arn), "TRIM_HORIZON")));
  EXPECT_EQ(reply.body["Records"].Size(), 3U);
  EXPECT_EQ(must("GetRecords", recordsRequest(reply.body["NextShardIterator"].GetString())).body["Records"].Size(), 2U);
}

TEST_F(StreamsTest, IteratorsExpireAfterAQuarterOfAnHour) {
  const std::string arn = createWithStream("abc");
  const std::string first = iterator(arn, shardIds(arn)[0], "LATEST");
  clock_->advance(minutes(15));
  const std::string second = must("GetRecords", recordsRequest(first)).body["NextShardIterator"].GetString();
  clock_->advance(std::chrono::seconds(1));
  EXPECT_EQ(call("GetRecords", recordsRequest(first)).errorType(), "ExpiredIteratorException");
  must("GetRecords", recordsRequest(second));
}

TEST_F(StreamsTest, RecordsAreTrimmedAfterADay) {
  const std::string arn = createWithStream("abc");
  put("abc", R"("Username":{"S":"Fred"})");
  const std::string shard = busyShard(arn);
  const std::string sequence = parse(records(arn)[0])["dynamodb"]["SequenceNumber"].GetString();
  clock_->advance(hours(23) + minutes(50));
  put("abc", R"("Username":{"S":"Fred"},"n":{"N":"2"})");
  const std::string held = iterator(arn, shard, "TRIM_HORIZON");
  clock_->advance(minutes(10));
  EXPECT_EQ(records(arn).size(), 1U);
  expectError("GetRecords", recordsRequest(held), "TrimmedDataAccessException",
              "The data you are trying to access has been trimmed");
  EXPECT_EQ(call("GetShardIterator", iteratorRequest(arn, shard, "AT_SEQUENCE_NUMBER", sequence)).errorType(),
            "TrimmedDataAccessException");
  engine_->runBackgroundJobs();
  EXPECT_EQ(records(arn).size(), 1U);
}

TEST_F(StreamsTest, ShardsRollOverInTheBackground) {
  const std::string arn = createWithStream("abc");
  clock_->advance(hours(4));
  engine_->runBackgroundJobs();
  EXPECT_EQ(shardIds(arn).size(), 8U);
  const auto reply = describe(arn);
  EXPECT_STREQ(reply.body["StreamDescription"]["Shards"][4]["ParentShardId"].GetString(),
               reply.body["StreamDescription"]["Shards"][0]["ShardId"].GetString());
}

TEST_F(StreamsTest, EnablingAgainMakesANewStream) {
  const std::string first = createWithStream("abc");
  put("abc", R"("Username":{"S":"a"})");
  updateStream("abc", R"("StreamSpecification":{"StreamEnabled":false})");
  put("abc", R"("Username":{"S":"b"})");
  EXPECT_EQ(streamArn("abc"), first) << "the latest one stays known";
  EXPECT_EQ(status(first), "DISABLED");
  updateStream("abc", enabled("KEYS_ONLY"));
  const std::string second = streamArn("abc");
  EXPECT_NE(second, first) << "though the clock stands still";
  put("abc", R"("Username":{"S":"c"})");
  EXPECT_EQ(records(first).size(), 1U);
  EXPECT_EQ(records(second).size(), 1U);
  EXPECT_EQ(status(second), "ENABLED");
  expectError("UpdateTable", R"({"TableName":"abc",)" + enabled("NEW_IMAGE") + "}", "ValidationException",
              "Table already has an enabled stream: TableName: abc");
  EXPECT_EQ(must("ListStreams", R"({"TableName":"abc"})").body["Streams"].Size(), 2U);
  clock_->advance(hours(24));
  EXPECT_EQ(must("ListStreams", R"({"TableName":"abc"})").body["Streams"].Size(), 1U);
  expectError("DescribeStream", R"({"StreamArn":")" + first + "\"}", "ResourceNotFoundException",
              "Requested resource not found: Stream: " + first + " not found");
}

TEST_F(StreamsTest, AStreamOutlivesItsTable) {
  const std::string first = createWithStream("abc");
  put("abc", R"("Username":{"S":"a"})");
  must("DeleteTable", R"({"TableName":"abc"})");
  EXPECT_EQ(status(first), "DISABLED");
  EXPECT_EQ(records(first).size(), 1U);
  const std::string second = createWithStream("abc");
  EXPECT_NE(second, first);
  EXPECT_TRUE(records(second).empty());
  EXPECT_EQ(records(first).size(), 1U);
}

TEST_F(StreamsTest, ListPages) {
  const std::string a = createWithStream("aaa"), b = createWithStream("bbb"), c = createWithStream("ccc");
  createTable("plain");
  const auto first = must("ListStreams", R"({"Limit":2})");
  ASSERT_EQ(first.body["Streams"].Size(), 2U);
  EXPECT_STREQ(first.body["Streams"][0]["StreamArn"].GetString(), a.c_str());
  EXPECT_STREQ(first.body["Streams"][1]["TableName"].GetString(), "bbb");
  EXPECT_STREQ(first.body["LastEvaluatedStreamArn"].GetString(), b.c_str());
  const auto rest = must("ListStreams", R"({"ExclusiveStartStreamArn":")" + b + "\"}");
  ASSERT_EQ(rest.body["Streams"].Size(), 1U);
  EXPECT_STREQ(rest.body["Streams"][0]["StreamArn"].GetString(), c.c_str());
  EXPECT_FALSE(rest.body.HasMember("LastEvaluatedStreamArn"));
}

TEST_F(StreamsTest, WhatIsMissingIsSaid) {
  const std::string arn = createWithStream("abc");
  const std::string missing = "arn:aws:dynamodb:us-east-1:000000000000:table/abc/stream/2020-01-01T00:00:00.000";
  expectError("DescribeStream", R"({"StreamArn":")" + missing + "\"}", "ResourceNotFoundException",
              "Requested resource not found: Stream: " + missing + " not found");
  expectError("GetShardIterator", iteratorRequest(arn, "shardId-00000000000000000000-00000000", "LATEST"),
              "ResourceNotFoundException", "Requested resource not found: Shard does not exist");
  EXPECT_EQ(call("GetRecords", recordsRequest("nonsense")).errorType(), "ValidationException");
}

}  // namespace
}  // namespace stator
