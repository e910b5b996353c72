// Over real sockets: what a client sees of the protocol.
#include <gmock/gmock.h>

#include <set>
#include <stdexcept>

#include "base/digest.h"
#include "server/content_coding.h"
#include "tests/server/server_fixture.h"

namespace stator::test {
namespace {

using testing::MatchesRegex;

class HttpServerTest : public ServerFixture {};

TEST_F(HttpServerTest, AnswersRequestAfterRequestOnOneConnection) {
  start();
  HttpClient client(port());
  std::set<std::string> ids;
  for (int i = 0; i < 20; ++i) {
    std::string body = std::to_string(i);
    HttpAnswer answer = client.ask(signedPost(body));
    ASSERT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, body);
    EXPECT_EQ(answer.headers["Connection"], "keep-alive");
    EXPECT_EQ(answer.headers["Content-Type"], "application/x-amz-json-1.0");
    EXPECT_EQ(answer.headers["Server"], "Server");
    EXPECT_EQ(answer.headers["x-amz-crc32"], std::to_string(crc32(body)));
    EXPECT_THAT(answer.headers["x-amzn-RequestId"], MatchesRegex("[0-9A-Z]+"));
    EXPECT_EQ(answer.headers["x-amzn-RequestId"].size(), 52u);
    ids.insert(answer.headers["x-amzn-RequestId"]);
  }
  EXPECT_EQ(ids.size(), 20u);
}

TEST_F(HttpServerTest, AnswersAPipelineInItsOrder) {
  start();
  HttpClient client(port());
  std::string pipeline;
  for (int i = 0; i < 500; ++i) pipeline += signedPost(std::to_string(i));
  ASSERT_TRUE(client.send(pipeline));
  for (int i = 0; i < 500; ++i) ASSERT_EQ(client.receive().body, std::to_string(i));
}

TEST_F(HttpServerTest, ReadsARequestThatArrivesByteByByte) {
  start();
  HttpClient client(port());
  for (char byte : signedPost("slow")) ASSERT_TRUE(client.send({&byte, 1}));
  EXPECT_EQ(client.receive().body, "slow");
}

TEST_F(HttpServerTest, ReadsAChunkedBody) {
  start();
  HttpClient client(port());
  HttpAnswer answer = client.ask(
      "POST / HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(answer.body, "abcde");
  EXPECT_EQ(client.ask(signedPost("next")).body, "next");
}

TEST_F(HttpServerTest, SendsContinueToThoseWhoWaitForIt) {
  start();
  HttpClient client(port());
  std::string request = signedPost("waited", "Expect: 100-continue\r\n");
  std::string head = request.substr(0, request.size() - 6);
  EXPECT_EQ(client.ask(head).status, 100);
  EXPECT_EQ(client.ask("waited").body, "waited");
  // Not to those who do not wait.
  EXPECT_EQ(client.ask(request).status, 200);
}

TEST_F(HttpServerTest, ClosesWhenAsked) {
  start();
  HttpClient client(port());
  HttpAnswer answer = client.ask(signedPost("last", "Connection: close\r\n"));
  EXPECT_EQ(answer.body, "last");
  EXPECT_EQ(answer.headers["Connection"], "close");
  EXPECT_TRUE(client.ended());
}

TEST_F(HttpServerTest, Http10ClosesUnlessItSaysKeepAlive) {
  start();
  HttpClient kept(port());
  std::string request = signedPost("x", "Connection: keep-alive\r\n");
  request.replace(request.find("HTTP/1.1"), 8, "HTTP/1.0");
  EXPECT_EQ(kept.ask(request).body, "x");
  EXPECT_EQ(kept.ask(request).body, "x");

  HttpClient closed(port());
  EXPECT_EQ(closed.ask("GET / HTTP/1.0\r\n\r\n").body, "healthy: dynamodb.us-east-1.amazonaws.com ");
  EXPECT_TRUE(closed.ended());
}

TEST_F(HttpServerTest, HeadHasNoBody) {
  start();
  HttpClient client(port());
  ASSERT_TRUE(client.send("HEAD / HTTP/1.1\r\n\r\n"));
  HttpAnswer head = client.receive(true);
  EXPECT_EQ(head.status, 404);
  EXPECT_EQ(head.headers["Content-Length"], "29");
  EXPECT_EQ(client.ask(signedPost("next")).body, "next") << "the connection is still in step";
}

TEST_F(HttpServerTest, OtherMethodsAreNotFound) {
  start();
  HttpClient client(port());
  HttpAnswer answer = client.ask("PUT / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, "<UnknownOperationException/>\n");
  EXPECT_EQ(answer.headers["x-amz-crc32"], "3552371480");
  EXPECT_EQ(answer.headers.count("x-amzn-RequestId"), 1u);
  EXPECT_EQ(client.ask("OPTIONS / HTTP/1.1\r\n\r\n").status, 404);
}

TEST_F(HttpServerTest, AnswersABrowsersPreflight) {
  start();
  HttpClient client(port());
  HttpAnswer answer = client.ask(
      "OPTIONS / HTTP/1.1\r\nOrigin: http://a\r\nAccess-Control-Request-Headers: x\r\nAccess-Control-Request-Method: "
      "POST\r\n\r\n");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers["Access-Control-Allow-Origin"], "*");
  EXPECT_EQ(answer.headers["Access-Control-Allow-Headers"], "x");
  EXPECT_EQ(answer.headers["Content-Length"], "0");
}

TEST_F(HttpServerTest, ChecksumIsOverTheBytesAsSent) {
  start();
  HttpClient client(port());
  std::string body(100000, 'x');
  HttpAnswer answer = client.ask(signedPost(body, "Accept-Encoding: gzip\r\n"));
  EXPECT_EQ(answer.headers["Content-Encoding"], "gzip");
  EXPECT_EQ(answer.headers["x-amz-crc32"], std::to_string(crc32(answer.body)));
  std::string decompressed;
  EXPECT_EQ(gunzip(answer.body, body.size(), decompressed), GunzipError::None);
  EXPECT_EQ(decompressed, body);
  EXPECT_EQ(client.ask(signedPost(gzip("small"), "Content-Encoding: gzip\r\n")).body, "small");
}

// Larger than any socket's buffer, so that it takes many writes, to a client that is in no hurry.
TEST_F(HttpServerTest, SendsALargeAnswerWhole) {
  start();
  HttpClient client(port());
  std::string body;
  for (int i = 0; body.size() < 12'000'000; ++i) body += std::to_string(i);
  ASSERT_TRUE(client.send(signedPost(body)));
  HttpAnswer answer = client.receive();
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.body == body);
  EXPECT_EQ(client.ask(signedPost("small again")).body, "small again");
}

TEST_F(HttpServerTest, AnswersAClientThatHasEndedItsSide) {
  start();
  HttpClient client(port());
  ASSERT_TRUE(client.send(signedPost("one") + signedPost("two")));
  client.endSending();
  EXPECT_EQ(client.receive().body, "one");
  EXPECT_EQ(client.receive().body, "two");
  EXPECT_TRUE(client.ended());
}

TEST_F(HttpServerTest, SaysWhyItCannotListen) {
  start();
  HttpServerOptions options;
  options.port = port();
  try {
    HttpServer second(options, HttpHandler(&echo, "us-east-1"), clock_, nullptr);
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_EQ(std::string(error.what()), "cannot listen on 127.0.0.1:" + std::to_string(port()) + ": the port is in use");
  }
  options.address = "no.such.host.invalid";
  EXPECT_THROW(HttpServer(options, HttpHandler(&echo, "us-east-1"), clock_, nullptr), std::runtime_error);
}

}  // namespace
}  // namespace stator::test
