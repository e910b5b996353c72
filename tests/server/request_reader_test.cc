#include "server/request_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "server/http_limits.h"

namespace stator {
namespace {

using Progress = RequestReader::Progress;

// Feeds `bytes` in pieces of `step` until the request is over; what is left of them is in `bytes`.
Progress feed(RequestReader& reader, std::string_view& bytes, size_t step = SIZE_MAX) {
  while (true) {
    Progress progress = reader.next();
    if (progress == Progress::Complete || progress == Progress::Refused || bytes.empty()) return progress;
    std::span<char> space = reader.space();
    EXPECT_FALSE(space.empty());
    size_t n = std::min({space.size(), bytes.size(), step});
    std::copy_n(bytes.data(), n, space.data());
    bytes.remove_prefix(n);
    reader.commit(n);
  }
}

Progress feedAll(RequestReader& reader, std::string_view bytes, size_t step = SIZE_MAX) { return feed(reader, bytes, step); }

constexpr std::string_view kPost =
    "POST /some/path?a=b&c HTTP/1.1\r\nHost: x\r\nX-Amz-TARGET:  a b \r\nContent-Length: 5\r\n\r\nhello";
constexpr std::string_view kChunked =
    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;ext=1\r\nhe\r\n3\r\nllo\r\n0\r\nTrailer: t\r\n\r\n";

TEST(RequestReader, ReadsARequestHoweverItIsCut) {
  for (size_t step = 1; step <= kPost.size(); ++step) {
    RequestReader reader;
    ASSERT_EQ(feedAll(reader, kPost, step), Progress::Complete) << step;
    const HttpRequest& request = reader.request();
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.path, "/some/path");
    EXPECT_EQ(request.query, "a=b&c");
    EXPECT_EQ(request.header("x-amz-target"), "a b");
    EXPECT_EQ(request.body, "hello");
    EXPECT_TRUE(reader.keepAlive());
    EXPECT_FALSE(reader.isHttp10());
  }
}

TEST(RequestReader, ReadsChunksHoweverTheyAreCut) {
  for (size_t step = 1; step <= kChunked.size(); ++step) {
    RequestReader reader;
    ASSERT_EQ(feedAll(reader, kChunked, step), Progress::Complete) << step;
    EXPECT_EQ(reader.request().body, "hello");
    EXPECT_EQ(reader.request().find("trailer"), nullptr) << "a trailer is no header";
  }
}

TEST(RequestReader, ReadsOneRequestAfterTheOther) {
  std::string three = std::string(kPost) + std::string(kChunked) + "\r\nGET / HTTP/1.0\r\n\r\n";
  std::string_view bytes = three;
  RequestReader reader;
  EXPECT_FALSE(reader.started());
  ASSERT_EQ(feed(reader, bytes), Progress::Complete);
  EXPECT_EQ(reader.request().path, "/some/path");
  reader.startNext();
  EXPECT_TRUE(reader.started());
  ASSERT_EQ(feed(reader, bytes), Progress::Complete);
  EXPECT_EQ(reader.request().body, "hello");
  EXPECT_EQ(reader.request().headers.size(), 1u);
  reader.startNext();
  ASSERT_EQ(feed(reader, bytes), Progress::Complete);
  EXPECT_EQ(reader.request().method, "GET");
  EXPECT_EQ(reader.request().body, "");
  EXPECT_TRUE(reader.isHttp10());
  EXPECT_FALSE(reader.keepAlive());
  reader.startNext();
  EXPECT_FALSE(reader.started());
}

TEST(RequestReader, AsksForContinueOnce) {
  constexpr std::string_view kHead = "POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n";
  RequestReader reader;
  EXPECT_EQ(feedAll(reader, kHead), Progress::SendContinue);
  EXPECT_EQ(reader.next(), Progress::NeedMore);
  EXPECT_EQ(feedAll(reader, "a"), Progress::NeedMore);
  EXPECT_EQ(feedAll(reader, "b"), Progress::Complete);
}

TEST(RequestReader, DoesNotAskForContinueWhenTheBodyIsComing) {
  RequestReader reader;
  EXPECT_EQ(feedAll(reader, "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\na"), Progress::NeedMore);
  EXPECT_EQ(feedAll(reader, "b"), Progress::Complete);
  reader.startNext();
  EXPECT_EQ(feedAll(reader, "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"), Progress::NeedMore)
      << "HTTP/1.0 knows no such thing";
}

int refusalOf(std::string_view bytes) {
  RequestReader reader;
  EXPECT_EQ(feedAll(reader, bytes), Progress::Refused) << bytes.substr(0, 100);
  return reader.refusal();
}

TEST(RequestReader, RefusesWhatIsNoRequest) {
  EXPECT_EQ(refusalOf("hello\r\n\r\n"), 400);
  EXPECT_EQ(refusalOf("GET / HTTP/2.0\r\n\r\n"), 400);
  EXPECT_EQ(refusalOf("GET / HTTP/1.1\r\nno colon\r\n\r\n"), 400);
  EXPECT_EQ(refusalOf("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"), 400);
  EXPECT_EQ(refusalOf("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"), 400);
  EXPECT_EQ(refusalOf("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n"), 400);
  EXPECT_EQ(refusalOf("POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
  EXPECT_EQ(refusalOf("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"), 400);
  EXPECT_EQ(refusalOf(std::string("GET / HTTP/1.1\r\na: \0\r\n\r\n", 23)), 400);
}

TEST(RequestReader, TellsTlsFromOtherRefusals) {
  RequestReader reader;
  EXPECT_EQ(feedAll(reader, std::string_view("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)), Progress::Refused);
  EXPECT_TRUE(reader.looksLikeTls());
  RequestReader other;
  EXPECT_EQ(feedAll(other, "\x17nonsense\r\n\r\n"), Progress::Refused);
  EXPECT_FALSE(other.looksLikeTls());
}

TEST(RequestReader, LimitsTheBody) {
  std::string length = std::to_string(kMaxBodyBytes + 1);
  EXPECT_EQ(refusalOf("POST / HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n"), 413);

  std::string exact = "POST / HTTP/1.1\r\nContent-Length: " + std::to_string(kMaxBodyBytes) + "\r\n\r\n";
  RequestReader reader;
  EXPECT_EQ(feedAll(reader, exact + std::string(kMaxBodyBytes, 'x')), Progress::Complete);
  EXPECT_EQ(reader.request().body.size(), kMaxBodyBytes);
}

TEST(RequestReader, LimitsAChunkedBody) {
  std::string bytes = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  std::string chunk = "100000\r\n" + std::string(0x100000, 'x') + "\r\n";
  for (size_t i = 0; i < kMaxBodyBytes / 0x100000; ++i) bytes += chunk;
  RequestReader reader;
  EXPECT_EQ(feedAll(reader, bytes + "0\r\n\r\n"), Progress::Complete);
  EXPECT_EQ(refusalOf(bytes + "1\r\nx\r\n0\r\n\r\n"), 413);
}

TEST(RequestReader, LimitsTheHead) {
  EXPECT_EQ(refusalOf("GET /" + std::string(kMaxHeaderBytes, 'a') + " HTTP/1.1\r\n\r\n"), 431);
  EXPECT_EQ(refusalOf("GET / HTTP/1.1\r\na: " + std::string(kMaxHeaderBytes, 'a') + "\r\n\r\n"), 431);
  std::string many = "GET / HTTP/1.1\r\n";
  for (size_t i = 0; i <= kMaxHeaders; ++i) many += "a: b\r\n";
  EXPECT_EQ(refusalOf(many + "\r\n"), 431);
  std::string endless = "GET / HTTP/1.1\r\n";
  while (endless.size() < 3 * kMaxHeaderBytes) endless += "abc: " + std::string(1000, 'x') + "\r\n";
  EXPECT_EQ(refusalOf(endless), 431);
}

TEST(RequestReader, LimitsAChunksHeader) {
  EXPECT_EQ(refusalOf("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(2 * kMaxReadBufferBytes, 'x')),
            400);
}

TEST(RequestReader, LongHeadersAreReadWhole) {
  std::string token(20000, 't');
  std::string request = "GET / HTTP/1.1\r\nX-Amz-Security-Token: " + token + "\r\n\r\n";
  for (size_t step : {size_t{1000}, size_t{4096}, SIZE_MAX}) {
    RequestReader reader;
    ASSERT_EQ(feedAll(reader, request, step), Progress::Complete) << step;
    EXPECT_EQ(reader.request().header("x-amz-security-token"), token);
  }
}

// Whatever arrives, the reader ends or asks for more, and never asks for more than its limits.
TEST(RequestReader, SurvivesChangedRequests) {
  std::mt19937 random(4711);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes(round % 2 ? kPost : kChunked);
    for (int changes = static_cast<int>(random() % 4) + 1; changes > 0; --changes) {
      size_t at = random() % bytes.size();
      switch (random() % 3) {
        case 0:
          bytes[at] = static_cast<char>(random());
          break;
        case 1:
          bytes.erase(at, 1 + random() % 3);
          break;
        default:
          bytes.insert(at, 1, "\r\n :0\x7f"[random() % 7]);
          break;
      }
      if (bytes.empty()) break;
    }
    RequestReader reader;
    std::string_view rest = bytes;
    for (int requests = 0; requests < 10; ++requests) {
      if (feed(reader, rest, 1 + random() % 40) != Progress::Complete) break;
      EXPECT_LE(reader.request().body.size(), bytes.size());
      reader.startNext();
    }
  }
}

}  // namespace
}  // namespace stator
