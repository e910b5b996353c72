#include "server/http_fetch.h"

#include <boost/asio/ip/tcp.hpp>

#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace stator {
namespace {

constexpr std::string_view kScheme = "http://";

struct Address {
  std::string host;
  std::string port = "8000";
  std::string path = "/";
};

Address parse(const std::string& url) {
  Address address;
  std::string_view rest = url;
  if (rest.starts_with(kScheme)) rest.remove_prefix(kScheme.size());
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
  if (address.host.empty() || rest.find("://") != std::string_view::npos) throw std::runtime_error("not an http:// address: " + url);
  return address;
}

}  // namespace

FetchedPage fetchPage(const std::string& url, const std::string& token, std::chrono::milliseconds timeout) {
  const Address address = parse(url);
  boost::asio::ip::tcp::iostream stream;
  stream.expires_after(timeout);
  stream.connect(address.host, address.port);
  if (!stream) throw std::runtime_error("cannot reach " + url + ": " + stream.error().message());
  // HTTP/1.0: the end of the connection is the end of the page.
  stream << "GET " << address.path << " HTTP/1.0\r\nHost: " << address.host << ":" << address.port << "\r\n";
  if (!token.empty()) stream << "Authorization: Bearer " << token << "\r\n";
  stream << "\r\n" << std::flush;
  std::string version;
  FetchedPage page;
  stream >> version >> page.status;
  std::string line;
  std::getline(stream, line);
  while (std::getline(stream, line) && line != "\r") {
  }
  page.body.assign(std::istreambuf_iterator<char>(stream), {});
  if (!version.starts_with("HTTP/") || page.status == 0) throw std::runtime_error("no HTTP answer from " + url);
  return page;
}

}  // namespace stator
