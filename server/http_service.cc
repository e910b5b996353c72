#include "server/http_service.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <optional>

#include "server/boost.h"
#include "server/http_fetch.h"

namespace stator {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using PostRequest = http::request<http::string_body>;
using Parser = http::response_parser<http::string_body>;

constexpr std::chrono::seconds kTimeout{60};
constexpr size_t kMaxAnswerBytes = 64 << 20;

class HttpService {
 public:
  HttpService(const std::string& url, TransferCredentials credentials)
      : url_(url),
        address_(parseHttpAddress(url)),
        credentials_(std::move(credentials)),
        tls_(asio::ssl::context::tls_client) {
    tls_.set_default_verify_paths();
    tls_.set_verify_mode(asio::ssl::verify_peer);
    tls_.set_verify_callback(asio::ssl::host_name_verification(address_.host));
  }

  ServiceAnswer call(std::string_view operation, const std::string& json) {
    const bool reused = stream_.has_value();
    try {
      return exchange(operation, json);
    } catch (const std::exception&) {
      stream_.reset();
      if (!reused) throw;
    }
    return exchange(operation, json);  // the server may close a connection that was not in use
  }

 private:
  using Stream = asio::ssl::stream<tcp::socket>;

  PostRequest requestFor(std::string_view operation, const std::string& json) const {
    const std::string host = address_.host + ":" + address_.port;
    PostRequest request(http::verb::post, "/", 11);
    for (const auto& [name, value] : signedHeaders(credentials_, host, operation, json, SystemClock().now())) {
      request.set(name, value);
    }
    request.body() = json;
    request.prepare_payload();
    return request;
  }

  asio::awaitable<void> connect() {
    tcp::resolver resolver(io_);
    const auto found = co_await resolver.async_resolve(address_.host, address_.port, asio::use_awaitable);
    stream_.emplace(io_, tls_);
    co_await asio::async_connect(stream_->next_layer(), found, asio::use_awaitable);
    stream_->next_layer().set_option(tcp::no_delay(true));
    if (address_.tls) co_await stream_->async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
  }

  template <class Connection>
  asio::awaitable<void> talk(Connection& connection, PostRequest& request, Parser& answer) {
    co_await http::async_write(connection, request, asio::use_awaitable);
    boost::beast::flat_buffer buffer;
    co_await http::async_read(connection, buffer, answer, asio::use_awaitable);
  }

  asio::awaitable<void> connectAndTalk(PostRequest& request, Parser& answer) {
    if (!stream_) co_await connect();
    if (address_.tls) {
      co_await talk(*stream_, request, answer);
    } else {
      co_await talk(stream_->next_layer(), request, answer);
    }
  }

  ServiceAnswer exchange(std::string_view operation, const std::string& json) {
    PostRequest request = requestFor(operation, json);
    Parser answer;
    answer.body_limit(kMaxAnswerBytes);
    bool done = false;
    std::exception_ptr problem;
    asio::co_spawn(io_, connectAndTalk(request, answer), [&](std::exception_ptr thrown) {
      problem = thrown;
      done = true;
    });
    io_.restart();
    io_.run_for(kTimeout);
    if (!done) {
      // The coroutine borrows what is on this stack: closed, it ends.
      if (stream_) stream_->next_layer().close();
      io_.restart();
      io_.run();
      throw TransferError("cannot reach " + url_ + ": no answer in time");
    }
    try {
      if (problem) std::rethrow_exception(problem);
    } catch (const boost::system::system_error& error) {
      throw TransferError("cannot reach " + url_ + ": " + error.code().message());
    }
    if (!answer.get().keep_alive()) stream_.reset();
    return {static_cast<int>(answer.get().result_int()), std::move(answer.get().body())};
  }

  std::string url_;
  HttpAddress address_;
  TransferCredentials credentials_;
  asio::io_context io_;
  asio::ssl::context tls_;
  std::optional<Stream> stream_;
};

}  // namespace

Service httpService(const std::string& url, const TransferCredentials& credentials) {
  auto service = std::make_shared<HttpService>(url, credentials);
  return [service](std::string_view operation, const std::string& json) { return service->call(operation, json); };
}

}  // namespace stator
