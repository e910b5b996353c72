#include "server/http_handler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/content_coding.h"
#include "server/http_limits.h"

namespace stator {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kSigned =
    "AWS4-HMAC-SHA256 Credential=123456789012/20261121/eu-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
constexpr std::string_view kNotFound = "<UnknownOperationException/>\n";

class HttpHandlerTest : public testing::Test {
 protected:
  HttpRequest post(std::string_view body, std::string_view content_type = "application/x-amz-json-1.0") {
    HttpRequest request;
    request.method = "POST";
    request.path = "/";
    request.body = body;
    if (!content_type.empty()) request.headers.emplace_back("content-type", content_type);
    return request;
  }

  HttpResponse handle(const HttpRequest& request) {
    HttpHandler handler(
        [this](const ApiRequest& api) {
          ++calls_;
          target_ = api.target;
          body_ = api.body;
          caller_ = api.caller ? api.caller->account + " " + api.caller->region : api.caller.error().message;
          return reply_;
        },
        "us-west-1");
    return handler.handle(request);
  }

  ApiReply reply_{200, "{}"};
  int calls_ = 0;
  std::string target_, body_, caller_;
};

TEST_F(HttpHandlerTest, SaysWhenToComeBackToWhoeverIsThrottled) {
  reply_ = {400, "{}"};
  EXPECT_THAT(handle(post("{}")).headers, Not(HasSubstr("retry-after")));
  reply_.retry_after_ms = 250;
  EXPECT_THAT(handle(post("{}")).headers, HasSubstr("x-amz-retry-after: 250\r\n"));
}

TEST_F(HttpHandlerTest, HandsOverTargetBodyAndCaller) {
  HttpRequest request = post(R"({"a":1})");
  request.headers.emplace_back("x-amz-target", "DynamoDB_20120810.ListTables");
  request.headers.emplace_back("authorization", kSigned);
  request.headers.emplace_back("x-amz-date", "20261121T120000Z");
  reply_ = {400, "reply"};

  HttpResponse response = handle(request);

  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.body, "reply");
  EXPECT_EQ(target_, "DynamoDB_20120810.ListTables");
  EXPECT_EQ(body_, R"({"a":1})");
  EXPECT_EQ(caller_, "123456789012 eu-west-2");
}

TEST_F(HttpHandlerTest, AnUnsignedRequestIsExecutesToRefuse) {
  handle(post("{}"));
  EXPECT_EQ(calls_, 1);
  EXPECT_EQ(caller_, "Request is missing Authentication Token");
  EXPECT_EQ(target_, "");
}

TEST_F(HttpHandlerTest, AnswersInTheTypeOfTheRequest) {
  EXPECT_EQ(handle(post("{}")).content_type, "application/x-amz-json-1.0");
  EXPECT_EQ(handle(post("{}", "application/json")).content_type, "application/json");
  EXPECT_EQ(handle(post("{}", " application/x-amz-json-1.0 ; charset=utf-8;what ever")).content_type,
            "application/x-amz-json-1.0");
  EXPECT_EQ(handle(post("", "")).content_type, "application/json");
  EXPECT_EQ(handle(post("", "text/plain")).content_type, "application/json");
}

TEST_F(HttpHandlerTest, OtherContentTypesAreNotFound) {
  for (std::string_view type :
       {"", "text/plain", "application/x-amz-json-1.1", "application/x-amz-json-1.0x", "application/jso"}) {
    HttpResponse response = handle(post("{}", type));
    EXPECT_EQ(response.status, 404) << type;
    EXPECT_EQ(response.body, kNotFound) << type;
    EXPECT_TRUE(response.content_type.empty()) << type;
  }
  EXPECT_EQ(calls_, 0);
}

TEST_F(HttpHandlerTest, OtherMethodsAreNotFound) {
  for (std::string_view method : {"PUT", "HEAD", "DELETE", "OPTIONS", "TRACE", "get", "MADE-UP"}) {
    HttpRequest request = post("{}");
    request.method = method;
    EXPECT_EQ(handle(request).status, 404) << method;
    EXPECT_EQ(handle(request).body, kNotFound) << method;
  }
  EXPECT_EQ(calls_, 0);
}

TEST_F(HttpHandlerTest, HealthCheckNamesTheRegion) {
  HttpRequest request;
  request.method = "GET";
  request.path = "/";
  EXPECT_EQ(handle(request).status, 200);
  EXPECT_EQ(handle(request).body, "healthy: dynamodb.us-west-1.amazonaws.com ");
  request.path = "/health";
  EXPECT_EQ(handle(request).body, "healthy: dynamodb.us-west-1.amazonaws.com ");
  request.headers.emplace_back("authorization", kSigned);
  request.headers.emplace_back("x-amz-date", "20261121T120000Z");
  EXPECT_EQ(handle(request).body, "healthy: dynamodb.eu-west-2.amazonaws.com ");
  request.path = "/elsewhere";
  EXPECT_EQ(handle(request).status, 404);
  EXPECT_EQ(calls_, 0);
}

