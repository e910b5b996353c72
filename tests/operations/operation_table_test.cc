#include "operations/operation_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "protocol/service_model.h"
#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

TEST(OperationTable, HasARowForEachOfTheApisOperations) { EXPECT_EQ(operationTable().size(), 66U); }

TEST(OperationTable, EveryOperationThatIsBuiltHasAShapeToCheckRequestsAgainst) {
  for (const OperationRow& row : operationTable()) {
    if (row.function != nullptr) {
      EXPECT_NE(findOperationModel(row.name), nullptr) << row.name;
    }
  }
}

TEST(OperationTable, FindsByTargetOfTheRightService) {
  ASSERT_NE(findOperation("DynamoDB_20120810.PutItem"), nullptr);
  EXPECT_EQ(findOperation("DynamoDB_20120810.PutItem")->name, "PutItem");
  EXPECT_NE(findOperation("DynamoDBStreams_20120810.GetRecords"), nullptr);
  for (const char* target : {"", "PutItem", "DynamoDB_20120810.", "DynamoDB_20120810.Putitem", "DynamoDB_20111205.PutItem",
                             "DynamoDBStreams_20120810.PutItem", "DynamoDB_20120810.GetRecords", "x.PutItem.y"}) {
    EXPECT_EQ(findOperation(target), nullptr) << target;
  }
}

using ApiTest = test::EngineTest;

TEST_F(ApiTest, AnswersUnknownOperationForWhatIsNotBuilt) {
  const test::Reply reply = call("SearchVectors", "{}");
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.text, R"({"__type":"com.amazon.coral.service#UnknownOperationException"})");
}

TEST_F(ApiTest, LooksAtJsonBeforeTargetAndAtTargetBeforeCaller) {
  const Result<Caller> stranger =
      Error{ErrorCode::MissingAuthenticationTokenException, "Request is missing Authentication Token"};
  const auto type = [&](std::string_view target, std::string_view body) {
    return execute(*engine_, {target, body, stranger}).body;
  };
  EXPECT_THAT(type("x", "{"), testing::HasSubstr("SerializationException"));
  EXPECT_THAT(type("x", "{}"), testing::HasSubstr("UnknownOperationException"));
  EXPECT_THAT(type("DynamoDB_20120810.ListTables", "{}"), testing::HasSubstr("MissingAuthenticationTokenException"));
  EXPECT_THAT(type("DynamoDB_20120810.ListTables", ""), testing::HasSubstr("MissingAuthenticationTokenException"));
}

TEST_F(ApiTest, RefusesAnEmptyBody) {
  const Result<Caller> caller = Caller{"000000000000", "us-east-1"};
  EXPECT_EQ(execute(*engine_, {"DynamoDB_20120810.ListTables", "", caller}).body,
            R"({"__type":"com.amazon.coral.service#SerializationException"})");
}

}  // namespace
}  // namespace stator
