#include "conformance/http_client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <algorithm>
#include <type_traits>

namespace stator::conformance {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using HttpRequest = http::request<http::string_body>;
using Parser = http::response_parser<http::string_body>;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

constexpr uint64_t kMaxAnswerBytes = 64u << 20;

Answer answerOf(http::response<http::string_body> response) {
  Answer answer;
  answer.status = static_cast<int>(response.result_int());
  for (const auto& field : response) {
    std::string name(field.name_string());
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    answer.headers.emplace_back(std::move(name), std::string(field.value()));
  }
  answer.body = std::move(response.body());
  return answer;
}

}  // namespace

class HttpClient::Connection {
 public:
  virtual ~Connection() = default;
  virtual Answer exchange(const HttpRequest& request, bool& keep) = 0;
};

template <class Stream>
class HttpClient::StreamConnection final : public HttpClient::Connection {
 public:
  explicit StreamConnection(const HttpClientOptions& options)
      : options_(options), tls_(asio::ssl::context::tls_client), stream_(makeStream(options_, tls_, io_)) {}

  // Returns what went wrong.
  std::string open() {
    error_code error;
    asio::ip::tcp::resolver resolver(io_);
    const auto addresses = resolver.resolve(options_.url.host, options_.url.port, error);
    if (!error) error = run([&](auto done) { tcp().async_connect(addresses, [done](error_code e, auto&&) { done(e); }); });
    if constexpr (std::is_same_v<Stream, TlsStream>) {
      if (!error) error = run([&](auto done) { stream_.async_handshake(asio::ssl::stream_base::client, done); });
    }
    if (!error) tcp().socket().set_option(asio::ip::tcp::no_delay(true), error);
    return error ? "cannot connect to " + options_.url.text() + ": " + error.message() : "";
  }

  Answer exchange(const HttpRequest& request, bool& keep) override {
    Answer answer;
    error_code error =
        run([&](auto done) { http::async_write(stream_, request, [done](error_code e, size_t) { done(e); }); });
    Parser parser;
    parser.body_limit(kMaxAnswerBytes);
    parser.skip(request.method_string() == "HEAD");
    // Also after a failed write: the other side may have answered before it stopped reading.
    error_code read_error =
        run([&](auto done) { http::async_read(stream_, buffer_, parser, [done](error_code e, size_t) { done(e); }); });
    keep = !error && !read_error && parser.get().keep_alive();
    if (read_error) {
      answer.failure = "no answer: " + (error ? error : read_error).message();
      return answer;
    }
    return answerOf(parser.release());
  }

 private:
  static Stream makeStream(const HttpClientOptions& options, asio::ssl::context& tls, asio::io_context& io) {
    if constexpr (std::is_same_v<Stream, TlsStream>) {
      if (options.ca_file.empty())
        tls.set_default_verify_paths();
      else
        tls.load_verify_file(options.ca_file);
      tls.set_verify_mode(asio::ssl::verify_peer);
      Stream stream(io, tls);
      SSL_set_tlsext_host_name(stream.native_handle(), options.url.host.c_str());
      stream.set_verify_callback(asio::ssl::host_name_verification(options.url.host));
      return stream;
    } else {
      return Stream(io);
    }
  }

  beast::tcp_stream& tcp() { return beast::get_lowest_layer(stream_); }

  // Runs one asynchronous operation to its end, within the time limit.
  template <class Start>
  error_code run(Start start) {
    error_code result = asio::error::would_block;
    tcp().expires_after(options_.timeout);
    io_.restart();
    start([&result](error_code error) { result = error; });
    io_.run();
    tcp().expires_never();
    return result;
  }

  const HttpClientOptions& options_;
  asio::io_context io_;
  asio::ssl::context tls_;
  Stream stream_;
  beast::flat_buffer buffer_;
};

std::string Url::authority() const {
  const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == (tls ? "443" : "80") ? name : name + ":" + port;
}

Url parseUrl(std::string_view text) {
  Url url;
  std::string_view rest = text;
  if (rest.starts_with("https://"))
    url.tls = true;
  else if (!rest.starts_with("http://"))
    throw std::runtime_error(std::string(text) + ": a URL begins with http:// or https://");
  rest.remove_prefix(rest.find("//") + 2);
  if (rest.ends_with('/')) rest.remove_suffix(1);
  const bool bracketed = rest.starts_with('[') && rest.find(']') != rest.npos;
  const size_t end = bracketed ? rest.find(']') + 1 : std::min(rest.find(':'), rest.size());
  url.host = bracketed ? rest.substr(1, end - 2) : rest.substr(0, end);
  url.port = url.tls ? "443" : "80";
  if (end < rest.size()) url.port = rest.substr(end + 1);
  const bool is_port = !url.port.empty() && url.port.find_first_not_of("0123456789") == std::string::npos;
  if (url.host.empty() || !is_port)
    throw std::runtime_error(std::string(text) + ": expected http://HOST:PORT, without a path");
  return url;
}

HttpClient::HttpClient(HttpClientOptions options) : options_(std::move(options)) {}

HttpClient::~HttpClient() = default;

std::unique_ptr<HttpClient::Connection> HttpClient::connect(std::string& failure) {
  const auto opened = [&](auto connection) -> std::unique_ptr<Connection> {
    failure = connection->open();
    return failure.empty() ? std::move(connection) : nullptr;
  };
  if (options_.url.tls) return opened(std::make_unique<StreamConnection<TlsStream>>(options_));
  return opened(std::make_unique<StreamConnection<beast::tcp_stream>>(options_));
}

Answer HttpClient::exchange(const std::string& method, const std::string& path, const Headers& headers,
                            const std::string& body) {
  HttpRequest request;
  request.version(11);
  request.method_string(method);
  request.target(path);
  for (const auto& [name, value] : headers) request.insert(name, value);
  request.set(http::field::content_length, std::to_string(body.size()));
  request.body() = body;
  Answer answer;
  // A connection kept from before may have been closed meanwhile: then once more on a new one.
  for (const bool kept : {true, false}) {
    if (kept && !connection_) continue;
    if (!kept) connection_ = connect(answer.failure);
    if (!connection_) return answer;
    bool keep = false;
    answer = connection_->exchange(request, keep);
    if (!keep) connection_.reset();
    if (answer.failure.empty()) break;
  }
  return answer;
}

}  // namespace stator::conformance
