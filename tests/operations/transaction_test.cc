// TransactWriteItems and TransactGetItems through the API.
#include "operations/transaction.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/operations/engine_fixture.h"
#include "tests/support/temporary_directory.h"

namespace stator {
namespace {

class TransactionTest : public test::EngineTest {
 protected:
  void SetUp() override { createTable("abc"); }

  static std::string key(int n) { return R"({"pk":{"S":"p"},"sk":{"N":")" + std::to_string(n) + "\"}}"; }
  static std::string item(int n, int value) {
    return R"({"pk":{"S":"p"},"sk":{"N":")" + std::to_string(n) + R"("},"v":{"N":")" + std::to_string(value) + "\"}}";
  }
  static std::string put(int n, int value) { return R"({"Put":{"TableName":"abc","Item":)" + item(n, value) + "}}"; }
  static std::string check(int n, const std::string& condition) {
    return R"({"ConditionCheck":{"TableName":"abc","Key":)" + key(n) + R"(,"ConditionExpression":")" + condition +
           R"(","ReturnValuesOnConditionCheckFailure":"ALL_OLD"}})";
  }
  static std::string transaction(const std::string& actions, const std::string& more = "") {
    return R"({"TransactItems":[)" + actions + "]" + more + "}";
  }
  int count() { return must("Scan", R"({"TableName":"abc","Select":"COUNT"})").body["Count"].GetInt(); }
};

TEST_F(TransactionTest, AllOrNothingWithAReasonForEach) {
  must("PutItem", R"({"TableName":"abc","Item":)" + item(3, 7) + "}");
  const auto reply = call("TransactWriteItems", transaction(put(1, 1) + "," + check(3, "attribute_not_exists(pk)") + "," +
                                                            check(4, "attribute_exists(pk)")));
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.errorType(), "TransactionCanceledException");
  EXPECT_EQ(reply.message(),
            "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, "
            "ConditionalCheckFailed]");
  const auto& reasons = reply.body["CancellationReasons"];
  EXPECT_STREQ(reasons[0]["Code"].GetString(), "None");
  EXPECT_FALSE(reasons[0].HasMember("Message"));
  EXPECT_STREQ(reasons[1]["Item"]["v"]["N"].GetString(), "7");
  EXPECT_FALSE(reasons[2].HasMember("Item"));
  EXPECT_EQ(count(), 1);
  must("TransactWriteItems", transaction(put(1, 1) + "," + put(2, 2)));
  EXPECT_EQ(count(), 3);
}

TEST_F(TransactionTest, OneItemOnce) {
  expectError("TransactWriteItems", transaction(put(1, 1) + "," + check(1, "attribute_exists(pk)")), "ValidationException",
              "Transaction request cannot include multiple operations on one item");
}

TEST_F(TransactionTest, TheTableArmCountsTwice) {
  const auto reply = must("TransactWriteItems", transaction(put(1, 1) + "," + check(9, "attribute_not_exists(pk)"),
                                                            R"(,"ReturnConsumedCapacity":"TOTAL")"));
  EXPECT_EQ(reply.text, R"({"ConsumedCapacity":[{"TableName":"abc","CapacityUnits":4.0,"WriteCapacityUnits":4.0}]})");
}

TEST_F(TransactionTest, ATokenMakesASecondCallAReplay) {
  const std::string add = R"({"Update":{"TableName":"abc","Key":)" + key(1) +
                          R"(,"UpdateExpression":"ADD v :one","ExpressionAttributeValues":{":one":{"N":"1"}}}})";
  const std::string token = R"(,"ClientRequestToken":"token")";
  must("TransactWriteItems", transaction(add, token));
  const auto replay = must("TransactWriteItems", transaction(add, token + R"(,"ReturnConsumedCapacity":"TOTAL")"));
  EXPECT_EQ(replay.text, R"({"ConsumedCapacity":[{"TableName":"abc","CapacityUnits":2.0,"ReadCapacityUnits":2.0}]})");
  const auto value = [&] {
    return std::string(must("GetItem", R"({"TableName":"abc","Key":)" + key(1) + "}").body["Item"]["v"]["N"].GetString());
  };
  EXPECT_EQ(value(), "1");
  EXPECT_EQ(call("TransactWriteItems", transaction(put(1, 9), token)).errorType(), "IdempotentParameterMismatchException");
  clock_->advance(std::chrono::minutes(10));
  engine_->runBackgroundJobs();
  must("TransactWriteItems", transaction(add, token));
  EXPECT_EQ(value(), "2");
}

TEST_F(TransactionTest, ATokenInUseIsSaidToBe) {
  const std::string token = R"(,"ClientRequestToken":"token")";
  {
    const IdempotencyTokens::InProgress other(engine_->tokens(), "000000000000/us-east-1/TransactWriteItems/token");
    ASSERT_TRUE(other.claimed());
    EXPECT_EQ(call("TransactWriteItems", transaction(put(1, 1), token)).errorType(), "TransactionInProgressException");
    must("TransactWriteItems", transaction(put(2, 2), R"(,"ClientRequestToken":"another")"));
    must(
        "ExecuteTransaction",
        R"x({"ClientRequestToken":"token","TransactStatements":[{"Statement":"DELETE FROM abc WHERE pk = 'p' AND sk = 5"}]})x");
  }
  must("TransactWriteItems", transaction(put(1, 1), token));
}

