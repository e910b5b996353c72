// A server on a port of its own whose API is a function of the test. Header-only.
#pragma once

#include <gtest/gtest.h>

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server/http_server.h"
#include "tests/server/http_client.h"

namespace stator::test {

inline constexpr std::string_view kAuthorization =
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-west-2/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=0";

// A signed POST; `headers` are further lines, each with its CRLF.
inline std::string signedPost(std::string_view body, std::string_view headers = "") {
  std::string request = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n";
  request.append("X-Amz-Target: DynamoDB_20120810.ListTables\r\nX-Amz-Date: 20261121T120000Z\r\nAuthorization: ");
  request.append(kAuthorization).append("\r\n").append(headers);
  request.append("Content-Length: " + std::to_string(body.size()) + "\r\n\r\n").append(body);
  return request;
}

class ServerFixture : public testing::Test {
 protected:
  // Answers with the request's body.
  static ApiReply echo(const ApiRequest& request) { return {200, std::string(request.body)}; }

  void start(HttpServerOptions options = {}, ApiFunction api = &echo) {
    options.port = 0;
    if (options.threads == 0) options.threads = 2;
    server_.emplace(options, HttpHandler(std::move(api), "us-east-1"), clock_, [this](LogLevel, std::string_view line) {
      std::lock_guard lock(log_mutex_);
      log_.emplace_back(line);
    });
  }

  uint16_t port() const { return server_->port(); }

  std::vector<std::string> logged() {
    std::lock_guard lock(log_mutex_);
    return log_;
  }

  SystemClock clock_;
  std::mutex log_mutex_;
  std::vector<std::string> log_;
  std::optional<HttpServer> server_;
};

}  // namespace stator::test
