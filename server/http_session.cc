#include "server/http_session.h"

#include <array>
#include <type_traits>
#include <utility>

#include "server/http_limits.h"
#include "server/request_reader.h"
#include "server/response_head.h"

namespace stator {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Awaitable = asio::use_awaitable_t<Executor>;
using BoolTask = asio::awaitable<bool, Executor>;

constexpr asio::as_tuple_t<Awaitable> kAsTuple{Awaitable{}};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

// Every co_await below is a statement of its own with named arguments: with GCC 12 a debug build crashed when some stood in
// a condition or took a temporary aggregate; which of the two was to blame was not isolated.
// A template, so that plain HTTP pays nothing for TLS.
template <class Stream>
class Session {
 public:
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

  Session(Stream stream, SessionContext& context)
      : context_(context), stream_(std::move(stream)), connection_(context.connections, socket().native_handle()) {}

  Task run() {
    setUpSocket();
    if constexpr (kTls) {
      bool greeted = co_await handshake();
      if (!greeted) co_return;
    }
    from_loopback_ = isFromLoopback();
    while (connection_.beginIdle(context_.idle_timeout) || reader_.started()) {
      // The request that is here already, if the client pipelines, needs no waiting.
      if (!advance()) {
        bool received = co_await receive();
        if (!received) break;
      }
      connection_.beginWork();
      if (refused_) {
        co_await refuse(reader_.refusal());
        break;
      }
      HttpRequest& request = reader_.request();
      request.from_loopback = from_loopback_;
      response_ = context_.handler.handle(request);
      if (response_.delay.count() > 0) co_await pause(response_.delay);
      if (response_.connection == ConnectionFate::Drop) break;
      bool more = reader_.keepAlive() && response_.status != 413 && !connection_.draining();
      bool sent = co_await send(more);
      if (!sent || !more) break;
      response_.body = std::string();  // may be large, and the connection may be idle for long
      reader_.startNext();
    }
    closeSending();
  }

  Task refuseAtOnce(int status) {
    setUpSocket();
    if constexpr (kTls) {
      bool greeted = co_await handshake();
      if (!greeted) co_return;
    }
    co_await refuse(status);
  }

 private:
  Task refuse(int status) {
    response_ = HttpResponse{};
    response_.status = status;
    response_.from_service = false;
    if (reader_.looksLikeTls())
      log("a TLS handshake arrived: this port speaks http://, not https:// (see --tls-self-signed)");
    bool sent = co_await send(false);
    if (sent) co_await linger();
  }

  BoolTask handshake() {
    connection_.beginRequest(kHandshakeTimeout);
    auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kAsTuple);
    // OpenSSL's words for a client that starts with "POST / HTTP/1.1".
    if (error && error.message().find("http request") != std::string::npos) {
      log("a plain HTTP request arrived: this port speaks https://, not http://");
    }
    co_return !error;
  }

  // Whether the request is over: whole, or refused. When it is not, more has to be read.
  bool advance() {
    auto progress = reader_.next();
    send_continue_ = progress == RequestReader::Progress::SendContinue;
    refused_ = progress == RequestReader::Progress::Refused;
    return refused_ || progress == RequestReader::Progress::Complete;
  }

  // Reads until the request is over; false when the connection is.
  BoolTask receive() {
    bool started = reader_.started();
    if (started) connection_.beginRequest(context_.request_timeout);
    do {
      if (send_continue_) {
        asio::const_buffer line = asio::buffer(kContinue);
        bool sent = co_await write(line);
        if (!sent) co_return false;
      }
      std::span<char> space = reader_.space();
      asio::mutable_buffer buffer(space.data(), space.size());
      auto [error, bytes] = co_await stream_.async_read_some(buffer, kAsTuple);
      if (error) co_return false;
      // Only the first byte starts the time that a request may take; every later one would let it go on forever.
      if (!std::exchange(started, true)) connection_.beginRequest(context_.request_timeout);
      reader_.commit(bytes);
    } while (!advance());
    co_return true;
  }

