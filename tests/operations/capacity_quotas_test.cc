#include "operations/capacity_quotas.h"

#include <gtest/gtest.h>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

class CapacityQuotasTest : public test::EngineTest {
 protected:
  static std::string units(int64_t read, int64_t write) {
    return R"("ProvisionedThroughput":{"ReadCapacityUnits":)" + std::to_string(read) + R"(,"WriteCapacityUnits":)" +
           std::to_string(write) + "}";
  }
  static std::string table(const std::string& name, int64_t read, int64_t write, const std::string& more = "") {
    return R"({"TableName":")" + name + R"(","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],)" +
           R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)" + units(read, write) + more + "}";
  }
  static std::string change(const std::string& name, int64_t read, int64_t write) {
    return R"({"TableName":")" + name + "\"," + units(read, write) + "}";
  }
  static constexpr const char* kRefer =
      " Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.";
};

TEST_F(CapacityQuotasTest, ATableHasAMaximum) {
  must("CreateTable", table("abc", 40000, 1));
  expectError(
      "CreateTable", table("def", 40001, 1), "LimitExceededException",
      std::string("The requested ReadCapacityUnits, 40001, is above the per table maximum for the account in us-east-1. "
                  "Per table maximum: 40000.") +
          kRefer);
  expectError(
      "UpdateTable", change("abc", 40000, 40001), "LimitExceededException",
      std::string("The requested WriteCapacityUnits, 40001, is above the per table maximum for the account in us-east-1. "
                  "Per table maximum: 40000.") +
          kRefer);
}

TEST_F(CapacityQuotasTest, AnIndexHasAMaximum) {
  const std::string index =
      R"(,"GlobalSecondaryIndexes":[{"IndexName":"by-pk","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
    "Projection":{"ProjectionType":"ALL"},)" +
      units(1, 50000) + "}]";
  expectError("CreateTable", table("abc", 1, 1, index), "LimitExceededException",
              std::string("The requested WriteCapacityUnits for index by-pk, 50000, is above the per index maximum for the "
                          "account in us-east-1. Per index maximum: 40000.") +
                  kRefer);
}

TEST_F(CapacityQuotasTest, AnAccountHasAMaximumForAllItsTables) {
  must("CreateTable", table("abc", 40000, 1));
  must("CreateTable", table("def", 30000, 1));
  expectError(
      "CreateTable", table("ghi", 10001, 1), "LimitExceededException",
      std::string("This request would have caused the ReadCapacityUnits limit to be exceeded for the account in "
                  "us-east-1. Current ReadCapacityUnits reserved by the account: 70000. Limit: 80000. Requested: 10001.") +
          kRefer);
  must("CreateTable", table("ghi", 10000, 1));
  EXPECT_EQ(call("UpdateTable", change("def", 30001, 1)).errorType(), "LimitExceededException");
  must("UpdateTable", change("def", 29999, 1));
  must("UpdateTable", change("ghi", 10001, 1));
}

}  // namespace
}  // namespace stator
