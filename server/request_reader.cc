#include "server/request_reader.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "server/boost.h"
#include "server/http_limits.h"

namespace stator {

namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

char toLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool equalsIgnoringCase(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) { return toLower(x) == y; });
}

// The parts of one request, in memory that outlives it for the next one.
class RequestParts {
 public:
  HttpRequest request;
  std::string body;

  void clear() {
    text_.clear();
    spans_.clear();
    request.headers.clear();
    request.body = {};
    if (body.capacity() > kKeptBodyBytes) {
      body = std::string();
    } else {
      body.clear();
    }
  }

  void addStartLine(std::string_view method, std::string_view target) {
    addText(method, false);
    addText(target, false);
  }

  bool addHeader(std::string_view name, std::string_view value) {
    if (text_.size() + name.size() + value.size() > kMaxHeaderBytes || spans_.size() >= 2 * kMaxHeaders) return false;
    addText(name, true);
    addText(value, false);
    return true;
  }

  // Only now that `text_` grows no more can there be views into it.
  void finishHead() {
    request.method = view(0);
    std::string_view target = view(1);
    size_t question_mark = target.find('?');
    request.path = target.substr(0, question_mark);
    request.query = question_mark == std::string_view::npos ? std::string_view() : target.substr(question_mark + 1);
    for (size_t i = 2; i + 1 < spans_.size(); i += 2) request.headers.emplace_back(view(i), view(i + 1));
  }

 private:
  struct Span {
    size_t offset, length;
  };

  void addText(std::string_view text, bool lower) {
    size_t offset = text_.size();
    text_.append(text);
    if (lower) std::transform(text_.data() + offset, text_.data() + text_.size(), text_.data() + offset, toLower);
    spans_.push_back({offset, text.size()});
  }

  std::string_view view(size_t i) const { return std::string_view(text_).substr(spans_[i].offset, spans_[i].length); }

  std::string text_;
  std::vector<Span> spans_;
};

// Beast's own request_parser makes one heap node a header field; this one appends to a string that is reused.
class Parser final : public http::basic_parser<true> {
 public:
  explicit Parser(RequestParts& parts) : parts_(parts) {
    header_limit(static_cast<uint32_t>(kMaxHeaderBytes));
    body_limit(kMaxBodyBytes);
    eager(true);
  }

  bool isHttp10() const { return http_1_0_; }
  bool expectsContinue() const { return expects_continue_; }

 private:
  void on_request_impl(http::verb, string_view method, string_view target, int version, error_code& error) override {
    if (target.size() > kMaxHeaderBytes) error = http::error::header_limit;
    parts_.addStartLine(toStd(method), toStd(target));
    http_1_0_ = version == 10;
  }

  void on_field_impl(http::field field, string_view name, string_view value, error_code& error) override {
    if (is_header_done()) return;  // trailers of a chunked body
    if (!parts_.addHeader(toStd(name), toStd(value))) error = http::error::header_limit;
    if (field == http::field::expect && equalsIgnoringCase(toStd(value), "100-continue")) expects_continue_ = !http_1_0_;
  }

  void on_header_impl(error_code&) override { parts_.finishHead(); }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    // A client's word alone reserves no more than what is kept anyway.
    if (length) parts_.body.reserve(std::min<std::uint64_t>(*length, kKeptBodyBytes));
  }

  std::size_t on_body_impl(string_view bytes, error_code&) override {
    parts_.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override {
    parts_.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_finish_impl(error_code&) override { parts_.request.body = parts_.body; }

  static std::string_view toStd(string_view text) { return {text.data(), text.size()}; }

  RequestParts& parts_;
  bool http_1_0_ = false;
  bool expects_continue_ = false;
};

int refusalOf(const error_code& error) {
  if (error == http::error::body_limit) return 413;
  if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
  return 400;
}

}  // namespace

struct RequestReader::State {
  RequestParts parts;
  std::optional<Parser> parser;
  std::vector<char> buffer = std::vector<char>(kReadBufferBytes);
  size_t begin = 0, end = 0;  // what has arrived and is not parsed yet: [begin, end) of `buffer`
  bool continue_sent = false;
  bool tls = false;
  int refusal = 0;
};

RequestReader::RequestReader() : state_(std::make_unique<State>()) { startNext(); }
RequestReader::~RequestReader() = default;

std::span<char> RequestReader::space() {
  State& s = *state_;
  if (s.begin == s.end) s.begin = s.end = 0;
  if (s.end == s.buffer.size()) {
    if (s.begin > 0) {
      std::memmove(s.buffer.data(), s.buffer.data() + s.begin, s.end - s.begin);
      s.end -= s.begin;
      s.begin = 0;
    } else {
      s.buffer.resize(std::min(s.buffer.size() * 2, kMaxReadBufferBytes));
    }
  }
  return {s.buffer.data() + s.end, s.buffer.size() - s.end};
}

void RequestReader::commit(size_t bytes) { state_->end += bytes; }

RequestReader::Progress RequestReader::next() {
  State& s = *state_;
  // Empty lines before a request are to be ignored (RFC 9112, section 2.2); Beast does not.
  while (!s.parser->got_some() && s.begin < s.end && (s.buffer[s.begin] == '\r' || s.buffer[s.begin] == '\n')) ++s.begin;
  while (s.begin < s.end && !s.parser->is_done()) {
    error_code error;
    bool head_was_done = s.parser->is_header_done();
    size_t used = s.parser->put({s.buffer.data() + s.begin, s.end - s.begin}, error);
    if (error && error != http::error::need_more) {
      s.refusal = refusalOf(error);
      s.tls = !head_was_done && s.buffer[s.begin] == 0x16;  // a TLS record of type "handshake"
      return Progress::Refused;
    }
    s.begin += used;
    if (used == 0) break;
  }
  if (s.parser->is_done()) return Progress::Complete;
  if (s.end - s.begin >= kMaxReadBufferBytes) {  // one line that fills the buffer: a chunk's header
    s.refusal = s.parser->is_header_done() ? 400 : 431;
    return Progress::Refused;
  }
  if (s.parser->is_header_done() && s.parser->expectsContinue() && !s.continue_sent) {
    s.continue_sent = true;
    if (s.begin == s.end && s.parts.body.empty()) return Progress::SendContinue;
  }
  return Progress::NeedMore;
}

bool RequestReader::started() const { return state_->begin < state_->end || state_->parser->got_some(); }
HttpRequest& RequestReader::request() { return state_->parts.request; }
bool RequestReader::keepAlive() const { return state_->parser->keep_alive(); }
bool RequestReader::isHttp10() const { return state_->parser->isHttp10(); }
int RequestReader::refusal() const { return state_->refusal; }
bool RequestReader::looksLikeTls() const { return state_->tls; }

void RequestReader::startNext() {
  State& s = *state_;
  s.parts.clear();
  s.parser.emplace(s.parts);
  s.continue_sent = false;
  s.refusal = 0;
}

}  // namespace stator
