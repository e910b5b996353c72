#include "server/response_head.h"

#include <charconv>
#include <ctime>

#include "base/digest.h"

namespace stator {

namespace {

std::string_view statusLine(int status) {
  switch (status) {
    case 200:
      return "HTTP/1.1 200 OK\r\n";
    case 400:
      return "HTTP/1.1 400 Bad Request\r\n";
    case 401:
      return "HTTP/1.1 401 Unauthorized\r\n";
    case 403:
      return "HTTP/1.1 403 Forbidden\r\n";
    case 404:
      return "HTTP/1.1 404 Not Found\r\n";
    case 405:
      return "HTTP/1.1 405 Method Not Allowed\r\n";
    case 413:
      return "HTTP/1.1 413 Request Entity Too Large\r\n";
    case 431:
      return "HTTP/1.1 431 Request Header Fields Too Large\r\n";
    case 503:
      return "HTTP/1.1 503 Service Unavailable\r\n";
    default:
      return "HTTP/1.1 500 Internal Server Error\r\n";
  }
}

void appendDecimal(std::string& out, uint64_t value) {
  char digits[20];
  auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

}  // namespace

std::string_view httpDate(TimePoint time) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  // Formatting costs more than the rest of the head, and most answers of a second share it.
  thread_local std::time_t cached_second = -1;
  thread_local char text[64];
  thread_local size_t length = 0;
  std::time_t second = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  if (second != cached_second || length == 0) {
    std::tm utc{};
    gmtime_r(&second, &utc);
    // Not strftime: its names of days and months follow the embedding program's locale.
    length = static_cast<size_t>(std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[utc.tm_wday],
                                               utc.tm_mday, kMonths[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min,
                                               utc.tm_sec));
    cached_second = second;
  }
  return {text, length};
}

void writeResponseHead(const HttpResponse& response, ResponseFraming framing, std::string_view request_id, TimePoint now,
                       std::string& out) {
  out.assign(statusLine(response.status));
  out.append("Server: Server\r\nDate: ").append(httpDate(now));
  if (!response.content_type.empty()) out.append("\r\nContent-Type: ").append(response.content_type);
  // The service sends 413 with chunked coding and no body (dynalite).
  bool chunked = response.status == 413 && !framing.http_1_0;
  if (chunked) {
    out.append("\r\nTransfer-Encoding: chunked");
  } else {
    out.append("\r\nContent-Length: ");
    appendDecimal(out, response.body.size());
  }
  out.append(framing.keep_alive ? "\r\nConnection: keep-alive\r\n" : "\r\nConnection: close\r\n");
  if (response.from_service) {
    out.append("x-amzn-RequestId: ").append(request_id).append("\r\nx-amz-crc32: ");
    appendDecimal(out, crc32(response.body));
    out.append("\r\n");
  }
  out.append(response.headers).append("\r\n");
  if (chunked) out.append("0\r\n\r\n");
}

}  // namespace stator
