#include "operations/faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "operations/admin.h"
#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class FaultsTest : public test::EngineTest {
 protected:
  FaultsTest() {
    createTable("orders");
    createTable("users");
  }

  void rules(const std::string& list, const std::string& more = "") {
    const auto loaded = loadFaults(engine_->faults(), R"({"rules":[)" + list + "]" + more + "}");
    ASSERT_TRUE(loaded) << loaded.error().message;
  }

  std::string problemOf(const std::string& rule) {
    const auto loaded = loadFaults(engine_->faults(), R"({"rules":[)" + rule + "]}");
    return loaded ? "none" : loaded.error().message;
  }

  test::Reply put(const std::string& table, const std::string& key) {
    return call("PutItem", R"({"TableName":")" + table + R"(","Item":{"pk":{"S":")" + key + R"("},"sk":{"N":"1"}}})");
  }

  bool exists(const std::string& table, const std::string& key) {
    return must("GetItem", R"({"TableName":")" + table + R"(","Key":{"pk":{"S":")" + key + R"("},"sk":{"N":"1"}}})")
        .body.HasMember("Item");
  }
};

TEST_F(FaultsTest, AnswerTheErrorInsteadOfDoingTheOperation) {
  rules(R"({"operation":"PutItem","error":"InternalServerError"})");
  const auto reply = put("orders", "a");
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.errorType(), "InternalServerError");
  EXPECT_FALSE(exists("orders", "a"));
}

TEST_F(FaultsTest, AnswerTheErrorAfterTheOperationWhenAsked) {
  rules(R"({"operation":"PutItem","error":"InternalServerError","after":true})");
  EXPECT_EQ(put("orders", "a").status, 500);
  EXPECT_TRUE(exists("orders", "a"));
}

TEST_F(FaultsTest, SelectByTableInAllShapesOfRequests) {
  rules(R"({"table":"orders","error":"ThrottlingException"})");
  EXPECT_EQ(put("users", "a").status, 200);
  EXPECT_EQ(put("orders", "a").errorType(), "ThrottlingException");
  EXPECT_EQ(call("DescribeTable", R"({"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/orders"})").errorType(),
            "ThrottlingException");
  EXPECT_EQ(call("BatchGetItem", R"({"RequestItems":{"users":{"Keys":[{"pk":{"S":"a"},"sk":{"N":"1"}}]},
    "orders":{"Keys":[{"pk":{"S":"a"},"sk":{"N":"1"}}]}}})")
                .errorType(),
            "ThrottlingException");
  EXPECT_EQ(
      call("TransactGetItems", R"({"TransactItems":[{"Get":{"TableName":"orders","Key":{"pk":{"S":"a"},"sk":{"N":"1"}}}}]})")
          .errorType(),
      "ThrottlingException");
  EXPECT_EQ(call("ExecuteStatement", R"({"Statement":"SELECT * FROM orders"})").errorType(), "ThrottlingException");
  EXPECT_EQ(call("ExecuteStatement", R"({"Statement":"SELECT * FROM users"})").status, 200);
  EXPECT_EQ(call("ListTables", "{}").status, 200);
}

TEST_F(FaultsTest, SelectByPrefixOfThePartitionKey) {
  rules(R"({"keyPrefix":"hot#","error":"ProvisionedThroughputExceededException"})");
  EXPECT_EQ(put("orders", "cold#1").status, 200);
  EXPECT_EQ(put("orders", "hot#1").errorType(), "ProvisionedThroughputExceededException");
  EXPECT_EQ(call("BatchWriteItem", R"({"RequestItems":{"orders":[{"PutRequest":{"Item":{"pk":{"S":"x"},"sk":{"N":"1"}}}},
    {"DeleteRequest":{"Key":{"pk":{"S":"hot#2"},"sk":{"N":"1"}}}}]}})")
                .errorType(),
            "ProvisionedThroughputExceededException");
  EXPECT_EQ(call("Scan", R"({"TableName":"orders"})").status, 200);
}

TEST_F(FaultsTest, SelectByAccount) {
  rules(R"({"account":"111111111111","error":"InternalServerError"})");
  EXPECT_EQ(put("orders", "a").status, 200);
}

TEST_F(FaultsTest, SelectAllAccountsWhereTheyAreOne) {
  open({}, true);
  createTable("orders");
  rules(R"({"account":"111122223333","error":"ThrottlingException"})");
  EXPECT_EQ(put("orders", "a").errorType(), "ThrottlingException");
}

