// How to test code that talks to DynamoDB: a database of its own for every test, in the test's own process.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

#include "stator/stator.h"

namespace {

constexpr const char* kCreateTable = R"({
  "TableName": "ShoppingList",
  "KeySchema": [{"AttributeName": "Who", "KeyType": "HASH"}, {"AttributeName": "What", "KeyType": "RANGE"}],
  "AttributeDefinitions": [{"AttributeName": "Who", "AttributeType": "S"}, {"AttributeName": "What", "AttributeType": "S"}],
  "BillingMode": "PAY_PER_REQUEST"})";

class ShoppingList : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(db_.call("CreateTable", kCreateTable).http_status, 200); }

  stator::Stator db_;  // in memory, gone with the test
};

// Without any network: the fastest way, when the code under test can be handed JSON.
TEST_F(ShoppingList, RemembersWhatWasPutOnIt) {
  auto put = db_.call("PutItem", R"({"TableName": "ShoppingList",
      "Item": {"Who": {"S": "Ada"}, "What": {"S": "punch cards"}, "Count": {"N": "80"}}})");
  ASSERT_EQ(put.http_status, 200) << put.body;

  auto got = db_.call("GetItem", R"({"TableName": "ShoppingList",
      "Key": {"Who": {"S": "Ada"}, "What": {"S": "punch cards"}}})");
  EXPECT_EQ(got.http_status, 200);
  EXPECT_NE(got.body.find(R"("Count":{"N":"80"})"), std::string::npos) << got.body;
}

TEST_F(ShoppingList, ErrorsAreTheService_s) {
  auto reply = db_.call("GetItem", R"({"TableName": "NoSuchList", "Key": {"Who": {"S": "Ada"}, "What": {"S": "tea"}}})");
  EXPECT_EQ(reply.http_status, 400);
  EXPECT_NE(reply.body.find("ResourceNotFoundException"), std::string::npos) << reply.body;
}

// Stands for the AWS SDK here, so that this file needs nothing but a socket.
std::string post(uint16_t port, const std::string& operation, const std::string& json) {
  int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return "cannot connect";
  std::string request =
      "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-amz-json-1.0\r\n"
      "X-Amz-Date: 20261121T120000Z\r\nX-Amz-Target: DynamoDB_20120810." +
      operation +
      "\r\n"
      "Authorization: AWS4-HMAC-SHA256 Credential=any/20261121/us-east-1/dynamodb/aws4_request, "
      "SignedHeaders=host, Signature=0\r\nContent-Length: " +
      std::to_string(json.size()) + "\r\n\r\n" + json;
  if (send(descriptor, request.data(), request.size(), MSG_NOSIGNAL) < 0) return "cannot send";
  std::string answer;
  char buffer[4096];
  for (ssize_t n; (n = recv(descriptor, buffer, sizeof buffer, 0)) > 0;) answer.append(buffer, static_cast<size_t>(n));
  close(descriptor);
  return answer;
}

// With a real port, for code that uses an AWS SDK: give it "http://127.0.0.1:<port>" as its endpoint.
TEST_F(ShoppingList, IsServedOnAnyFreePort) {
  uint16_t port = db_.serve({.port = 0, .threads = 1});

  std::string answer = post(port, "ListTables", "{}");

  EXPECT_NE(answer.find("HTTP/1.1 200 OK"), std::string::npos) << answer;
  EXPECT_NE(answer.find(R"({"TableNames":["ShoppingList"]})"), std::string::npos) << answer;
}

}  // namespace
