#include "server/http_fetch.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/this_coro.hpp>

#include <optional>
#include <stdexcept>
#include <string_view>

#include "server/boost.h"

namespace stator {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::string_view kPlain = "http://", kTls = "https://";
constexpr size_t kMaxPageBytes = 64 * 1024 * 1024;

std::string requestFor(const HttpAddress& address, const std::string& token) {
  // HTTP/1.0: the end of the connection is the end of the page.
  std::string text = "GET " + address.path + " HTTP/1.0\r\nHost: " + address.host + ":" + address.port + "\r\n";
  if (!token.empty()) text += "Authorization: Bearer " + token + "\r\n";
  return text + "\r\n";
}

template <class Stream>
asio::awaitable<std::string> exchange(Stream& stream, std::string request) {
  co_await asio::async_write(stream, asio::buffer(request), asio::use_awaitable);
  std::string answer;
  boost::system::error_code error;
  auto end = asio::redirect_error(asio::use_awaitable, error);
  co_await asio::async_read(stream, asio::dynamic_buffer(answer, kMaxPageBytes), end);
  if (answer.empty() && error) throw boost::system::system_error(error);
  co_return answer;
}

asio::awaitable<std::string> fetch(HttpAddress address, std::string request, bool verify) {
  const auto executor = co_await asio::this_coro::executor;
  tcp::resolver resolver(executor);
  const auto found = co_await resolver.async_resolve(address.host, address.port, asio::use_awaitable);
  tcp::socket socket(executor);
  co_await asio::async_connect(socket, found, asio::use_awaitable);
  std::string answer;
  if (!address.tls) {
    answer = co_await exchange(socket, std::move(request));
    co_return answer;
  }
  asio::ssl::context context(asio::ssl::context::tls_client);
  if (verify) {
    context.set_default_verify_paths();
    context.set_verify_mode(asio::ssl::verify_peer);
    context.set_verify_callback(asio::ssl::host_name_verification(address.host));
  }
  asio::ssl::stream<tcp::socket> stream(std::move(socket), context);
  co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
  answer = co_await exchange(stream, std::move(request));
  co_return answer;
}

FetchedPage pageOf(const std::string& url, const std::string& answer) {
  FetchedPage page;
  const size_t head = answer.find("\r\n\r\n");
  const size_t space = answer.find(' ');
  if (!answer.starts_with("HTTP/") || head == std::string::npos || space > head)
    throw std::runtime_error("no HTTP answer from " + url);
  page.status = static_cast<int>(std::strtol(answer.c_str() + space, nullptr, 10));
  page.body = answer.substr(head + 4);
  return page;
}

}  // namespace

HttpAddress parseHttpAddress(const std::string& url) {
  HttpAddress address;
  std::string_view rest = url;
  address.tls = rest.starts_with(kTls);
  if (address.tls || rest.starts_with(kPlain)) rest.remove_prefix(address.tls ? kTls.size() : kPlain.size());
  if (const size_t slash = rest.find('/'); slash != std::string_view::npos) {
    address.path = rest.substr(slash);
    rest = rest.substr(0, slash);
  }
  const size_t bracket = rest.find(']');  // of an IPv6 address
  const size_t colon = rest.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    address.port = rest.substr(colon + 1);
    rest = rest.substr(0, colon);
  }
  if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
  address.host = rest;
  if (address.host.empty() || rest.find("://") != std::string_view::npos)
    throw std::runtime_error("not an http:// address: " + url);
  return address;
}

FetchedPage fetchPage(const std::string& url, const std::string& token, std::chrono::milliseconds timeout, bool verify) {
  const HttpAddress address = parseHttpAddress(url);
  asio::io_context io;
  std::optional<std::string> answer;
  std::exception_ptr problem;
  asio::co_spawn(io, fetch(address, requestFor(address, token), verify), [&](std::exception_ptr thrown, std::string text) {
    problem = thrown;
    answer = std::move(text);
  });
  io.run_for(timeout);
  if (!answer) throw std::runtime_error("cannot reach " + url + ": no answer in time");
  try {
    if (problem) std::rethrow_exception(problem);
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error("cannot reach " + url + ": " + error.code().message());
  }
  return pageOf(url, *answer);
}

}  // namespace stator
