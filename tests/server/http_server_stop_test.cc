// Over real sockets: stopping, with requests under way and under load.
#include <atomic>
#include <condition_variable>
#include <thread>
#include <vector>

#include "tests/server/server_fixture.h"

namespace stator::test {
namespace {

using std::chrono::milliseconds;

// An API whose calls last until they are let go.
class Gate {
 public:
  ApiReply pass(const ApiRequest& request) {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    return {200, std::string(request.body)};
  }
  void awaitCallers(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= count; });
  }
  void open() {
    std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

class HttpServerStop : public ServerFixture {};

TEST_F(HttpServerStop, EndsIdleConnectionsAtOnce) {
  start();
  HttpClient fresh(port()), used(port());
  EXPECT_EQ(used.ask(signedPost("x")).status, 200);
  EXPECT_TRUE(fresh.connected());
  server_->stop(std::chrono::minutes(10));  // does not take that long, or the test would be timed out
  EXPECT_TRUE(used.ended());
  EXPECT_TRUE(fresh.ended());
}

TEST_F(HttpServerStop, LetsARequestInFlightFinish) {
  Gate gate;
  start({}, [&](const ApiRequest& request) { return gate.pass(request); });
  HttpClient client(port());
  ASSERT_TRUE(client.send(signedPost("in flight")));
  gate.awaitCallers(1);
  std::thread stopper([&] { server_->stop(std::chrono::minutes(10)); });
  // Stopping has begun once nobody can connect any more.
  while (HttpClient(port()).connected()) std::this_thread::sleep_for(milliseconds(1));
  gate.open();
  HttpAnswer answer = client.receive();
  stopper.join();
  EXPECT_EQ(answer.body, "in flight");
  EXPECT_TRUE(client.ended());
}

TEST_F(HttpServerStop, LetsARequestThatIsHalfReadFinish) {
  start();
  HttpClient client(port());
  std::string request = signedPost("half read", "Expect: 100-continue\r\n");
  ASSERT_EQ(client.ask(request.substr(0, request.size() - 9)).status, 100);  // so it has begun
  std::thread stopper([&] { server_->stop(std::chrono::minutes(10)); });
  while (HttpClient(port()).connected()) std::this_thread::sleep_for(milliseconds(1));
  HttpAnswer answer = client.ask("half read");
  stopper.join();
  EXPECT_EQ(answer.body, "half read");
  EXPECT_TRUE(client.ended());
}

TEST_F(HttpServerStop, GivesUpOnARequestThatNeverEnds) {
  start();
  HttpClient client(port());
  ASSERT_EQ(client.ask("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n").status, 100);
  server_->stop(milliseconds(50));
  EXPECT_TRUE(client.ended());
}

// Every request that was sent is answered whole or not at all, and stop() returns.
TEST_F(HttpServerStop, UnderLoad) {
  start();
  std::atomic<int> answered{0};
  std::atomic<bool> wrong{false};
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&, i] {
      HttpClient client(port());
      std::string body = "client " + std::to_string(i);
      while (true) {
        HttpAnswer answer = client.ask(signedPost(body));
        if (answer.status == 0) return;
        if (answer.body != body) wrong = true;
        ++answered;
      }
    });
  }
  while (answered < 200) std::this_thread::yield();
  server_->stop();
  for (std::thread& client : clients) client.join();
  EXPECT_FALSE(wrong);
}

TEST_F(HttpServerStop, TwiceIsOnce) {
  start();
  server_->stop();
  server_->stop();
}

TEST_F(HttpServerStop, ThePortIsFreeAfterwards) {
  start();
  HttpServerOptions options;
  options.port = port();
  EXPECT_EQ(HttpClient(port()).ask(signedPost("x")).status, 200);
  server_->stop();
  HttpServer second(options, HttpHandler(&echo, "us-east-1"), clock_, nullptr);
  EXPECT_EQ(HttpClient(second.port()).ask(signedPost("x")).status, 200);
}

}  // namespace
}  // namespace stator::test
