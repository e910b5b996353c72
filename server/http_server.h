// Listens, and lets sessions answer what comes. No Boost in this header.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/log.h"
#include "server/http_handler.h"
#include "server/http_limits.h"

namespace stator {

struct TlsOptions {
  std::string certificate_file, key_file;  // PEM, the certificate with its chain
  bool self_signed = false;                // see makeTlsContext()
  bool enabled() const { return self_signed || !certificate_file.empty(); }
};

struct HttpServerOptions {
  std::string address = "127.0.0.1";  // or a host name
  uint16_t port = 8000;               // 0: any free one
  int threads = 0;                    // 0: one a core
  size_t max_connections = kDefaultMaxConnections;
  std::chrono::milliseconds idle_timeout = kDefaultIdleTimeout;
  std::chrono::milliseconds request_timeout = kDefaultRequestTimeout;
  TlsOptions tls;  // off by default: plain HTTP
};

// Thread-safe.
class HttpServer {
 public:
  // Listens when this returns. Throws std::runtime_error with one clear line when the address or the certificate cannot be
  // used. `clock` must outlive the server; `log` may be null.
  HttpServer(const HttpServerOptions& options, HttpHandler handler, const Clock& clock, LogSink log);
  ~HttpServer();  // stop()s

  uint16_t port() const;
  // Stops accepting, lets requests in flight finish for `grace`, and returns when no thread runs any more. Not from
  // within a handler.
  void stop(std::chrono::milliseconds grace = kStopGrace);

 private:
  class Listener;
  std::unique_ptr<Listener> listener_;
};

}  // namespace stator
