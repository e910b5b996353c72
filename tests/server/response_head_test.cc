#include "server/response_head.h"

#include <gtest/gtest.h>

#include "base/digest.h"

namespace stator {
namespace {

TimePoint at(int64_t seconds) { return TimePoint(std::chrono::seconds(seconds)); }

std::string headOf(const HttpResponse& response, ResponseFraming framing = {}) {
  std::string out = "left over";
  writeResponseHead(response, framing, "ID", at(0), out);
  return out;
}

TEST(HttpDate, IsTheFormOfRfc9110) {
  EXPECT_EQ(httpDate(at(784111777)), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(httpDate(at(0)), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(httpDate(at(-1)), "Wed, 31 Dec 1969 23:59:59 GMT");
}

TEST(HttpDate, FollowsTimeBothWays) {
  EXPECT_EQ(httpDate(at(100)), "Thu, 01 Jan 1970 00:01:40 GMT");
  EXPECT_EQ(httpDate(at(101)), "Thu, 01 Jan 1970 00:01:41 GMT");
  EXPECT_EQ(httpDate(at(100)), "Thu, 01 Jan 1970 00:01:40 GMT");
}

TEST(ResponseHead, OfAnAnswer) {
  HttpResponse response;
  response.content_type = "application/x-amz-json-1.0";
  response.body = "{}";
  EXPECT_EQ(headOf(response),
            "HTTP/1.1 200 OK\r\n"
            "Server: Server\r\n"
            "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
            "Content-Type: application/x-amz-json-1.0\r\n"
            "Content-Length: 2\r\n"
            "Connection: keep-alive\r\n"
            "x-amzn-RequestId: ID\r\n"
            "x-amz-crc32: 2745614147\r\n"
            "\r\n");
}

// The figures are the service's (dynalite).
TEST(ResponseHead, ChecksumIsTheServices) {
  HttpResponse response;
  response.status = 404;
  response.body = "<UnknownOperationException/>\n";
  EXPECT_NE(headOf(response).find("x-amz-crc32: 3552371480\r\n"), std::string::npos);
  response.body = R"({"__type":"com.amazon.coral.service#SerializationException"})";
  EXPECT_NE(headOf(response).find("x-amz-crc32: 3948637019\r\n"), std::string::npos);
}

TEST(ResponseHead, OversizeIsChunkedAndEmpty) {
  HttpResponse response;
  response.status = 413;
  response.from_service = false;
  std::string head = headOf(response, {.keep_alive = false});
  EXPECT_TRUE(head.ends_with("Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n")) << head;
  EXPECT_EQ(head.find("x-amz"), std::string::npos);
  // HTTP/1.0 knows no chunks.
  EXPECT_TRUE(
      headOf(response, {.keep_alive = false, .http_1_0 = true}).ends_with("Content-Length: 0\r\nConnection: close\r\n\r\n"));
}

TEST(ResponseHead, FurtherHeadersComeLast) {
  HttpResponse response;
  response.headers = "A: b\r\n";
  EXPECT_TRUE(headOf(response).ends_with("x-amz-crc32: 0\r\nA: b\r\n\r\n"));
}

}  // namespace
}  // namespace stator