TEST_F(TransactionTest, TokensOutliveTheEngine) {
  const test::TemporaryDirectory directory;
  const std::string add = R"({"Update":{"TableName":"abc","Key":)" + key(1) +
                          R"(,"UpdateExpression":"ADD v :one","ExpressionAttributeValues":{":one":{"N":"1"}}}})";
  for (int times = 0; times < 3; ++times) {
    Engine engine(EngineOptions{.database = {.directory = directory.path()}, .clock = clock_});
    const test::ApiClient client(engine);
    if (times == 0) {
      client.must("CreateTable", R"({"TableName":"abc","BillingMode":"PAY_PER_REQUEST",
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"}],
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}]})");
    }
    client.must("TransactWriteItems", transaction(add, R"(,"ClientRequestToken":"token")"));
    EXPECT_STREQ(client.must("GetItem", R"({"TableName":"abc","Key":)" + key(1) + "}").body["Item"]["v"]["N"].GetString(),
                 "1");
  }
}

TEST_F(TransactionTest, GetsAreOfOneMomentAndKeepTheirPlaces) {
  must("TransactWriteItems", transaction(put(1, 1)));
  const std::string get = R"({"Get":{"TableName":"abc","Key":)";
  EXPECT_EQ(must("TransactGetItems", transaction(get + key(2) + "}}," + get + key(1) + R"(,"ProjectionExpression":"v"}},)" +
                                                 get + R"({"pk":{"S":"q"},"sk":{"N":"1"}}}})"))
                .text,
            R"({"Responses":[{},{"Item":{"v":{"N":"1"}}},{}]})");
  const auto cancelled = call("TransactGetItems", transaction(get + "{}}}"));
  EXPECT_EQ(cancelled.errorType(), "TransactionCanceledException");
  EXPECT_STREQ(cancelled.body["CancellationReasons"][0]["Code"].GetString(), "ValidationError");
}

TEST_F(TransactionTest, WhoMeetsATransactionInFlightIsTold) {
  const TableSchema table = *engine_->catalog().find("000000000000", "us-east-1", "abc");
  ItemBuilder builder;
  builder.add("pk", AttributeValue::string("p"));
  builder.add("sk", AttributeValue::number(1));
  const std::string attributes = builder.build();
  const std::vector<std::string> keys = {encodeItemKey(table, ItemView(attributes))};
  {
    const TransactionsInFlight::Claim claim(engine_->transactions(), keys);
    expectError("PutItem", R"({"TableName":"abc","Item":)" + item(1, 1) + "}", "TransactionConflictException",
                "Transaction is ongoing for the item");
    const auto reply = call("TransactWriteItems", transaction(put(2, 2) + "," + put(1, 1)));
    EXPECT_STREQ(reply.body["CancellationReasons"][1]["Code"].GetString(), "TransactionConflict");
    EXPECT_EQ(call("TransactGetItems", transaction(R"({"Get":{"TableName":"abc","Key":)" + key(1) + "}}")).errorType(),
              "TransactionCanceledException");
    must("PutItem", R"({"TableName":"abc","Item":)" + item(2, 1) + "}");
  }
  must("PutItem", R"({"TableName":"abc","Item":)" + item(1, 1) + "}");
}

TEST_F(TransactionTest, MoneyIsNeitherMadeNorLost) {
  constexpr int kAccounts = 20, kStart = 100, kMoves = 200, kThreads = 4;
  for (int i = 0; i < kAccounts; ++i) must("PutItem", R"({"TableName":"abc","Item":)" + item(i, kStart) + "}");
  const auto move = [&](int from, int to) {
    const auto add = [&](int account, const char* amount, const char* condition) {
      return R"({"Update":{"TableName":"abc","Key":)" + key(account) + R"(,"UpdateExpression":"ADD v :n",)" + condition +
             R"("ExpressionAttributeValues":{":n":{"N":")" + amount + R"("},":z":{"N":"0"}}}})";
    };
    return call("TransactWriteItems", transaction(add(from, "-1", R"("ConditionExpression":"v > :z",)") + "," +
                                                  add(to, "1", R"("ConditionExpression":"v >= :z",)")));
  };
  std::atomic<bool> done{false};
  std::thread reader([&] {
    std::string gets;
    for (int i = 0; i < kAccounts; ++i)
      gets += std::string(i == 0 ? "" : ",") + R"({"Get":{"TableName":"abc","Key":)" + key(i) + "}}";
    while (!done) {
      const auto reply = call("TransactGetItems", transaction(gets));
      if (!reply.ok()) continue;  // a conflict
      int sum = 0;
      for (const auto& response : reply.body["Responses"].GetArray())
        sum += std::stoi(response["Item"]["v"]["N"].GetString());
      EXPECT_EQ(sum, kAccounts * kStart);
    }
  });
  std::vector<std::thread> writers;
  for (int t = 0; t < kThreads; ++t) {
    writers.emplace_back([&, t] {
      for (int i = 0; i < kMoves; ++i) {
        const int from = (i * 7 + t) % kAccounts;
        move(from, (from + 1 + i % (kAccounts - 1)) % kAccounts);
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  done = true;
  reader.join();
  int sum = 0;
  const auto scan = must("Scan", R"({"TableName":"abc"})");
  for (const auto& account : scan.body["Items"].GetArray()) sum += std::stoi(account["v"]["N"].GetString());
  EXPECT_EQ(sum, kAccounts * kStart);
}

}  // namespace
}  // namespace stator