  BoolTask send(bool keep_alive) {
    std::string id = response_.from_service ? context_.random.requestId() : std::string();
    writeResponseHead(response_, {keep_alive, reader_.isHttp10()}, id, context_.clock.now(), head_);
    if (response_.connection == ConnectionFate::Cut) {
      keep_alive = false;
      response_.body.resize(response_.body.size() / 2);  // the head has promised all of it
    }
    std::array<asio::const_buffer, 2> buffers{asio::buffer(head_), asio::buffer(response_.body)};
    if (!refused_ && reader_.request().method == "HEAD") buffers[1] = {};
    if constexpr (!kTls) {
      // Nearly always the socket takes all of it at once, and then the coroutine need not leave this thread's hands.
      error_code error;
      size_t written = stream_.write_some(buffers, error);
      size_t total = buffers[0].size() + buffers[1].size();
      if (error == asio::error::would_block) error = {};
      if (error) co_return false;
      if (written == total) co_return response_.connection != ConnectionFate::Cut;
      size_t in_head = std::min(written, buffers[0].size());
      buffers[0] += in_head;
      buffers[1] += written - in_head;
    }
    connection_.beginWrite(kWriteTimeout);
    bool sent = co_await write(buffers);
    const bool open = sent && response_.connection != ConnectionFate::Cut;
    co_return open;
  }

  template <class Buffers>
  BoolTask write(Buffers buffers) {
    auto [error, bytes] = co_await asio::async_write(stream_, buffers, kAsTuple);
    (void)bytes;
    co_return !error;
  }

  // Reads on for a while without looking: closing now would reset the connection while the client still sends, and
  // the client would never see the answer.
  Task linger() {
    closeSending();
    connection_.beginWrite(kLingerTimeout);
    std::array<char, 4096> scratch;
    for (size_t total = 0; total < kMaxLingerBytes;) {
      asio::mutable_buffer buffer = asio::buffer(scratch);
      auto [error, bytes] = co_await stream_.async_read_some(buffer, kAsTuple);
      if (error) break;
      total += bytes;
    }
  }

  Task pause(std::chrono::microseconds duration) {
    Timer timer(socket().get_executor(), duration);
    co_await timer.async_wait(kAsTuple);
  }

  bool isFromLoopback() {
    error_code error;
    const auto address = socket().remote_endpoint(error).address();
    if (error) return false;
    if (address.is_v6() && address.to_v6().is_v4_mapped())
      return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
    return address.is_loopback();
  }

  void setUpSocket() {
    error_code ignored;
    socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    socket().non_blocking(true, ignored);
  }

  void closeSending() {
    error_code ignored;
    if constexpr (kTls)
      stream_.shutdown(ignored);  // says so to the client and, the socket not blocking, does not wait for it
    socket().shutdown(Socket::shutdown_send, ignored);
  }

  Socket& socket() {
    if constexpr (kTls)
      return stream_.next_layer();
    else
      return stream_;
  }

  void log(std::string_view line) const {
    if (context_.log) context_.log(LogLevel::Warning, line);
  }

  SessionContext& context_;
  Stream stream_;
  Connection connection_;  // after stream_: must be gone before the descriptor is
  RequestReader reader_;
  HttpResponse response_;
  std::string head_;
  bool send_continue_ = false;
  bool refused_ = false;
  bool from_loopback_ = false;
};

}  // namespace

Task serveConnection(Socket socket, SessionContext& context) {
  Session<Socket> session(std::move(socket), context);
  co_await session.run();
}

Task serveConnection(TlsStream stream, SessionContext& context) {
  Session<TlsStream> session(std::move(stream), context);
  co_await session.run();
}

Task refuseConnection(Socket socket, SessionContext& context) {
  Session<Socket> session(std::move(socket), context);
  co_await session.refuseAtOnce(503);
}

Task refuseConnection(TlsStream stream, SessionContext& context) {
  Session<TlsStream> session(std::move(stream), context);
  co_await session.refuseAtOnce(503);
}

}  // namespace stator
