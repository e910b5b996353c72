// An HTTP request as the handler sees it, and what it answers: plain values, no sockets.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "operations/api.h"

namespace stator {

// Name in lower case, value without surrounding blanks.
using HttpHeader = std::pair<std::string_view, std::string_view>;

// Views into memory of whoever made the request; valid until it reads the next one.
struct HttpRequest {
  std::string_view method;
  std::string_view path;   // as sent, not decoded
  std::string_view query;  // without '?'
  std::vector<HttpHeader> headers;
  std::string_view body;
  bool from_loopback = false;  // the client is on this machine

  // The first header of that lower-case name; nullptr when there is none.
  const std::string_view* find(std::string_view name) const;
  // Its value, empty when there is none.
  std::string_view header(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  std::string_view content_type;  // static text; empty: no such header
  std::string headers;            // further header lines, each with its CRLF
  std::string body;               // as sent, that is compressed if `headers` says so
  // Whether the service answers this with x-amzn-RequestId and x-amz-crc32; what never reaches it has neither.
  bool from_service = true;
  // Of faults: how long to wait before answering, and what becomes of the connection.
  std::chrono::microseconds delay{0};
  ConnectionFate connection = ConnectionFate::Keep;
};

}  // namespace stator