TEST_F(FaultsTest, OfAnAccountLeaveThoseOfOthersAlone) {
  const auto ask = [this](std::string_view method, const std::string& body) {
    return administer(*engine_, {method, "faults", "", body});
  };
  const std::string mine = R"({"account":"000000000000","rules":[{"operation":"PutItem","error":"InternalServerError"}]})";
  const std::string theirs = R"({"account":"111122223333","rules":[{"error":"ThrottlingException"}]})";
  ASSERT_EQ(ask("PUT", theirs).http_status, 200);
  ASSERT_EQ(ask("POST", mine).http_status, 200);
  EXPECT_EQ(put("orders", "a").errorType(), "InternalServerError");
  const AdminReply both = ask("PUT", mine);
  EXPECT_THAT(both.body, HasSubstr(R"({"account":"111122223333","probability":1.0,"error":"ThrottlingException")"));
  EXPECT_EQ(both.body.find("InternalServerError"), both.body.rfind("InternalServerError")) << "in place of the first";
  EXPECT_THAT(ask("PUT", R"({"account":"000000000000","rules":[]})").body, HasSubstr("ThrottlingException"));
  EXPECT_EQ(put("orders", "a").status, 200);

  EXPECT_EQ(ask("DELETE", R"({"account":"000000000000"})").http_status, 400);
  EXPECT_EQ(ask("PUT", R"({"account":7,"rules":[]})").http_status, 400);
  EXPECT_EQ(ask("PUT", R"({"account":"1","seed":1,"rules":[]})").http_status, 400);
  EXPECT_EQ(ask("PUT", R"({"account":"1","rules":[{"account":"2","latencyMs":1}]})").http_status, 400);
  EXPECT_THAT(ask("GET", "").body, HasSubstr("ThrottlingException"));
}

TEST_F(FaultsTest, EndAfterTheirCount) {
  rules(R"({"operation":"PutItem","error":"RequestLimitExceeded","count":2})");
  EXPECT_EQ(put("orders", "a").errorType(), "RequestLimitExceeded");
  EXPECT_EQ(put("orders", "a").errorType(), "RequestLimitExceeded");
  EXPECT_EQ(put("orders", "a").status, 200);
}

TEST_F(FaultsTest, ComeWithTheirProbabilityAndTheSameForTheSameSeed) {
  const auto run = [&](const std::string& seed) {
    rules(R"({"error":"InternalServerError","probability":0.3})", R"(,"seed":)" + seed);
    std::string pattern;
    for (int i = 0; i < 300; ++i) pattern += put("orders", "a").status == 200 ? '.' : 'x';
    return pattern;
  };
  const std::string first = run("7");
  EXPECT_EQ(first, run("7"));
  EXPECT_NE(first, run("8"));
  const auto failures = std::count(first.begin(), first.end(), 'x');
  EXPECT_GT(failures, 60);
  EXPECT_LT(failures, 120);
}

TEST_F(FaultsTest, DelayWithinTheirDistribution) {
  rules(R"({"latencyMs":25})");
  EXPECT_EQ(put("orders", "a").delay, 25ms);
  rules(R"({"latencyMs":{"min":10,"max":20}})");
  std::chrono::microseconds low = 1h, high = 0ms;
  for (int i = 0; i < 200; ++i) {
    const auto delay = put("orders", "a").delay;
    low = std::min(low, delay);
    high = std::max(high, delay);
  }
  EXPECT_GE(low, 10ms);
  EXPECT_LE(high, 20ms);
  EXPECT_GT(high - low, 5ms);
  rules(R"({"latencyMs":{"mean":10,"deviation":3}})");
  std::chrono::microseconds sum = 0ms;
  for (int i = 0; i < 200; ++i) sum += put("orders", "a").delay;
  EXPECT_GT(sum / 200, 9ms);
  EXPECT_LT(sum / 200, 11ms);
}

TEST_F(FaultsTest, DropBeforeTheOperationAndCutAfterIt) {
  rules(R"({"operation":"PutItem","table":"orders","connection":"drop"},{"operation":"PutItem","connection":"cut"})");
  EXPECT_EQ(put("orders", "a").connection, ConnectionFate::Drop);
  EXPECT_EQ(put("users", "a").connection, ConnectionFate::Cut);
  EXPECT_FALSE(exists("orders", "a"));
  EXPECT_TRUE(exists("users", "a"));
}

TEST_F(FaultsTest, TheFirstRuleThatSelectsDecides) {
  rules(R"({"table":"orders","latencyMs":1},{"error":"InternalServerError"})");
  EXPECT_EQ(put("orders", "a").status, 200);
  EXPECT_EQ(put("users", "a").status, 500);
}

TEST_F(FaultsTest, ComeBehindValidation) {
  rules(R"({"error":"InternalServerError"})");
  EXPECT_EQ(call("PutItem", "{}").errorType(), "ValidationException");
}

TEST_F(FaultsTest, RefuseRulesThatMeanNothing) {
  EXPECT_THAT(problemOf(R"({"operation":"PutItem"})"), HasSubstr("must be given"));
  EXPECT_THAT(problemOf(R"({"error":"Nonsense"})"), HasSubstr("error must be"));
  EXPECT_THAT(problemOf(R"({"eror":"InternalServerError"})"), HasSubstr("eror"));
  EXPECT_THAT(problemOf(R"({"latencyMs":-1})"), HasSubstr("latencyMs"));
  EXPECT_THAT(problemOf(R"({"latencyMs":{"min":5,"max":1}})"), HasSubstr("latencyMs.max"));
  EXPECT_THAT(problemOf(R"({"latencyMs":1,"probability":1.5})"), HasSubstr("probability"));
  EXPECT_THAT(problemOf(R"({"connection":"slam"})"), HasSubstr("connection"));
  EXPECT_THAT(problemOf("7"), HasSubstr("object"));
  EXPECT_FALSE(loadFaults(engine_->faults(), "not JSON"));
  EXPECT_FALSE(loadFaults(engine_->faults(), "{}"));
  EXPECT_FALSE(engine_->faults().any());
}

}  // namespace
}  // namespace stator
