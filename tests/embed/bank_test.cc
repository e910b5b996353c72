// A bank over real sockets: clients move money between accounts by TransactWriteItems, readers add all accounts up by
// TransactGetItems, and whatever collides, the sum never changes.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <array>
#include <atomic>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "stator/stator.h"
#include "tests/server/http_client.h"

namespace stator {
namespace {

constexpr int kAccounts = 100, kStart = 20, kClients = 16, kReaders = 2, kTransfers = 200, kAttempts = 200;

class BankClient {
 public:
  explicit BankClient(uint16_t port) : http_(port) {}

  // The answer's body; `type` gets an error's type without its namespace, or nothing.
  std::string ask(std::string_view operation, const std::string& body, std::string& type) {
    std::string text = "POST / HTTP/1.1\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Date: 20261121T120000Z\r\n";
    text.append("X-Amz-Target: DynamoDB_20120810.").append(operation);
    text +=
        "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=any/20261121/us-east-1/dynamodb/aws4_request, SignedHeaders=host, "
        "Signature=0\r\n";
    text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
    const test::HttpAnswer answer = http_.ask(text);
    type.clear();
    if (answer.status == 200) return answer.body;
    rapidjson::Document error;
    error.Parse(answer.body.c_str());
    type = "HTTP " + std::to_string(answer.status);
    if (error.IsObject() && error.HasMember("__type")) type = error["__type"].GetString();
    type = type.substr(type.find('#') + 1);
    return answer.body;
  }

 private:
  test::HttpClient http_;
};

std::string accountKey(int account) { return R"({"id":{"S":"account)" + std::to_string(account) + "\"}}"; }

// Adds to a number of an item, which must have it; `least`: what must have been there.
std::string add(const std::string& key, int amount, int least) {
  return R"x({"Update":{"TableName":"bank","Key":)x" + key +
         R"x(,"UpdateExpression":"ADD money :n","ConditionExpression":"money >= :least","ExpressionAttributeValues":{":n":{"N":")x" +
         std::to_string(amount) + R"x("},":least":{"N":")x" + std::to_string(least) + R"x("}}}})x";
}

class BankTest : public testing::Test {
 protected:
  BankTest() {
    db_.call("CreateTable", R"({"TableName":"bank","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
      "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"BillingMode":"PAY_PER_REQUEST"})");
    for (int i = 0; i < kAccounts; ++i) put("account" + std::to_string(i), kStart);
    for (int i = 0; i < kClients; ++i) put("client" + std::to_string(i), 0);
    port_ = db_.serve({.port = 0});
  }

  void put(const std::string& id, int money) {
    db_.call("PutItem",
             R"({"TableName":"bank","Item":{"id":{"S":")" + id + R"("},"money":{"N":")" + std::to_string(money) + "\"}}}");
  }
  int64_t money(const std::string& id) {
    rapidjson::Document answer;
    answer.Parse(db_.call("GetItem", R"({"TableName":"bank","Key":{"id":{"S":")" + id + "\"}}}").body.c_str());
    return std::stoll(answer["Item"]["money"]["N"].GetString());
  }

  // One transfer, tried again under its token until it is done or cannot be; counted in an item of the client's own.
  void transfer(BankClient& client, int number, int transfer_number, std::mt19937& random) {
    const int from = static_cast<int>(random() % kAccounts);
    const int to = (from + 1 + static_cast<int>(random() % (kAccounts - 1))) % kAccounts;
    const int amount = 1 + static_cast<int>(random() % 5);
    const std::string own = R"({"id":{"S":"client)" + std::to_string(number) + "\"}}";
    const std::string body = R"({"ClientRequestToken":")" + std::to_string(number) + "-" + std::to_string(transfer_number) +
                             R"(","TransactItems":[)" + add(accountKey(from), -amount, amount) + "," +
                             add(accountKey(to), amount, 0) + "," + add(own, 1, 0) + "]}";
    std::string type;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      const std::string answer = client.ask("TransactWriteItems", body, type);
      if (type.empty()) {
        done_[static_cast<size_t>(number)] += 1;
        return;
      }
      ASSERT_EQ(type, "TransactionCanceledException") << answer;
      if (answer.find("ConditionalCheckFailed") != std::string::npos) return;  // too poor
      ASSERT_NE(answer.find("TransactionConflict"), std::string::npos) << answer;
      ++conflicts_;
      std::this_thread::yield();
    }
    ADD_FAILURE() << "conflicts without end";
  }

  void readSums(BankClient& client, const std::atomic<bool>& stop) {
    std::string body = R"({"TransactItems":[)";
    for (int i = 0; i < kAccounts; ++i)
      body += std::string(i == 0 ? "" : ",") + R"({"Get":{"TableName":"bank","Key":)" + accountKey(i) + "}}";
    body += "]}";
    std::string type;
    // At least once when nobody writes any more.
    for (bool last = false; !last;) {
      last = stop;
      const std::string answer = client.ask("TransactGetItems", body, type);
      if (type == "TransactionCanceledException" && !last) continue;
      ASSERT_EQ(type, "") << answer;
      rapidjson::Document read;
      read.Parse(answer.c_str());
      int64_t sum = 0;
      for (const auto& response : read["Responses"].GetArray())
        sum += std::stoll(response["Item"]["money"]["N"].GetString());
      ASSERT_EQ(sum, kAccounts * kStart);
      ++sums_;
    }
  }

  Stator db_;
  uint16_t port_ = 0;
  std::array<int, kClients> done_{};
  std::atomic<int> conflicts_{0};
  std::atomic<int> sums_{0};
};

TEST_F(BankTest, TheSumNeverChanges) {
  std::atomic<bool> stop{false};
  std::vector<std::thread> readers, writers;
  for (int i = 0; i < kReaders; ++i) {
    readers.emplace_back([&] {
      BankClient client(port_);
      readSums(client, stop);
    });
  }
  for (int i = 0; i < kClients; ++i) {
    writers.emplace_back([&, i] {
      BankClient client(port_);
      std::mt19937 random(static_cast<uint32_t>(i));
      for (int n = 0; n < kTransfers && !HasFatalFailure(); ++n) transfer(client, i, n, random);
    });
  }
  for (std::thread& writer : writers) writer.join();
  stop = true;
  for (std::thread& reader : readers) reader.join();

  EXPECT_GE(sums_, kReaders);
  int64_t sum = 0;
  for (int i = 0; i < kAccounts; ++i) {
    const int64_t balance = money("account" + std::to_string(i));
    EXPECT_GE(balance, 0);
    sum += balance;
  }
  EXPECT_EQ(sum, kAccounts * kStart);
  for (int i = 0; i < kClients; ++i) {
    EXPECT_GT(done_[static_cast<size_t>(i)], 0);
    EXPECT_EQ(money("client" + std::to_string(i)), done_[static_cast<size_t>(i)]) << "what was acknowledged was done, once";
  }
  RecordProperty("sums", sums_);
  RecordProperty("conflicts", conflicts_);
}

}  // namespace
}  // namespace stator
