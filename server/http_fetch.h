// A GET of a small page from a server, for the program's own subcommands.
#pragma once

#include <chrono>
#include <string>

namespace stator {

struct HttpAddress {
  std::string host;
  std::string port = "8000";
  std::string path = "/";
  bool tls = false;
};

// "http://host[:port][/path]" or https; throws std::runtime_error.
HttpAddress parseHttpAddress(const std::string& url);

struct FetchedPage {
  int status = 0;
  std::string body;
};

// `url`: "http://host[:port][/path]" or https; no path: "/". With `verify` the certificate must be one that this machine
// trusts (SSL_CERT_FILE names more). `token` goes along as a bearer token if it is not empty. Throws std::runtime_error with
// one line when there is no answer within `timeout`.
FetchedPage fetchPage(const std::string& url, const std::string& token, std::chrono::milliseconds timeout, bool verify);

}  // namespace stator
