// Query and Scan through the API: pages, order, Select, filters, indexes.
#include <gtest/gtest.h>

#include <set>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

class PageTest : public test::EngineTest {
 protected:
  void SetUp() override {
    createTable("abc");
    for (int i = 0; i < 10; ++i) {
      must("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"p"},"sk":{"N":")" + std::to_string(i - 5) +
                          R"("},"even":{"BOOL":)" + (i % 2 == 0 ? "true" : "false") + "}}}");
    }
  }

  // Sort keys of a query's page.
  static std::vector<std::string> sortKeys(const test::Reply& reply) {
    std::vector<std::string> keys;
    for (const auto& item : reply.body["Items"].GetArray()) keys.emplace_back(item["sk"]["N"].GetString());
    return keys;
  }
  test::Reply query(const std::string& more) {
    return must("Query",
                R"({"TableName":"abc","KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"p"}})" +
                    more + "}");
  }
  using Keys = std::vector<std::string>;
};

TEST_F(PageTest, NumbersSortAsNumbersInBothDirections) {
  EXPECT_EQ(sortKeys(query("")), (Keys{"-5", "-4", "-3", "-2", "-1", "0", "1", "2", "3", "4"}));
  EXPECT_EQ(sortKeys(query(R"(,"ScanIndexForward":false,"Limit":3)")), (Keys{"4", "3", "2"}));
}

TEST_F(PageTest, APageGoesOnWhereTheLastOneEnded) {
  const auto first = query(R"(,"Limit":4)");
  EXPECT_EQ(sortKeys(first), (Keys{"-5", "-4", "-3", "-2"}));
  const std::string start = R"(,"Limit":100,"ExclusiveStartKey":{"pk":{"S":"p"},"sk":{"N":"-2"}})";
  EXPECT_STREQ(first.body["LastEvaluatedKey"]["sk"]["N"].GetString(), "-2");
  const auto second = query(start);
  EXPECT_EQ(sortKeys(second), (Keys{"-1", "0", "1", "2", "3", "4"}));
  EXPECT_FALSE(second.body.HasMember("LastEvaluatedKey"));
  EXPECT_EQ(sortKeys(query(start + R"(,"ScanIndexForward":false)")), (Keys{"-3", "-4", "-5"}));
}

TEST_F(PageTest, LimitCountsRowsBeforeTheFilter) {
  const auto reply = must(
      "Query",
      R"({"TableName":"abc","Limit":5,"KeyConditionExpression":"pk = :p","FilterExpression":"even = :t","ExpressionAttributeValues":{":p":{"S":"p"},":t":{"BOOL":true}}})");
  EXPECT_EQ(reply.body["Count"].GetInt(), 3);
  EXPECT_EQ(reply.body["ScannedCount"].GetInt(), 5);
  EXPECT_STREQ(reply.body["LastEvaluatedKey"]["sk"]["N"].GetString(), "-1");
}

TEST_F(PageTest, CountHasNoItems) { EXPECT_EQ(query(R"(,"Select":"COUNT")").text, R"({"Count":10,"ScannedCount":10})"); }

TEST_F(PageTest, AScanOfALimitReachedExactlyNamesALastKey) {
  EXPECT_TRUE(must("Scan", R"({"TableName":"abc","Limit":10})").body.HasMember("LastEvaluatedKey"));
  EXPECT_FALSE(must("Scan", R"({"TableName":"abc","Limit":11})").body.HasMember("LastEvaluatedKey"));
}

TEST_F(PageTest, AMegabyteEndsThePage) {
  createTable("big");
  for (int i = 0; i < 12; ++i) {
    must("PutItem", R"({"TableName":"big","Item":{"pk":{"S":"p"},"sk":{"N":")" + std::to_string(i) + R"("},"x":{"S":")" +
                        std::string(100000, 'x') + "\"}}}");
  }
  const auto reply = must("Scan", R"({"TableName":"big","Select":"COUNT"})");
  EXPECT_EQ(reply.body["Count"].GetInt(), 11);  // the eleventh crosses 1,048,576 bytes
  EXPECT_TRUE(reply.body.HasMember("LastEvaluatedKey"));
}

TEST_F(PageTest, SegmentsCoverEverythingOnce) {
  createTable("many");
  for (int i = 0; i < 100; ++i)
    must("PutItem", R"({"TableName":"many","Item":{"pk":{"S":"k)" + std::to_string(i) + R"("},"sk":{"N":"0"}}})");
  std::multiset<std::string> seen;
  for (int segment = 0; segment < 7; ++segment) {
    const auto reply = must("Scan", R"({"TableName":"many","TotalSegments":7,"Segment":)" + std::to_string(segment) + "}");
    for (const auto& item : reply.body["Items"].GetArray()) seen.insert(item["pk"]["S"].GetString());
  }
  EXPECT_EQ(seen.size(), 100U);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 100U);
}

TEST_F(PageTest, AScanFollowsTheServicesHashOrder) {
  must(
      "CreateTable",
      R"({"TableName":"hash","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"N"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]})");
  const std::vector<std::string> recorded = {"7", "999.9", "8", "3", "2", "-999.9",   "9",
                                             "4", "-0.09", "6", "1", "0", "0.012345", "5"};
  for (const std::string& number : recorded) must("PutItem", R"({"TableName":"hash","Item":{"a":{"N":")" + number + "\"}}}");
  std::vector<std::string> order;
  const auto reply = must("Scan", R"({"TableName":"hash"})");
  for (const auto& item : reply.body["Items"].GetArray()) order.emplace_back(item["a"]["N"].GetString());
  EXPECT_EQ(order, recorded);
}

TEST_F(PageTest, AFilterOnAKeyIsRefusedByQueryAndTakenByScan) {
  expectError(
      "Query",
      R"({"TableName":"abc","KeyConditionExpression":"pk = :p","FilterExpression":"sk > :z","ExpressionAttributeValues":{":p":{"S":"p"},":z":{"N":"0"}}})",
      "ValidationException", "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk");
  EXPECT_EQ(must("Scan", R"({"TableName":"abc","FilterExpression":"sk > :z","ExpressionAttributeValues":{":z":{"N":"0"}}})")
                .body["Count"]
                .GetInt(),
            4);
}

}  // namespace
}  // namespace stator
