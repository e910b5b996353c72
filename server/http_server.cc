#include "server/http_server.h"

#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "server/connections.h"
#include "server/http_session.h"
#include "server/tls_context.h"

namespace stator {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Awaitable = asio::use_awaitable_t<Executor>;

constexpr asio::as_tuple_t<Awaitable> kAsTuple{Awaitable{}};
constexpr int kBacklog = 1024;
constexpr std::chrono::milliseconds kAcceptRetry{50};  // after a failure, such as too many open files
constexpr std::chrono::milliseconds kMinTick{5}, kMaxTick{1000};

int threadCount(int wanted) {
  if (wanted > 0) return wanted;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

// Timeouts are kept to about an eighth.
std::chrono::milliseconds tickFor(const HttpServerOptions& options) {
  return std::clamp(std::min(options.idle_timeout, options.request_timeout) / 8, kMinTick, kMaxTick);
}

[[noreturn]] void failToListen(const HttpServerOptions& options, const std::string& why) {
  throw std::runtime_error("cannot listen on " + options.address + ":" + std::to_string(options.port) + ": " + why);
}

tcp::endpoint endpointOf(asio::io_context& io, const HttpServerOptions& options) {
  error_code error;
  auto address = asio::ip::make_address(options.address, error);
  if (!error) return {address, options.port};
  tcp::resolver resolver(io);
  auto found = resolver.resolve(options.address, std::to_string(options.port), tcp::resolver::passive, error);
  if (error || found.empty()) failToListen(options, "unknown address");
  return found.begin()->endpoint();
}

}  // namespace

class HttpServer::Listener {
 public:
  Listener(const HttpServerOptions& options, HttpHandler handler, const Clock& clock, LogSink log)
      : options_(options),
        handler_(std::move(handler)),
        connections_(tickFor(options)),
        refusals_(kMaxTick),
        random_(entropySeed()),
        session_context_{handler_, connections_, clock, random_, log, options.idle_timeout, options.request_timeout},
        refusal_context_{handler_, refusals_, clock, random_, log, options.idle_timeout, options.request_timeout},
        tls_(options.tls.enabled() ? std::make_optional(makeTlsContext(options.tls, options.address, clock)) : std::nullopt),
        io_(threadCount(options.threads)),
        acceptor_(io_),
        accept_timer_(io_),
        sweep_timer_(io_) {
    listen();
    asio::co_spawn(io_, accept(), asio::detached);
    asio::co_spawn(io_, sweep(), asio::detached);
    startThreads();
  }

  ~Listener() { stop(std::chrono::milliseconds(0)); }

  uint16_t port() const { return port_; }

  void stop(std::chrono::milliseconds grace) {
    std::lock_guard lock(stop_mutex_);
    if (threads_.empty()) return;
    // The acceptor is the accept loop's alone; shutting its descriptor down is what another thread may do.
    stopping_ = true;
    ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
    connections_.drain();
    refusals_.shutdownAll();
    if (!connections_.waitUntilNone(grace)) connections_.shutdownAll();
    io_.stop();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    error_code ignored;
    acceptor_.close(ignored);
  }

 private:
  void listen() {
    tcp::endpoint endpoint = endpointOf(io_, options_);
    error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(Acceptor::reuse_address(true), error);
    if (!error && endpoint.address().is_v6() && endpoint.address().is_unspecified()) {
      acceptor_.set_option(asio::ip::v6_only(false), error);
    }
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(kBacklog, error);
    if (error == asio::error::address_in_use) failToListen(options_, "the port is in use");
    if (error) failToListen(options_, error.message());
    port_ = acceptor_.local_endpoint().port();
  }

  void startThreads() {
    try {
      for (int i = threadCount(options_.threads); i > 0; --i) threads_.emplace_back([this] { runThread(); });
    } catch (...) {  // no more threads to be had: those that run must end before they can be destroyed
      stop(std::chrono::milliseconds(0));
      throw;
    }
  }

  void runThread() {
    while (true) {
      try {
        io_.run();
        return;
      } catch (...) {  // only a log sink that throws gets here, and that is no reason to stop serving
      }
    }
  }

  Task accept() {
    bool failed_before = false;  // one line is enough for as long as it goes on
    while (!stopping_) {
      auto [error, socket] = co_await acceptor_.async_accept(kAsTuple);
      if (stopping_) break;
      if (error) {
        bool report = !std::exchange(failed_before, true) && session_context_.log;
        if (report) session_context_.log(LogLevel::Warning, "cannot accept connections: " + error.message());
        accept_timer_.expires_after(kAcceptRetry);
        co_await accept_timer_.async_wait(kAsTuple);
        continue;
      }
      failed_before = false;
      if (connections_.count() < options_.max_connections) {
        start(tls_ ? serveConnection(TlsStream(std::move(socket), *tls_), session_context_)
                   : serveConnection(std::move(socket), session_context_));
      } else if (refusals_.count() < kMaxRefusals) {
        start(tls_ ? refuseConnection(TlsStream(std::move(socket), *tls_), refusal_context_)
                   : refuseConnection(std::move(socket), refusal_context_));
      }
    }
  }

  void start(Task session) {
    asio::co_spawn(io_, std::move(session), [this](std::exception_ptr bug) {
      if (!bug || !session_context_.log) return;
      try {
        std::rethrow_exception(bug);
      } catch (const std::exception& exception) {
        session_context_.log(LogLevel::Error, std::string("a connection ended by an exception: ") + exception.what());
      }
    });
  }

  Task sweep() {
    while (!stopping_) {
      sweep_timer_.expires_after(connections_.tick());
      co_await sweep_timer_.async_wait(kAsTuple);
      connections_.sweep();
      refusals_.sweep();
    }
  }

  const HttpServerOptions options_;
  const HttpHandler handler_;
  Connections connections_, refusals_;
  Random random_;
  SessionContext session_context_, refusal_context_;
  std::atomic<bool> stopping_{false};
  uint16_t port_ = 0;
  std::optional<asio::ssl::context> tls_;
  // After all that sessions refer to: destroying it ends those that are left.
  asio::io_context io_;
  Acceptor acceptor_;
  Timer accept_timer_, sweep_timer_;
  std::mutex stop_mutex_;
  std::vector<std::thread> threads_;
};

HttpServer::HttpServer(const HttpServerOptions& options, HttpHandler handler, const Clock& clock, LogSink log)
    : listener_(std::make_unique<Listener>(options, std::move(handler), clock, std::move(log))) {}

HttpServer::~HttpServer() = default;

uint16_t HttpServer::port() const { return listener_->port(); }
void HttpServer::stop(std::chrono::milliseconds grace) { listener_->stop(grace); }

}  // namespace stator
