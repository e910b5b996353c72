// From bytes as they arrive to whole requests, without sockets. The parsing itself is Boost.Beast's.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "server/http_message.h"

namespace stator {

// One per connection, its buffers reused from request to request. Not thread-safe.
//   while (true) { switch (reader.next()) { case NeedMore: reader.commit(read(reader.space())); ... } }
class RequestReader {
 public:
  enum class Progress {
    NeedMore,      // read into space(), commit(), and call next() again
    SendContinue,  // the client waits for "100 Continue" (comes at most once a request), then as NeedMore
    Complete,      // request() is whole
    Refused,       // refusal() is the answer's status; the connection cannot go on
  };

  RequestReader();
  ~RequestReader();

  // Room for at least one more byte, unless the last next() was Complete or Refused.
  std::span<char> space();
  void commit(size_t bytes);
  Progress next();

  // Whether anything of the next request has arrived.
  bool started() const;
  HttpRequest& request();
  bool keepAlive() const;
  bool isHttp10() const;
  int refusal() const;  // 400, 413 or 431
  // Whether the refused bytes are how a TLS connection begins: someone wrote https:// for http://.
  bool looksLikeTls() const;

  // Done with request(): the next one begins, perhaps with bytes that are here already.
  void startNext();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stator
