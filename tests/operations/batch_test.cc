// BatchGetItem and BatchWriteItem through the API.
#include <gtest/gtest.h>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

class BatchTest : public test::EngineTest {
 protected:
  void SetUp() override { createTable("abc"); }
  static std::string put(int sort_key, const std::string& more = "") {
    return R"({"PutRequest":{"Item":{"pk":{"S":"p"},"sk":{"N":")" + std::to_string(sort_key) + "\"}" + more + "}}}";
  }
};

TEST_F(BatchTest, WritesPutsAndDeletesOverSeveralTables) {
  createTable("def");
  must("BatchWriteItem", R"({"RequestItems":{"abc":[)" + put(1) + "," + put(2) + R"(],"def":[)" + put(1) + "]}}");
  const auto reply = must(
      "BatchWriteItem",
      R"({"ReturnConsumedCapacity":"TOTAL","RequestItems":{"abc":[{"DeleteRequest":{"Key":{"pk":{"S":"p"},"sk":{"N":"1"}}}},)" +
          put(3) + "]}}");
  EXPECT_EQ(reply.text, R"({"UnprocessedItems":{},"ConsumedCapacity":[{"TableName":"abc","CapacityUnits":2.0}]})");
  const auto read = must(
      "BatchGetItem",
      R"({"RequestItems":{"abc":{"Keys":[{"pk":{"S":"p"},"sk":{"N":"1"}},{"pk":{"S":"p"},"sk":{"N":"3"}}],"ProjectionExpression":"sk"},"def":{"Keys":[{"pk":{"S":"q"},"sk":{"N":"1"}}]}}})");
  EXPECT_EQ(read.text, R"({"Responses":{"abc":[{"sk":{"N":"3"}}],"def":[]},"UnprocessedKeys":{}})");
}

TEST_F(BatchTest, AnswersOverSixteenMegabytesLeaveKeysUnprocessed) {
  const std::string blob = R"(,"x":{"S":")" + std::string(400000, 'x') + "\"}";
  std::string keys;
  for (int i = 0; i < 50; ++i) {
    must("BatchWriteItem", R"({"RequestItems":{"abc":[)" + put(i, blob) + "]}}");
    keys += std::string(i == 0 ? "" : ",") + R"({"pk":{"S":"p"},"sk":{"N":")" + std::to_string(i) + "\"}}";
  }
  const auto reply = must("BatchGetItem", R"({"RequestItems":{"abc":{"ConsistentRead":true,"Keys":[)" + keys + "]}}}");
  const unsigned got = reply.body["Responses"]["abc"].Size();
  EXPECT_EQ(got, 41U);  // 41 * 400,008 bytes are the most below 16 MiB
  EXPECT_EQ(reply.body["UnprocessedKeys"]["abc"]["Keys"].Size(), 50U - got);
  EXPECT_TRUE(reply.body["UnprocessedKeys"]["abc"]["ConsistentRead"].GetBool());
}

TEST_F(BatchTest, DuplicatesAreRefused) {
  expectError("BatchWriteItem", R"({"RequestItems":{"abc":[)" + put(1) + "," + put(1) + "]}}", "ValidationException",
              "Provided list of item keys contains duplicates");
  expectError("BatchGetItem",
              R"({"RequestItems":{"abc":{"Keys":[{"pk":{"S":"p"},"sk":{"N":"1"}},{"pk":{"S":"p"},"sk":{"N":"1.0"}}]}}})",
              "ValidationException", "Provided list of item keys contains duplicates");
}

TEST_F(BatchTest, ABadPutRefusesTheWholeBatch) {
  expectError("BatchWriteItem", R"({"RequestItems":{"abc":[)" + put(1) + R"(,{"PutRequest":{"Item":{"pk":{"S":"p"}}}}]}})",
              "ValidationException", "The provided key element does not match the schema");
  EXPECT_EQ(must("Scan", R"({"TableName":"abc"})").body["Count"].GetInt(), 0);
}

}  // namespace
}  // namespace stator
