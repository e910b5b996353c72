// Over real sockets: answers that are late, cut short or never come, because a fault rule says so; and the administration.
#include <chrono>
#include <thread>

#include "tests/server/server_fixture.h"

namespace stator::test {
namespace {

using std::chrono::milliseconds;

class HttpServerFaultsTest : public ServerFixture {
 protected:
  void startWith(ApiReply reply, int threads = 2) {
    HttpServerOptions options;
    options.threads = threads;
    start(options, [reply](const ApiRequest&) { return reply; });
  }
};

TEST_F(HttpServerFaultsTest, ADelayKeepsNoThread) {
  std::atomic<int> calls{0};
  HttpServerOptions options;
  options.threads = 1;
  start(options, [&](const ApiRequest&) {
    ApiReply reply{200, "{}"};
    if (calls++ == 0) reply.delay = milliseconds(400);
    return reply;
  });
  HttpClient slow(port());
  const auto begin = monotonicNow();
  ASSERT_TRUE(slow.send(signedPost("{}")));
  while (calls == 0) std::this_thread::yield();
  HttpClient quick(port());
  ASSERT_TRUE(quick.send(signedPost("{}")));
  EXPECT_EQ(quick.receive().status, 200);
  const auto quick_took = monotonicNow() - begin;
  EXPECT_EQ(slow.receive().status, 200);
  EXPECT_GE(monotonicNow() - begin, milliseconds(400));
  EXPECT_LT(quick_took, monotonicNow() - begin);
}

TEST_F(HttpServerFaultsTest, ADroppedRequestGetsNoAnswer) {
  ApiReply reply{200, "{}"};
  reply.connection = ConnectionFate::Drop;
  startWith(reply);
  HttpClient client(port());
  ASSERT_TRUE(client.send(signedPost("{}")));
  EXPECT_EQ(client.receive().status, 0);
}

TEST_F(HttpServerFaultsTest, ACutAnswerEndsInItsMiddle) {
  ApiReply reply{200, std::string(1000, 'x')};
  reply.connection = ConnectionFate::Cut;
  startWith(reply);
  HttpClient client(port());
  ASSERT_TRUE(client.send(signedPost("{}")));
  EXPECT_EQ(client.receive().status, 0) << "the connection ends before the answer does";
}

TEST_F(HttpServerFaultsTest, StoppingDoesNotWaitForADelay) {
  ApiReply reply{200, "{}"};
  reply.delay = std::chrono::minutes(5);
  startWith(reply);
  HttpClient client(port());
  ASSERT_TRUE(client.send(signedPost("{}")));
  std::this_thread::sleep_for(milliseconds(50));
  const auto begin = monotonicNow();
  server_->stop(milliseconds(100));
  EXPECT_LT(monotonicNow() - begin, std::chrono::minutes(1));
}

}  // namespace
}  // namespace stator::test
