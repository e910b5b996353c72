// TagResource, UntagResource, ListTagsOfResource, DescribeLimits and DescribeEndpoints through the API.
#include <gtest/gtest.h>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

class TagsTest : public test::EngineTest {
 protected:
  static std::string on(const std::string& members = "", const std::string& table = "abc") {
    return R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/)" + table + "\"" +
           (members.empty() ? "" : "," + members) + "}";
  }
};

TEST_F(TagsTest, TagsComeAndGo) {
  createTable("abc", R"(,"Tags":[{"Key":"a","Value":"1"}])");
  EXPECT_EQ(must("TagResource", on(R"("Tags":[{"Key":"b","Value":"2"},{"Key":"a","Value":"3"}])")).text, "");
  EXPECT_EQ(must("ListTagsOfResource", on()).text, R"({"Tags":[{"Key":"a","Value":"3"},{"Key":"b","Value":"2"}]})");
  must("UntagResource", on(R"("TagKeys":["a","zzz"])"));
  EXPECT_EQ(must("ListTagsOfResource", on()).text, R"({"Tags":[{"Key":"b","Value":"2"}]})");
}

TEST_F(TagsTest, BadResourcesAreRefused) {
  expectError("TagResource", R"({"Tags":[{"Key":"b","Value":"2"}]})", "ValidationException", "Invalid TableArn");
  expectError(
      "ListTagsOfResource", R"({"ResourceArn":"arn:aws:s3:::bucket/x"})", "ValidationException",
      "One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: arn:aws:s3:::bucket/x");
  expectError("ListTagsOfResource", R"({"ResourceArn":"abc"})", "ValidationException",
              "One or more parameter values were invalid: ARNs must start with 'arn:': abc");
  expectError("ListTagsOfResource", R"({"ResourceArn":"arn:aws:dynamodb:eu-west-1:000000000000:table/abc"})",
              "ValidationException",
              "Invalid TableArn: Invalid ResourceArn provided as input arn:aws:dynamodb:eu-west-1:000000000000:table/abc");
  expectError("ListTagsOfResource", R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:123456789012:table/abc"})",
              "AccessDeniedException", "Access is denied");
  expectError(
      "ListTagsOfResource", on("", "abc/index/i"), "ValidationException",
      "One or more parameter values were invalid: Invalid resource arn provided, only table or stream is accepted. Provided "
      "resource arn: arn:aws:dynamodb:us-east-1:000000000000:table/abc/index/i");
  const char* const not_found =
      "Requested resource not found: ResourceArn: arn:aws:dynamodb:us-east-1:000000000000:table/nothing not found";
  expectError("ListTagsOfResource", on("", "nothing"), "ResourceNotFoundException", not_found);
  expectError("TagResource", on(R"("Tags":[{"Key":"b","Value":"2"}])", "nothing"), "ResourceNotFoundException", not_found);
  expectError("UntagResource", on(R"("TagKeys":["b"])", "nothing"), "ResourceNotFoundException", not_found);
}

TEST_F(TagsTest, FiftyTagsAreTheMost) {
  createTable("abc");
  std::string tags;
  for (int i = 0; i < 50; ++i) tags += (i == 0 ? "" : ",") + (R"({"Key":"k)" + std::to_string(i)) + R"(","Value":"v"})";
  must("TagResource", on("\"Tags\":[" + tags + "]"));
  expectError("TagResource", on(R"("Tags":[{"Key":"more","Value":"v"}])"), "ValidationException",
              "Number of Tags exceed the current limit for the provided ResourceArn");
  EXPECT_EQ(must("ListTagsOfResource", on()).body["Tags"].Size(), 50U);
}

TEST_F(TagsTest, TagsAreCheckedAsAWhole) {
  createTable("abc");
  const auto refused = [&](const std::string& tags, const std::string& text) {
    expectError("TagResource", on("\"Tags\":[" + tags + "]"), "ValidationException", text);
  };
  const std::string good = R"({"Key":"good","Value":""})";
  refused(good + R"(,{"Key":"aws:x","Value":"v"})", "Tag Key cannot be prefixed with aws:, Key: aws:x");
  refused(good + R"(,{"Key":"AWS:x","Value":"v"})", "Tag Key cannot be prefixed with aws:, Key: AWS:x");
  refused(good + R"(,{"Key":"good","Value":"v"})", "Duplicate Tag Keys provided as input: Duplicate Tag Key found good");
  refused("{}", "The Tag Key provided is invalid, Key: null");
  refused(R"({"Key":"k"})", "The Tag Value provided is invalid, Value: null");
  refused(R"({"Key":"","Value":"v"})", "The Tag Key provided is invalid, Key: ");
  const std::string long_key(129, 'k'), long_value(257, 'v');
  refused("{\"Key\":\"" + long_key + R"(","Value":"v"})", "The Tag Key provided is invalid, Key: " + long_key);
  refused("{\"Key\":\"k\",\"Value\":\"" + long_value + "\"}", "The Tag Value provided is invalid, Value: " + long_value);
  for (const char* text : {"100%", "a,b", "a#b", "(x)", "a\xF0\x9F\x94\x91", "~a"}) {
    refused(std::string(R"({"Key":"k","Value":")") + text + "\"}",
            std::string("The Tag Value provided is invalid, Value: ") + text);
  }
  EXPECT_EQ(must("ListTagsOfResource", on()).text, R"({"Tags":[]})");
  // Letters of any script: Cyrillic, Latin-1, CJK.
  must("TagResource", on("\"Tags\":[{\"Key\":\"\xD0\xBA\",\"Value\":\"caf\xC3\xA9 \xE8\xA1\xA8 a+b-c=d.e_f:g/h@i\"}]"));
  expectError("UntagResource", on(R"("TagKeys":["aws:x"])"), "ValidationException",
              "Tag Key cannot be prefixed with aws:, Key: aws:x");
  expectError("UntagResource", on(R"("TagKeys":[])"), "ValidationException",
              "Atleast one Tag Key needs to be provided as Input.");
}

TEST_F(TagsTest, AccountOperations) {
  EXPECT_EQ(must("DescribeLimits", "{}").body["TableMaxReadCapacityUnits"].GetInt(), 40000);
  EXPECT_STREQ(must("DescribeEndpoints", "{}").body["Endpoints"][0]["Address"].GetString(),
               "dynamodb.us-east-1.amazonaws.com");
}

}  // namespace
}  // namespace stator
