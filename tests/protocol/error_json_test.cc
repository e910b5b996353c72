#include "protocol/error_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "types/item.h"

namespace stator {
namespace {

std::string itemOf(std::string_view name, const AttributeValue& value) {
  ItemBuilder builder;
  builder.add(name, value);
  return builder.build();
}

TEST(ErrorJson, ValidationErrors) {
  EXPECT_EQ(errorJson(validationError("a \"b\"")),
            R"({"__type":"com.amazon.coral.validate#ValidationException","message":"a \"b\""})");
}

TEST(ErrorJson, ServiceErrorsCarryTheServicesPrefix) {
  EXPECT_EQ(
      errorJson({ErrorCode::ResourceNotFoundException, "Requested resource not found"}),
      R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"Requested resource not found"})");
  for (const ErrorCode code : {ErrorCode::ConditionalCheckFailedException, ErrorCode::InternalServerError,
                               ErrorCode::ItemCollectionSizeLimitExceededException, ErrorCode::LimitExceededException,
                               ErrorCode::ProvisionedThroughputExceededException, ErrorCode::ResourceInUseException,
                               ErrorCode::RequestLimitExceeded, ErrorCode::TransactionConflictException}) {
    EXPECT_EQ(errorJson({code, "text"}),
              "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + std::string(errorName(code)) + "\",\"message\":\"text\"}");
  }
}

TEST(ErrorJson, ThrottlingIsExplained) {
  Error error{ErrorCode::ProvisionedThroughputExceededException, "text"};
  error.throttling_reasons = {{"TableReadProvisionedThroughputExceeded", "arn:1"},
                              {"IndexReadKeyRangeThroughputExceeded", "arn:2"}};
  EXPECT_EQ(errorJson(error),
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"text",)"
            R"("ThrottlingReasons":[{"reason":"TableReadProvisionedThroughputExceeded","resource":"arn:1"},)"
            R"({"reason":"IndexReadKeyRangeThroughputExceeded","resource":"arn:2"}]})");
  error.code = ErrorCode::ThrottlingException;
  error.throttling_reasons.resize(1);
  EXPECT_EQ(errorJson(error),
            R"({"__type":"com.amazon.coral.availability#ThrottlingException","message":"text",)"
            R"("throttlingReasons":[{"reason":"TableReadProvisionedThroughputExceeded","resource":"arn:1"}]})");
}

TEST(ErrorJson, AuthenticationErrorsComeFromTheFramework) {
  for (const ErrorCode code : {ErrorCode::IncompleteSignatureException, ErrorCode::InvalidSignatureException,
                               ErrorCode::MissingAuthenticationTokenException, ErrorCode::UnrecognizedClientException}) {
    EXPECT_EQ(errorJson({code, "text"}),
              "{\"__type\":\"com.amazon.coral.service#" + std::string(errorName(code)) + "\",\"message\":\"text\"}");
  }
}

TEST(ErrorJson, SomeSpellMessageWithACapital) {
  EXPECT_EQ(errorJson({ErrorCode::SerializationException, "Unexpected field type"}),
            R"({"__type":"com.amazon.coral.service#SerializationException","Message":"Unexpected field type"})");
  EXPECT_EQ(errorJson({ErrorCode::AccessDeniedException, "no"}),
            R"({"__type":"com.amazon.coral.service#AccessDeniedException","Message":"no"})");
}

TEST(ErrorJson, SomeHaveNoMessageAtAll) {
  EXPECT_EQ(errorJson({ErrorCode::SerializationException, ""}),
            R"({"__type":"com.amazon.coral.service#SerializationException"})");
  EXPECT_EQ(errorJson({ErrorCode::UnknownOperationException, ""}),
            R"({"__type":"com.amazon.coral.service#UnknownOperationException"})");
  EXPECT_EQ(errorJson(validationError("")), R"({"__type":"com.amazon.coral.validate#ValidationException","message":""})");
}

TEST(ErrorJson, FailedConditionsMayCarryTheItem) {
  Error error{ErrorCode::ConditionalCheckFailedException, "The conditional request failed"};
  error.has_item = true;
  error.item = itemOf("a", AttributeValue::string("x"));
  EXPECT_EQ(errorJson(error), R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
                              R"("message":"The conditional request failed","Item":{"a":{"S":"x"}}})");
  error.item.clear();
  EXPECT_THAT(errorJson(error), testing::HasSubstr(R"("Item":{})"));
}

TEST(ErrorJson, CancelledTransactionsListTheirReasons) {
  Error error{ErrorCode::TransactionCanceledException, "Transaction cancelled"};
  error.cancellation_reasons.resize(3);
  error.cancellation_reasons[1] = {"ConditionalCheckFailed", "The conditional request failed",
                                   itemOf("a", AttributeValue::number(1))};
  error.cancellation_reasons[2] = {"ValidationError", "bad", ""};
  EXPECT_EQ(errorJson(error),
            R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"Transaction cancelled",)"
            R"("CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed",)"
            R"("Message":"The conditional request failed","Item":{"a":{"N":"1"}}},)"
            R"({"Code":"ValidationError","Message":"bad"}]})");
}

TEST(ErrorJson, OnlyServerFaultsAre500) {
  for (int code = 0; code <= static_cast<int>(ErrorCode::ValidationException); ++code) {
    const auto error_code = static_cast<ErrorCode>(code);
    const bool fault = error_code == ErrorCode::InternalServerError || error_code == ErrorCode::InternalFailure;
    EXPECT_EQ(httpStatus(error_code), fault ? 500 : 400) << errorName(error_code);
  }
}

}  // namespace
}  // namespace stator
