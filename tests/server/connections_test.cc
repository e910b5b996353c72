#include "server/connections.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <optional>
#include <thread>

namespace stator {
namespace {

using std::chrono::milliseconds;

// One end is registered, the other one tells what has been done to it.
class Pair {
 public:
  explicit Pair(Connections& connections) {
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends_), 0);
    connection.emplace(connections, ends_[0]);
  }
  ~Pair() {
    connection.reset();
    close(ends_[0]);
    close(ends_[1]);
  }

  // Both read the registered end itself.
  bool canRead() const {
    char byte;
    return recv(ends_[0], &byte, 1, 0) < 0;  // nothing there yet, rather than the end of the stream
  }
  bool canWrite() const { return send(ends_[0], "x", 1, MSG_NOSIGNAL) == 1; }

  std::optional<Connection> connection;

 private:
  int ends_[2];
};

TEST(Connections, AreCounted) {
  Connections connections(milliseconds(10));
  EXPECT_EQ(connections.count(), 0u);
  {
    Pair a(connections), b(connections);
    EXPECT_EQ(connections.count(), 2u);
  }
  EXPECT_EQ(connections.count(), 0u);
}

TEST(Connections, EndAtTheirDeadlineAndNotBefore) {
  Connections connections(milliseconds(10));
  Pair pair(connections);
  EXPECT_TRUE(pair.connection->beginIdle(milliseconds(30)));
  for (int tick = 0; tick < 4; ++tick) {
    connections.sweep();
    EXPECT_TRUE(pair.canRead()) << tick;
  }
  connections.sweep();
  EXPECT_FALSE(pair.canRead());
  EXPECT_FALSE(pair.canWrite());
}

TEST(Connections, WorkHasNoDeadline) {
  Connections connections(milliseconds(10));
  Pair pair(connections);
  pair.connection->beginRequest(milliseconds(10));
  pair.connection->beginWork();
  for (int tick = 0; tick < 100; ++tick) connections.sweep();
  EXPECT_TRUE(pair.canRead());
}

TEST(Connections, DrainingEndsTheIdleOnes) {
  Connections connections(milliseconds(10));
  Pair idle(connections), reading(connections), later(connections);
  EXPECT_TRUE(idle.connection->beginIdle(milliseconds(1000)));
  EXPECT_TRUE(reading.connection->beginIdle(milliseconds(1000)));
  reading.connection->beginRequest(milliseconds(1000));

  connections.drain();

  EXPECT_FALSE(idle.canRead());
  EXPECT_TRUE(idle.canWrite()) << "what it has just received can still be answered";
  EXPECT_TRUE(reading.canRead());
  EXPECT_TRUE(reading.connection->draining());
  EXPECT_FALSE(later.connection->beginIdle(milliseconds(1000)));
}

TEST(Connections, WaitsUntilTheLastOneIsGone) {
  Connections connections(milliseconds(10));
  std::optional<Pair> pair(std::in_place, connections);
  EXPECT_FALSE(connections.waitUntilNone(milliseconds(1)));
  std::thread closer([&] { pair.reset(); });
  EXPECT_TRUE(connections.waitUntilNone(std::chrono::seconds(20)));
  closer.join();
}

}  // namespace
}  // namespace stator
