// One connection, from accept to close: a coroutine that reads requests, lets the handler answer them, and writes the
// answers, in order.
#pragma once

#include <chrono>

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "server/boost.h"
#include "server/connections.h"
#include "server/http_handler.h"

namespace stator {

// Executors named in full and not as any_io_executor, which costs a virtual call at every step.
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using TlsStream = boost::asio::ssl::stream<Socket>;
using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;
using Task = boost::asio::awaitable<void, Executor>;

// What the sessions of a server share. Outlives them.
struct SessionContext {
  const HttpHandler& handler;
  Connections& connections;
  const Clock& clock;
  Random& random;  // of the request ids
  LogSink log;
  std::chrono::milliseconds idle_timeout;
  std::chrono::milliseconds request_timeout;
};

// Only this coroutine touches the socket, and it is at one place at a time, so that it needs no strand.
Task serveConnection(Socket socket, SessionContext& context);
Task serveConnection(TlsStream stream, SessionContext& context);

// Answers 503 and ends the connection: there are too many.
Task refuseConnection(Socket socket, SessionContext& context);
Task refuseConnection(TlsStream stream, SessionContext& context);

}  // namespace stator
