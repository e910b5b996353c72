// TagResource, UntagResource, ListTagsOfResource, DescribeLimits and DescribeEndpoints through the API.
#include <gtest/gtest.h>

#include "tests/operations/engine_fixture.h"

namespace stator {
namespace {

class TagsTest : public test::EngineTest {
 protected:
  static std::string on(const std::string& members = "", const std::string& table = "abc") {
    return R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/)" + table + "\"" + (members.empty() ? "" : "," + members) + "}";
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
  expectError("ListTagsOfResource", R"({"ResourceArn":"arn:aws:s3:::bucket/x"})", "ValidationException",
              "Invalid TableArn: Invalid ResourceArn provided as input arn:aws:s3:::bucket/x");
  expectError("ListTagsOfResource", on("", "nothing"), "AccessDeniedException",
              "User: arn:aws:iam::000000000000:root is not authorized to perform: dynamodb:ListTagsOfResource on resource: "
              "arn:aws:dynamodb:us-east-1:000000000000:table/nothing");
  expectError("TagResource", on(R"("Tags":[{"Key":"b","Value":"2"}])", "nothing"), "ResourceNotFoundException",
              "Requested resource not found: ResourcArn: arn:aws:dynamodb:us-east-1:000000000000:table/nothing not found");
}

TEST_F(TagsTest, FiftyTagsAreTheMost) {
  createTable("abc");
  std::string tags;
  for (int i = 0; i < 50; ++i) tags += (i == 0 ? "" : ",") + (R"({"Key":"k)" + std::to_string(i)) + R"(","Value":"v"})";
  must("TagResource", on("\"Tags\":[" + tags + "]"));
  EXPECT_EQ(call("TagResource", on(R"("Tags":[{"Key":"more","Value":"v"}])")).status, 400);
  EXPECT_EQ(must("ListTagsOfResource", on()).body["Tags"].Size(), 50U);
}

TEST_F(TagsTest, AccountOperations) {
  EXPECT_EQ(must("DescribeLimits", "{}").body["TableMaxReadCapacityUnits"].GetInt(), 40000);
  EXPECT_STREQ(must("DescribeEndpoints", "{}").body["Endpoints"][0]["Address"].GetString(), "dynamodb.us-east-1.amazonaws.com");
}

}  // namespace
}  // namespace stator