TEST_F(HttpHandlerTest, PreflightMirrorsWhatTheBrowserAsksFor) {
  HttpRequest request;
  request.method = "OPTIONS";
  request.path = "/";
  EXPECT_EQ(handle(request).status, 404);

  request.headers.emplace_back("origin", "http://example.org");
  request.headers.emplace_back("access-control-request-headers", "x-amz-target, authorization");
  request.headers.emplace_back("access-control-request-method", "POST");
  HttpResponse response = handle(request);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "");
  EXPECT_THAT(response.headers, HasSubstr("Access-Control-Allow-Origin: *\r\n"));
  EXPECT_THAT(response.headers, HasSubstr("Access-Control-Allow-Headers: x-amz-target, authorization\r\n"));
  EXPECT_THAT(response.headers, HasSubstr("Access-Control-Allow-Methods: POST\r\n"));
  EXPECT_THAT(response.headers, HasSubstr("Access-Control-Max-Age: 172800\r\n"));
}

TEST_F(HttpHandlerTest, OnlyPagesOfTheListMayUseItIfThereIsOne) {
  int asked = 0;
  HttpHandler handler(
      [&](const ApiRequest&) {
        ++asked;
        return ApiReply{200, "{}"};
      },
      "us-west-1");
  handler.setAllowedOrigins("http://localhost:3000, https://example.com/");
  const auto answer_to = [&](std::string_view origin) {
    HttpRequest request = post("{}");
    request.headers.emplace_back("origin", origin);
    return handler.handle(request);
  };
  EXPECT_EQ(answer_to("http://localhost:3000").headers,
            "Access-Control-Allow-Origin: http://localhost:3000\r\nVary: Origin\r\n");
  EXPECT_EQ(answer_to("https://example.com").headers, "Access-Control-Allow-Origin: https://example.com\r\nVary: Origin\r\n");
  EXPECT_EQ(asked, 2);
  EXPECT_EQ(answer_to("http://localhost").status, 403);
  EXPECT_EQ(answer_to("null").status, 403);
  EXPECT_EQ(asked, 2) << "what is refused is not done either";
  handler.setAllowedOrigins("https://example.com,*");
  EXPECT_EQ(answer_to("null").headers, "Access-Control-Allow-Origin: *\r\n");
}

TEST_F(HttpHandlerTest, PagesOfOtherMachinesCanBeRefusedAndAreToldSo) {
  HttpHandler handler([](const ApiRequest&) { return ApiReply{200, "{}"}; }, "us-west-1");
  handler.setAllowedOrigins("local");
  HttpRequest request = post("{}");
  request.headers.emplace_back("origin", "http://rebound.example.org:8000/\"\n");
  const HttpResponse response = handler.handle(request);
  EXPECT_EQ(response.status, 403);
  EXPECT_THAT(response.headers, HasSubstr("Access-Control-Allow-Origin: *\r\n")) << "so that the page's developer sees it";
  EXPECT_THAT(response.body, HasSubstr(R"("message":"Pages of http://rebound.example.org:8000/?? may not use this server)"));
  request.method = "GET";
  request.path = "/metrics";
  EXPECT_EQ(handler.handle(request).status, 403);
}

TEST_F(HttpHandlerTest, EveryAnswerToABrowserAllowsItsOrigin) {
  HttpRequest request = post("{}");
  EXPECT_EQ(handle(request).headers, "");
  request.headers.emplace_back("origin", "http://example.org");
  EXPECT_EQ(handle(request).headers, "Access-Control-Allow-Origin: *\r\n");
  request.method = "PUT";
  EXPECT_EQ(handle(request).status, 404);
  EXPECT_EQ(handle(request).headers, "Access-Control-Allow-Origin: *\r\n");
}

TEST_F(HttpHandlerTest, CompressesALongAnswerForThoseWhoAccept) {
  reply_.body = std::string(kMinGzipBytes, 'x');
  HttpRequest request = post("{}");
  EXPECT_EQ(handle(request).body, reply_.body);

  request.headers.emplace_back("accept-encoding", "gzip");
  HttpResponse response = handle(request);
  EXPECT_THAT(response.headers, HasSubstr("Content-Encoding: gzip\r\n"));
  std::string body;
  EXPECT_EQ(gunzip(response.body, kMaxBodyBytes, body), GunzipError::None);
  EXPECT_EQ(body, reply_.body);

  reply_.body.pop_back();
  EXPECT_EQ(handle(request).body, reply_.body);
  EXPECT_THAT(handle(request).headers, Not(HasSubstr("Content-Encoding")));
}

TEST_F(HttpHandlerTest, ReadsACompressedBody) {
  std::string compressed = gzip(R"({"a":1})");
  HttpRequest request = post(compressed);
  request.headers.emplace_back("content-encoding", "gzip");
  EXPECT_EQ(handle(request).status, 200);
  EXPECT_EQ(body_, R"({"a":1})");

  request.body = "not gzip";
  handle(request);
  EXPECT_EQ(body_, "not gzip");
}

TEST_F(HttpHandlerTest, ACompressedBodyThatIsTooLargeIsRefused) {
  std::string compressed = gzip(std::string(kMaxBodyBytes + 1, ' '));
  HttpRequest request = post(compressed);
  request.headers.emplace_back("content-encoding", "gzip");
  HttpResponse response = handle(request);
  EXPECT_EQ(response.status, 413);
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(calls_, 0);

  compressed = gzip(std::string(kMaxBodyBytes, ' '));
  request.body = compressed;
  EXPECT_EQ(handle(request).status, 200);
  EXPECT_EQ(body_.size(), kMaxBodyBytes);
}

}  // namespace
}  // namespace stator
