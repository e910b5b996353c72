// PutItem, GetItem, UpdateItem and DeleteItem through the API. Texts of errors are the conformance cases' business; here
// is what the operations do.
#include <gtest/gtest.h>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

class ItemOperationsTest : public test::EngineTest {
 protected:
  void SetUp() override { createTable("abc"); }

  static constexpr const char* kKey = R"("Key":{"pk":{"S":"a"},"sk":{"N":"1"}})";

  std::string get() { return must("GetItem", R"({"TableName":"abc",)" + std::string(kKey) + "}").text; }
  void put(const std::string& attributes) {
    must("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"a"},"sk":{"N":"1"})" + attributes + "}}");
  }
  std::string update(const std::string& more) {
    return must("UpdateItem", R"({"TableName":"abc",)" + std::string(kKey) + "," + more + "}").text;
  }
};

TEST_F(ItemOperationsTest, PutReplacesTheWholeItemAndReturnsTheOldOneWhenAsked) {
  put(R"(,"x":{"S":"old"})");
  const auto reply = must(
      "PutItem", R"({"TableName":"abc","ReturnValues":"ALL_OLD","Item":{"pk":{"S":"a"},"sk":{"N":"1.0"},"y":{"L":[]}}})");
  EXPECT_EQ(reply.text, R"({"Attributes":{"pk":{"S":"a"},"sk":{"N":"1"},"x":{"S":"old"}}})");
  EXPECT_EQ(get(), R"({"Item":{"pk":{"S":"a"},"sk":{"N":"1"},"y":{"L":[]}}})");
}

TEST_F(ItemOperationsTest, AFirstPutReturnsNoAttributes) {
  EXPECT_EQ(must("PutItem", R"({"TableName":"abc","ReturnValues":"ALL_OLD","Item":{"pk":{"S":"a"},"sk":{"N":"1"}}})").text,
            "{}");
}

TEST_F(ItemOperationsTest, AFailedConditionChangesNothingAndShowsTheItemWhenAsked) {
  put(R"(,"x":{"N":"1"})");
  const auto reply = call(
      "PutItem",
      R"x({"TableName":"abc","Item":{"pk":{"S":"a"},"sk":{"N":"1"}},"ConditionExpression":"attribute_not_exists(pk)","ReturnValuesOnConditionCheckFailure":"ALL_OLD"})x");
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.errorType(), "ConditionalCheckFailedException");
  EXPECT_EQ(reply.message(), "The conditional request failed");
  EXPECT_STREQ(reply.body["Item"]["x"]["N"].GetString(), "1");
  EXPECT_EQ(get(), R"({"Item":{"pk":{"S":"a"},"sk":{"N":"1"},"x":{"N":"1"}}})");
}

TEST_F(ItemOperationsTest, UpdateReturnsWhatReturnValuesSays) {
  put(R"(,"m":{"M":{"a":{"N":"1"},"b":{"N":"2"}}},"x":{"N":"1"})");
  const std::string set =
      R"("UpdateExpression":"SET m.a = m.a + :n REMOVE x","ExpressionAttributeValues":{":n":{"N":"1"}},"ReturnValues":)";
  EXPECT_EQ(update(set + "\"UPDATED_NEW\""), R"({"Attributes":{"m":{"M":{"a":{"N":"2"}}}}})");
  EXPECT_EQ(update(set + "\"UPDATED_OLD\""), R"({"Attributes":{"m":{"M":{"a":{"N":"2"}}}}})");
  EXPECT_EQ(update(set + "\"ALL_OLD\""),
            R"({"Attributes":{"m":{"M":{"a":{"N":"3"},"b":{"N":"2"}}},"pk":{"S":"a"},"sk":{"N":"1"}}})");
  EXPECT_EQ(update(set + "\"ALL_NEW\""),
            R"({"Attributes":{"m":{"M":{"a":{"N":"5"},"b":{"N":"2"}}},"pk":{"S":"a"},"sk":{"N":"1"}}})");
  EXPECT_EQ(update(set + "\"NONE\""), "{}");
}

TEST_F(ItemOperationsTest, UpdateCreatesWhatIsNotThere) {
  EXPECT_EQ(
      update(R"("UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}},"ReturnValues":"ALL_OLD")"),
      "{}");
  EXPECT_EQ(get(), R"({"Item":{"n":{"N":"1"},"pk":{"S":"a"},"sk":{"N":"1"}}})");
}

