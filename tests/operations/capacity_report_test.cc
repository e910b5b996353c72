#include "operations/capacity_report.h"

#include <gtest/gtest.h>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

// One global index (gk, INCLUDE a) and one local index (lk, ALL): the setting of the recorded examples.
class CapacityTest : public test::EngineTest {
 protected:
  void SetUp() override {
    must("CreateTable", R"({"TableName":"abc","BillingMode":"PAY_PER_REQUEST",
      "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},
                              {"AttributeName":"gk","AttributeType":"S"},{"AttributeName":"lk","AttributeType":"S"}],
      "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
      "LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"lk","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}],
      "GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"gk","KeyType":"HASH"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["a"]}}]})");
  }

  // {total, table, gsi, lsi}; -1 where the answer has no such arm.
  std::vector<double> units(const test::Reply& reply) {
    const auto& consumed = reply.body["ConsumedCapacity"];
    const auto arm = [&](const char* kind, const char* index) {
      return consumed.HasMember(kind) ? consumed[kind][index]["CapacityUnits"].GetDouble() : -1.0;
    };
    return {consumed["CapacityUnits"].GetDouble(), consumed["Table"]["CapacityUnits"].GetDouble(),
            arm("GlobalSecondaryIndexes", "gsi"), arm("LocalSecondaryIndexes", "lsi")};
  }

  std::vector<double> put(const std::string& attributes) {
    return units(
        must("PutItem", R"({"TableName":"abc","ReturnConsumedCapacity":"INDEXES","Item":{"pk":{"S":"p"},"sk":{"N":"1"})" +
                            attributes + "}}"));
  }
  std::vector<double> update(const std::string& expression, const std::string& values = "") {
    return units(must(
        "UpdateItem",
        R"({"TableName":"abc","ReturnConsumedCapacity":"INDEXES","Key":{"pk":{"S":"p"},"sk":{"N":"1"}},"UpdateExpression":")" +
            expression + "\"" + (values.empty() ? "" : R"(,"ExpressionAttributeValues":)" + values) + "}"));
  }
  std::vector<double> remove() {
    return units(must("DeleteItem",
                      R"({"TableName":"abc","ReturnConsumedCapacity":"INDEXES","Key":{"pk":{"S":"p"},"sk":{"N":"1"}}})"));
  }

  using Units = std::vector<double>;
  static constexpr const char* kItem = R"(,"gk":{"S":"g"},"lk":{"S":"l"},"a":{"S":"a"},"b":{"S":"b"})";
};

TEST_F(CapacityTest, AWriteCostsTheTableAndEachIndexThatItTouches) {
  EXPECT_EQ(put(kItem), (Units{3, 1, 1, 1}));
  EXPECT_EQ(update("SET b = :b", R"({":b":{"S":"c"}})"), (Units{2, 1, -1, 1}));
  EXPECT_EQ(update("SET gk = :g", R"({":g":{"S":"h"}})"), (Units{4, 1, 2, 1}));
  EXPECT_EQ(update("REMOVE gk"), (Units{3, 1, 1, 1}));
  EXPECT_EQ(remove(), (Units{2, 1, -1, 1}));
}

TEST_F(CapacityTest, AnIdenticalOverwriteCostsTheTableAlone) {
  put(kItem);
  EXPECT_EQ(put(kItem), (Units{1, 1, -1, -1}));
}

TEST_F(CapacityTest, TheLargerImageIsCharged) {
  put(R"(,"x":{"S":")" + std::string(2000, 'x') + "\"}");
  EXPECT_EQ(update("SET x = :x", R"({":x":{"S":"y"}})"), (Units{2, 2, -1, -1}));
  EXPECT_EQ(remove(), (Units{1, 1, -1, -1}));
  EXPECT_EQ(remove(), (Units{1, 1, -1, -1}));  // an absent item costs one
}

TEST_F(CapacityTest, TotalHasNoArms) {
  const auto reply =
      must("PutItem", R"({"TableName":"abc","ReturnConsumedCapacity":"TOTAL","Item":{"pk":{"S":"p"},"sk":{"N":"1"}}})");
  EXPECT_EQ(reply.text, R"({"ConsumedCapacity":{"TableName":"abc","CapacityUnits":1.0}})");
}

TEST_F(CapacityTest, ReadsRoundUpToFourKilobytesAndHalveWhenEventual) {
  put(R"(,"x":{"S":")" + std::string(5000, 'x') + "\"}");
  const auto read = [&](const char* operation, const std::string& more) {
    return must(operation, R"({"TableName":"abc","ReturnConsumedCapacity":"TOTAL",)" + more + "}")
        .body["ConsumedCapacity"]["CapacityUnits"]
        .GetDouble();
  };
  EXPECT_EQ(read("GetItem", R"("Key":{"pk":{"S":"p"},"sk":{"N":"1"}})"), 1);
  EXPECT_EQ(read("GetItem", R"("ConsistentRead":true,"Key":{"pk":{"S":"p"},"sk":{"N":"1"}})"), 2);
  EXPECT_EQ(read("GetItem", R"("Key":{"pk":{"S":"p"},"sk":{"N":"2"}})"), 0.5);
  EXPECT_EQ(read("Scan", R"x("FilterExpression":"attribute_exists(nothing)")x"), 1);
}

TEST_F(CapacityTest, ALocalIndexThatHasToFetchChargesBothArms) {
  must("CreateTable", R"({"TableName":"narrow","BillingMode":"PAY_PER_REQUEST",
      "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},{"AttributeName":"lk","AttributeType":"N"}],
      "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
      "LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"lk","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}]})");
  for (int i = 0; i < 3; ++i) {
    must("PutItem", R"({"TableName":"narrow","Item":{"pk":{"S":"p"},"sk":{"N":")" + std::to_string(i) +
                        R"("},"lk":{"N":"1"},"x":{"S":"y"}}})");
  }
  const auto reply =
      must("Query", R"({"TableName":"narrow","IndexName":"lsi","Select":"ALL_ATTRIBUTES","ReturnConsumedCapacity":"INDEXES",
      "KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"p"}}})");
  EXPECT_EQ(units(reply), (Units{2, 1.5, -1, 0.5}));
  EXPECT_TRUE(reply.body["Items"][0].HasMember("x"));
}

TEST_F(CapacityTest, ItemCollectionMetricsOnlyForTablesWithLocalIndexes) {
  const auto reply =
      must("PutItem", R"({"TableName":"abc","ReturnItemCollectionMetrics":"SIZE","Item":{"pk":{"S":"p"},"sk":{"N":"1"}}})");
  EXPECT_EQ(reply.text,
            R"({"ItemCollectionMetrics":{"ItemCollectionKey":{"pk":{"S":"p"}},"SizeEstimateRangeGB":[0.0,1.0]}})");
  createTable("plain");
  EXPECT_EQ(
      must("PutItem", R"({"TableName":"plain","ReturnItemCollectionMetrics":"SIZE","Item":{"pk":{"S":"p"},"sk":{"N":"1"}}})")
          .text,
      "{}");
}

}  // namespace
}  // namespace stator
