// Over real sockets: clients that send too much, too little, too slowly, or nonsense.
#include <gmock/gmock.h>

#include <random>
#include <thread>

#include "tests/server/server_fixture.h"

namespace stator::test {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

class HttpServerLimits : public ServerFixture {};

TEST_F(HttpServerLimits, ABodyOf16MiBIsAcceptedAndOneByteMoreIsNot) {
  start({}, [](const ApiRequest& request) { return ApiReply{200, std::to_string(request.body.size())}; });
  HttpClient client(port());
  EXPECT_EQ(client.ask(signedPost(std::string(kMaxBodyBytes, ' '))).body, "16777216");

  HttpAnswer refused = client.ask(signedPost(std::string(kMaxBodyBytes + 1, ' ')));
  EXPECT_EQ(refused.status, 413);
  EXPECT_EQ(refused.body, "");
  EXPECT_EQ(refused.headers["Transfer-Encoding"], "chunked");
  EXPECT_EQ(refused.headers.count("x-amzn-RequestId"), 0u);
  EXPECT_EQ(HttpClient(port()).ask(signedPost("")).status, 200);
}

TEST_F(HttpServerLimits, RefusesAnOversizeBodyBeforeItIsSent) {
  start();
  HttpClient client(port());
  HttpAnswer answer = client.ask("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 16777217\r\n\r\n");
  EXPECT_EQ(answer.status, 413);
  EXPECT_TRUE(client.ended());
}

TEST_F(HttpServerLimits, RefusesALongHead) {
  start();
  HttpClient client(port());
  EXPECT_EQ(client.ask("GET / HTTP/1.1\r\na: " + std::string(100000, 'a') + "\r\n\r\n").status, 431);
  EXPECT_TRUE(client.ended());
}

TEST_F(HttpServerLimits, AnswersNonsenseOnceAndCloses) {
  start();
  HttpClient client(port());
  HttpAnswer answer = client.ask("what is this\r\n\r\n");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.headers["Connection"], "close");
  EXPECT_TRUE(client.ended());
}

TEST_F(HttpServerLimits, SaysSoWhenSomeoneTriesTls) {
  start();
  HttpClient client(port());
  EXPECT_EQ(client.ask(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)).status, 400);
  ASSERT_EQ(logged().size(), 1u);
  EXPECT_THAT(logged()[0], HasSubstr("https://"));
}

TEST_F(HttpServerLimits, RandomBytesNeverHurt) {
  start();
  std::mt19937 random(99);
  for (int round = 0; round < 200; ++round) {
    HttpClient client(port());
    std::string bytes;
    if (round % 2) bytes = signedPost("x").substr(0, random() % 300);
    for (int i = static_cast<int>(random() % 600); i > 0; --i) bytes.push_back(static_cast<char>(random()));
    client.send(bytes);
    client.endSending();
    client.receiveAll();
  }
  EXPECT_EQ(HttpClient(port()).ask(signedPost("alive")).body, "alive");
}

TEST_F(HttpServerLimits, AnUnusedConnectionIsClosed) {
  HttpServerOptions options;
  options.idle_timeout = milliseconds(50);
  start(options);
  HttpClient fresh(port()), used(port());
  EXPECT_EQ(used.ask(signedPost("x")).status, 200);
  EXPECT_TRUE(fresh.ended());
  EXPECT_TRUE(used.ended());
}

TEST_F(HttpServerLimits, ASlowRequestIsCutOffHoweverItDrips) {
  HttpServerOptions options;
  options.request_timeout = milliseconds(200);
  start(options);
  HttpClient head(port()), body(port());
  ASSERT_TRUE(head.send("POST / HTTP/1.1\r\n"));
  std::string request = signedPost("0123456789");
  ASSERT_TRUE(body.send(request.substr(0, request.size() - 5)));
  int drops = 0;
  while (head.send("a: b\r\n") && ++drops < 2000) std::this_thread::sleep_for(milliseconds(10));
  EXPECT_LT(drops, 2000);
  EXPECT_TRUE(body.ended());
}

TEST_F(HttpServerLimits, OneConnectionTooManyIsTold) {
  HttpServerOptions options;
  options.max_connections = 2;
  start(options);
  std::optional<HttpClient> first(port());
  HttpClient second(port());
  EXPECT_EQ(first->ask(signedPost("1")).status, 200);
  EXPECT_EQ(second.ask(signedPost("2")).status, 200);

  HttpClient third(port());
  EXPECT_EQ(third.ask(signedPost("3")).status, 503);
  EXPECT_TRUE(third.ended());
  EXPECT_EQ(second.ask(signedPost("2")).status, 200) << "the others are not disturbed";

  // Once there is room again, whoever comes is served.
  first.reset();
  int status = 0;
  for (int attempt = 0; attempt < 500 && status != 200; ++attempt) {
    status = HttpClient(port()).ask(signedPost("4")).status;
    if (status != 200) std::this_thread::sleep_for(milliseconds(10));
  }
  EXPECT_EQ(status, 200);
}

}  // namespace
}  // namespace stator::test
