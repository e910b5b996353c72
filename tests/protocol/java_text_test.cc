#include "protocol/java_text.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "protocol/service_model.h"

namespace stator {
namespace {

std::string print(std::string_view operation, std::string_view member, const std::string& json) {
  const auto members = findOperationModel(operation)->input->members;
  const Shape& shape = *std::ranges::find(members, member, &Member::name)->shape;
  rapidjson::Document document;
  document.Parse(json.c_str());
  EXPECT_FALSE(document.HasParseError()) << json;
  return toJavaText(document, shape);
}

TEST(JavaText, utf16Length) {
  EXPECT_EQ(utf16Length(""), 0U);
  EXPECT_EQ(utf16Length("abc"), 3U);
  EXPECT_EQ(utf16Length("\xC3\xA4"), 1U);          // a with diaeresis
  EXPECT_EQ(utf16Length("\xE2\x82\xAC"), 1U);      // euro sign
  EXPECT_EQ(utf16Length("\xF0\x9F\x98\x80"), 2U);  // an emoji: a surrogate pair
}

TEST(JavaText, lowerFirst) {
  std::string out;
  appendLowerFirst(out, "SSESpecification");
  appendLowerFirst(out, "");
  appendLowerFirst(out, "aB");
  EXPECT_EQ(out, "sSESpecificationaB");
}

TEST(JavaText, scalars) {
  EXPECT_EQ(print("Scan", "TableName", R"("abc")"), "abc");
  EXPECT_EQ(print("Scan", "Limit", "-1"), "-1");
  EXPECT_EQ(print("Scan", "Limit", "0.9"), "0");
  EXPECT_EQ(print("Scan", "Limit", "-0.5"), "-1");
  EXPECT_EQ(print("Scan", "ConsistentRead", "true"), "true");
}

TEST(JavaText, collections) {
  EXPECT_EQ(print("Scan", "AttributesToGet", "[]"), "[]");
  EXPECT_EQ(print("Scan", "AttributesToGet", R"(["a","b"])"), "[a, b]");
  EXPECT_EQ(print("Scan", "ExpressionAttributeNames", "{}"), "{}");
  EXPECT_EQ(print("Scan", "ExpressionAttributeNames", R"({"#a":"a","#b":"b"})"), "{#a=a, #b=b}");
}

TEST(JavaText, structures) {
  EXPECT_EQ(print("CreateTable", "KeySchema", R"([{"KeyType":"HASH","AttributeName":"a"},{"AttributeName":"b"}])"),
            "[KeySchemaElement(attributeName=a, keyType=HASH), KeySchemaElement(attributeName=b, keyType=null)]");
}

TEST(JavaText, isBounded) {
  std::string json = "[";
  for (int i = 0; i < 20000; ++i) json += "\"element\",";
  json.back() = ']';
  EXPECT_LT(print("Scan", "AttributesToGet", json).size(), 2 * kMaxPrintedText);
  // never cut inside a character
  std::string wide;
  for (size_t i = 0; i < kMaxPrintedText; ++i) wide += "\xE2\x82\xAC";
  EXPECT_EQ(printedPart(wide).size() % 3, 0U);
  EXPECT_EQ(printedPart("short"), "short");
}

}  // namespace
}  // namespace stator
