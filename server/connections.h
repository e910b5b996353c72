// The open connections of a server: how many, which are idle, and which have taken too long.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_set>

namespace stator {

class Connections;

// One open connection, registered for as long as it lives. Its deadline costs a store to set, where a timer of its own
// would cost a heap operation and a wake-up a request.
class Connection {
 public:
  // `descriptor` must stay open until after the destructor.
  Connection(Connections& connections, int descriptor);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // From now on the connection waits for its next request, for that long at most. False when the server is stopping
  // and no more requests are to be read.
  bool beginIdle(std::chrono::milliseconds timeout);
  void beginRequest(std::chrono::milliseconds timeout);  // the request must be whole by then
  void beginWork() { deadline_ = kNever; }
  void beginWrite(std::chrono::milliseconds timeout);
  bool draining() const;

 private:
  friend class Connections;
  static constexpr int64_t kNever = INT64_MAX;
  void setDeadline(std::chrono::milliseconds timeout);

  Connections& connections_;
  const int descriptor_;
  std::atomic<int64_t> deadline_{kNever};  // in ticks
  std::atomic<bool> idle_{false};
};

// Thread-safe. Ends a connection from outside by shutting its descriptor down, which any thread may do at any time;
// the coroutine that reads or writes it then sees the end of the stream.
class Connections {
 public:
  // sweep() is called once a `tick`, so timeouts are precise to that.
  explicit Connections(std::chrono::milliseconds tick) : tick_length_(tick) {}

  std::chrono::milliseconds tick() const { return tick_length_; }
  size_t count() const { return count_; }
  // Advances time by a tick and ends the connections that are past their deadline.
  void sweep();
  // Ends the idle connections; the others end with the answer that they are at.
  void drain();
  void shutdownAll();
  // False when there still are some at the end of `limit`.
  bool waitUntilNone(std::chrono::milliseconds limit);

 private:
  friend class Connection;

  const std::chrono::milliseconds tick_length_;
  std::atomic<int64_t> now_{0};  // in ticks
  std::atomic<size_t> count_{0};
  std::atomic<bool> draining_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_set<Connection*> open_;
};

}  // namespace stator
