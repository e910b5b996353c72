#include "operations/authenticate.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace stator {
namespace {

using Headers = std::vector<std::pair<std::string_view, std::string_view>>;

Result<Caller> authenticateWith(std::string_view authorization, std::string_view query = "") {
  Headers headers{{"host", "localhost"}, {"x-amz-date", "20261121T120000Z"}};
  if (!authorization.empty()) headers.emplace_back("authorization", authorization);
  return authenticate(HttpView{"POST", "/", query, headers, ""});
}

std::string authorization(std::string_view key_id, std::string_view region = "eu-west-2") {
  return "AWS4-HMAC-SHA256 Credential=" + std::string(key_id) + "/20261121/" + std::string(region) +
         "/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef";
}

TEST(Authenticate, TheRegionIsTheCredentialScopes) {
  auto caller = authenticateWith(authorization("AKIDEXAMPLE", "ap-south-1"));
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->region, "ap-south-1");
  EXPECT_EQ(caller->account, "000000000000");
}

TEST(Authenticate, AnAccessKeyIdOfTwelveDigitsIsTheAccount) {
  EXPECT_EQ(authenticateWith(authorization("123456789012"))->account, "123456789012");
  EXPECT_EQ(authenticateWith(authorization("12345678901"))->account, "000000000000");
  EXPECT_EQ(authenticateWith(authorization("1234567890123"))->account, "000000000000");
  EXPECT_EQ(authenticateWith(authorization("12345678901a"))->account, "000000000000");
}

TEST(Authenticate, MissingAuthentication) {
  for (std::string_view text : {"", "Bearer abc"}) {
    auto caller = authenticateWith(text);
    ASSERT_FALSE(caller) << text;
    EXPECT_EQ(caller.error().code, ErrorCode::MissingAuthenticationTokenException);
    EXPECT_EQ(caller.error().message, "Request is missing Authentication Token");
  }
}

TEST(Authenticate, SignatureInTheQuery) {
  constexpr std::string_view kQuery =
      "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=123456789012%2F20261121%2Fus-west-2%2Fdynamodb%2Faws4_request"
      "&X-Amz-Signature=0&X-Amz-SignedHeaders=host&X-Amz-Date=20261121T120000Z";
  auto caller = authenticateWith("", kQuery);
  ASSERT_TRUE(caller) << caller.error().message;
  EXPECT_EQ(caller->account, "123456789012");
  EXPECT_EQ(caller->region, "us-west-2");

  auto both = authenticateWith(authorization("AKIDEXAMPLE"), kQuery);
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().code, ErrorCode::InvalidSignatureException);
}

TEST(Authenticate, ADateHeaderIsEnough) {
  std::string text = authorization("AKIDEXAMPLE");
  Headers headers{{"authorization", text}, {"date", "Sat, 21 Nov 2026 12:00:00 GMT"}};
  EXPECT_TRUE(authenticate(HttpView{"POST", "/", "", headers, ""}));
  headers.pop_back();
  auto caller = authenticate(HttpView{"POST", "/", "", headers, ""});
  ASSERT_FALSE(caller);
  EXPECT_EQ(caller.error().code, ErrorCode::IncompleteSignatureException);
}

}  // namespace
}  // namespace stator
