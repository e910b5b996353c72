// A client that sees every byte: what it sends is not made for it, and nothing that comes back is hidden. Header-only.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace stator::test {

struct HttpAnswer {
  int status = 0;                              // 0: the connection ended before there was a whole answer
  std::map<std::string, std::string> headers;  // names as sent
  std::string body;
};

class HttpClient {
 public:
  // Waits for anything are limited to this, so that a test that fails does not hang.
  static constexpr int kPatienceSeconds = 20;

  explicit HttpClient(uint16_t port) : descriptor_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval patience{kPatienceSeconds, 0};
    setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    int on = 1;
    setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connected_ = connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~HttpClient() { close(descriptor_); }
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  bool connected() const { return connected_; }

  // False when the other side does not take it any more.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      ssize_t n = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(n));
    }
    return true;
  }

  void endSending() { shutdown(descriptor_, SHUT_WR); }

  // `head_only`: the answer to a HEAD request, which has no body whatever its headers say.
  HttpAnswer receive(bool head_only = false) {
    HttpAnswer answer;
    std::string head = upTo("\r\n\r\n");
    if (head.size() < 12) return answer;
    size_t line = head.find("\r\n");
    while (line + 2 < head.size()) {
      size_t end = head.find("\r\n", line + 2);
      std::string field = head.substr(line + 2, end - line - 2);
      size_t colon = field.find(": ");
      if (colon != std::string::npos) answer.headers[field.substr(0, colon)] = field.substr(colon + 2);
      line = end;
    }
    int status = static_cast<int>(std::strtol(head.c_str() + 9, nullptr, 10));
    if (!head_only && status >= 200 && !receiveBody(answer)) return HttpAnswer{};
    answer.status = status;
    return answer;
  }

  HttpAnswer ask(std::string_view request) {
    if (!send(request)) return {};
    return receive();
  }

  // Everything up to the end of the connection.
  std::string receiveAll() {
    while (fill()) {
    }
    return std::exchange(received_, {});
  }

  // Whether the other side has ended the connection, and said nothing more.
  bool ended() { return received_.empty() && !fill() && errno != EAGAIN; }

 private:
  bool fill() {
    char buffer[16384];
    errno = 0;
    ssize_t n = recv(descriptor_, buffer, sizeof buffer, 0);
    if (n > 0) received_.append(buffer, static_cast<size_t>(n));
    return n > 0;
  }

  std::string upTo(std::string_view mark) {
    size_t at;
    while ((at = received_.find(mark)) == std::string::npos) {
      if (!fill()) return {};
    }
    return take(at + mark.size());
  }

  std::string take(size_t bytes) {
    std::string taken = received_.substr(0, bytes);
    received_.erase(0, bytes);
    return taken;
  }

  bool receiveBody(HttpAnswer& answer) {
    if (answer.headers.count("Transfer-Encoding")) return upTo("0\r\n\r\n") == "0\r\n\r\n";
    size_t length = std::strtoul(answer.headers["Content-Length"].c_str(), nullptr, 10);
    while (received_.size() < length) {
      if (!fill()) return false;
    }
    answer.body = take(length);
    return true;
  }

  int descriptor_;
  bool connected_ = false;
  std::string received_;
};

}  // namespace stator::test
