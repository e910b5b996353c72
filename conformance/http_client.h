// A small HTTP/1.1 client: one connection, kept open, with TLS when the URL says so. Certificates are always checked.
#pragma once

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "conformance/transport.h"

namespace stator::conformance {

struct Url {
  bool tls = false;
  std::string host;
  std::string port;

  // What stands in the Host header: without a port that is the scheme's own.
  std::string authority() const;
  std::string text() const { return (tls ? "https://" : "http://") + authority(); }
};

// "http://127.0.0.1:8000", "https://dynamodb.eu-west-1.amazonaws.com"; throws std::runtime_error.
Url parseUrl(std::string_view text);

struct HttpClientOptions {
  Url url;
  std::string ca_file;               // empty: the system's authorities
  std::chrono::seconds timeout{30};  // for each of connecting, sending and receiving
};

// Used by one thread at a time.
class HttpClient {
 public:
  explicit HttpClient(HttpClientOptions options);
  ~HttpClient();

  // Sends Content-Length and these headers, Host among them, and nothing else.
  Answer exchange(const std::string& method, const std::string& path, const Headers& headers, const std::string& body);

 private:
  class Connection;
  template <class Stream>
  class StreamConnection;

  std::unique_ptr<Connection> connect(std::string& failure);

  HttpClientOptions options_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace stator::conformance
