#include "protocol/patterns.h"

#include <gtest/gtest.h>

#include <string>

namespace stator {
namespace {

bool matches(std::string_view pattern, std::string_view text) {
  const PatternTest test = findPattern(pattern);
  EXPECT_NE(test, nullptr) << pattern;
  return test != nullptr && test(text);
}

TEST(Patterns, unknownOnesHaveNoTest) { EXPECT_EQ(findPattern("[a-z]*"), nullptr); }

TEST(Patterns, names) {
  constexpr std::string_view kName = "[a-zA-Z0-9_.-]+";
  for (const char* text : {"a", "Table-1_b.c", "..."}) EXPECT_TRUE(matches(kName, text)) << text;
  for (const char* text : {"", "a b", "a;", "\xC3\xA4", "a\n", "a/b"}) EXPECT_FALSE(matches(kName, text)) << text;
}

TEST(Patterns, buckets) {
  constexpr std::string_view kBucket = R"(^[a-z0-9A-Z]+[\.\-\w]*[a-z0-9A-Z]+$)";
  for (const char* text : {"ab", "a-b", "my.bucket_1"}) EXPECT_TRUE(matches(kBucket, text)) << text;
  for (const char* text : {"", "a", "-ab", "ab-", "a/b"}) EXPECT_FALSE(matches(kBucket, text)) << text;
}

TEST(Patterns, accountsAndTokens) {
  EXPECT_TRUE(matches("[0-9]{12}", "123456789012"));
  EXPECT_FALSE(matches("[0-9]{12}", "12345678901"));
  EXPECT_FALSE(matches("[0-9]{12}", "12345678901a"));
  EXPECT_TRUE(matches("([0-9a-f]{16})+", "0123456789abcdef"));
  EXPECT_FALSE(matches("([0-9a-f]{16})+", "0123456789abcde"));
  EXPECT_FALSE(matches("([0-9a-f]{16})+", "0123456789ABCDEF"));
  EXPECT_TRUE(matches(R"(^[^\$]+$)", "token"));
  EXPECT_FALSE(matches(R"(^[^\$]+$)", "to$ken"));
  EXPECT_FALSE(matches(R"(^[^\$]+$)", ""));
}

TEST(Patterns, csv) {
  EXPECT_TRUE(matches(R"([,;:|\t ])", "\t"));
  EXPECT_FALSE(matches(R"([,;:|\t ])", ",,"));
  EXPECT_FALSE(matches(R"([,;:|\t ])", "x"));
  EXPECT_TRUE(matches(R"([\x20-\x21\x23-\x2B\x2D-\x7E]*)", "a header"));
  EXPECT_TRUE(matches(R"([\x20-\x21\x23-\x2B\x2D-\x7E]*)", ""));
  EXPECT_FALSE(matches(R"([\x20-\x21\x23-\x2B\x2D-\x7E]*)", "a,b"));
  EXPECT_FALSE(matches(R"([\x20-\x21\x23-\x2B\x2D-\x7E]*)", "a\"b"));
}

TEST(Patterns, autoScaling) {
  EXPECT_TRUE(matches(R"(\p{Print}+)", "a policy"));
  EXPECT_FALSE(matches(R"(\p{Print}+)", "tab\t"));
  constexpr std::string_view kRole = R"([\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*)";
  EXPECT_TRUE(matches(kRole, "arn\t\xC3\xA4"));
  EXPECT_FALSE(matches(kRole, "\x01"));
  EXPECT_FALSE(matches(kRole, "\xEF\xBF\xBF"));
}

}  // namespace
}  // namespace stator
