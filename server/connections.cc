#include "server/connections.h"

#include <sys/socket.h>

namespace stator {

Connection::Connection(Connections& connections, int descriptor) : connections_(connections), descriptor_(descriptor) {
  std::lock_guard lock(connections_.mutex_);
  connections_.open_.insert(this);
  connections_.count_ = connections_.open_.size();
}

Connection::~Connection() {
  // Notified under the lock: whoever waits may destroy `connections_` as soon as it is released.
  std::lock_guard lock(connections_.mutex_);
  connections_.open_.erase(this);
  connections_.count_ = connections_.open_.size();
  connections_.changed_.notify_all();
}

void Connection::setDeadline(std::chrono::milliseconds timeout) {
  // One tick more, since the current one is partly over.
  int64_t ticks = timeout / connections_.tick_length_ + 1;
  deadline_.store(connections_.now_.load(std::memory_order_relaxed) + ticks, std::memory_order_relaxed);
}

bool Connection::beginIdle(std::chrono::milliseconds timeout) {
  setDeadline(timeout);
  // Both sequentially consistent, as is drain(): either it sees this connection idle, or this sees it draining.
  idle_ = true;
  return !connections_.draining_;
}

void Connection::beginRequest(std::chrono::milliseconds timeout) {
  idle_.store(false, std::memory_order_relaxed);
  setDeadline(timeout);
}

void Connection::beginWrite(std::chrono::milliseconds timeout) { setDeadline(timeout); }

bool Connection::draining() const { return connections_.draining_.load(std::memory_order_relaxed); }

void Connections::sweep() {
  int64_t now = ++now_;
  std::lock_guard lock(mutex_);
  for (Connection* connection : open_) {
    if (connection->deadline_.load(std::memory_order_relaxed) < now) ::shutdown(connection->descriptor_, SHUT_RDWR);
  }
}

void Connections::drain() {
  std::lock_guard lock(mutex_);
  draining_ = true;
  for (Connection* connection : open_) {
    // Only the reading half: a request that has just arrived is still read and answered.
    if (connection->idle_) ::shutdown(connection->descriptor_, SHUT_RD);
  }
}

void Connections::shutdownAll() {
  std::lock_guard lock(mutex_);
  for (Connection* connection : open_) ::shutdown(connection->descriptor_, SHUT_RDWR);
}

bool Connections::waitUntilNone(std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, limit, [this] { return open_.empty(); });
}

}  // namespace stator
