#include "operations/envelope.h"

#include <gtest/gtest.h>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

using EnvelopeTest = test::EngineTest;

TEST_F(EnvelopeTest, PutItemPrefixesTheFamiliesThatTheServicePrefixes) {
  createTable("abc");
  expectError("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"s":{"SS":[]}}})",
              "ValidationException",
              "1 validation error detected: One or more parameter values were invalid: An string set  may not be empty");
  expectError("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"s":{"NULL":false}}})",
              "ValidationException",
              "1 validation error detected: One or more parameter values were invalid: Null attribute value types must have "
              "the value of true");
  expectError("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"a"},"sk":{"N":"1"}},"ReturnValues":"ALL_NEW"})",
              "ValidationException", "1 validation error detected: ReturnValues can only be ALL_OLD or NONE");
}

TEST_F(EnvelopeTest, KeysAndEmptyValuesStayBare) {
  createTable("abc");
  expectError("PutItem", R"({"TableName":"abc","Item":{"pk":{"N":"1"},"sk":{"N":"1"}}})", "ValidationException",
              "One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N");
  expectError("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"e":{}}})", "ValidationException",
              "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
}

TEST_F(EnvelopeTest, ReadsStayBareAndDeletesDoNot) {
  createTable("abc");
  expectError(
      "GetItem",
      R"({"TableName":"abc","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"ProjectionExpression":"a","ExpressionAttributeNames":{"#b":"b"}})",
      "ValidationException", "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}");
  expectError(
      "DeleteItem",
      R"x({"TableName":"abc","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"ConditionExpression":"attribute_exists(a)","ExpressionAttributeNames":{"#b":"b"}})x",
      "ValidationException",
      "1 validation error detected: Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}");
  expectError("DeleteItem", R"({"TableName":"abc","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"ReturnValues":"ALL_NEW"})",
              "ValidationException", "1 validation error detected: ReturnValues can only be ALL_OLD or NONE");
}

TEST(Envelope, LeavesOtherErrorsAlone) {
  EXPECT_EQ(enveloped(Error{ErrorCode::ResourceNotFoundException, "x", ErrorFamily::Syntax}, {}).message, "x");
}

}  // namespace
}  // namespace stator