TEST_F(ItemOperationsTest, UpdateWithoutAnythingToDoCreatesTheKey) {
  EXPECT_EQ(must("UpdateItem", R"({"TableName":"abc",)" + std::string(kKey) + "}").text, "{}");
  EXPECT_EQ(get(), R"({"Item":{"pk":{"S":"a"},"sk":{"N":"1"}}})");
}

TEST_F(ItemOperationsTest, AConditionSeesAnAbsentItemAsEmptyAlsoWhenUpdateWouldCreateIt) {
  expectError("UpdateItem",
              R"({"TableName":"abc",)" + std::string(kKey) +
                  R"x(,"UpdateExpression":"SET x = pk","ConditionExpression":"attribute_exists(pk)"})x",
              "ConditionalCheckFailedException", "The conditional request failed");
  EXPECT_EQ(get(), "{}");
}

TEST_F(ItemOperationsTest, KeysCannotBeUpdated) {
  expectError("UpdateItem",
              R"({"TableName":"abc",)" + std::string(kKey) +
                  R"(,"UpdateExpression":"SET sk = :n","ExpressionAttributeValues":{":n":{"N":"2"}}})",
              "ValidationException",
              "One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key");
}

TEST_F(ItemOperationsTest, LegacyParametersDoWhatExpressionsDo) {
  put(R"(,"n":{"N":"1"},"l":{"L":[{"N":"1"}]})");
  must("UpdateItem",
       R"({"TableName":"abc",)" + std::string(kKey) + R"(,"AttributeUpdates":{"n":{"Action":"ADD","Value":{"N":"2"}},
    "l":{"Action":"ADD","Value":{"L":[{"N":"2"}]}},"p":{"Value":{"S":"put"}}},"Expected":{"n":{"ComparisonOperator":"LT","AttributeValueList":[{"N":"2"}]}}})");
  EXPECT_EQ(get(),
            R"({"Item":{"l":{"L":[{"N":"1"},{"N":"2"}]},"n":{"N":"3"},"p":{"S":"put"},"pk":{"S":"a"},"sk":{"N":"1"}}})");
  EXPECT_EQ(must("GetItem", R"({"TableName":"abc","AttributesToGet":["n","zzz"],)" + std::string(kKey) + "}").text,
            R"({"Item":{"n":{"N":"3"}}})");
}

TEST_F(ItemOperationsTest, DeleteReturnsTheOldItemAndIsSilentOnAbsentOnes) {
  put(R"(,"x":{"B":"AQI="})");
  const std::string request = R"({"TableName":"abc","ReturnValues":"ALL_OLD",)" + std::string(kKey) + "}";
  EXPECT_EQ(must("DeleteItem", request).text, R"({"Attributes":{"pk":{"S":"a"},"sk":{"N":"1"},"x":{"B":"AQI="}}})");
  EXPECT_EQ(must("DeleteItem", request).text, "{}");
}

TEST_F(ItemOperationsTest, ItemsOverTheLimitAreRefused) {
  // pk, a: 2+1 bytes; sk, 1: 2+2; x: 1.
  const size_t room = 409600 - 8;
  put(R"(,"x":{"S":")" + std::string(room, 'x') + "\"}");
  expectError(
      "PutItem",
      R"({"TableName":"abc","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"x":{"S":")" + std::string(room + 1, 'x') + "\"}}}",
      "ValidationException", "Item size has exceeded the maximum allowed size");
  expectError("UpdateItem",
              R"({"TableName":"abc",)" + std::string(kKey) +
                  R"(,"UpdateExpression":"SET y = :y","ExpressionAttributeValues":{":y":{"N":"1"}}})",
              "ValidationException", "Item size to update has exceeded the maximum allowed size");
}

TEST_F(ItemOperationsTest, UpdateItemCountsItsActionsAgainstTheLimit) {
  // The recorded rule: with a one-character hash key of one byte the ceiling of `SET b = :v` is 409,581 bytes.
  must(
      "CreateTable",
      R"({"TableName":"tiny","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]})");
  const auto set = [&](size_t item_size) {  // a + "k" + b = 3 bytes besides the text
    return call(
               "UpdateItem",
               R"({"TableName":"tiny","Key":{"a":{"S":"k"}},"UpdateExpression":"SET b = :v","ExpressionAttributeValues":{":v":{"S":")" +
                   std::string(item_size - 3, 'x') + "\"}}}")
        .status;
  };
  EXPECT_EQ(set(409580), 200);
  EXPECT_EQ(set(409581), 400);
}

}  // namespace
}  // namespace stator
