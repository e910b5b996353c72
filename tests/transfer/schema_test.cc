#include "transfer/schema.h"

#include "tests/transfer/fixture.h"

namespace stator {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SchemaTest : public test::TransferTest {
 protected:
  std::vector<std::string> create(const std::string& text) {
    write("schema.json", text);
    return createMissingTables(service_, readSchemaFile(path("schema.json"), "000000000000", "us-east-1"));
  }
};

TEST_F(SchemaTest, CreatesWhatIsMissing) {
  createTable("there");
  const std::string described = database_.call("DescribeTable", R"({"TableName":"there"})").body;
  EXPECT_THAT(create(described), IsEmpty());
  must("DeleteTable", R"({"TableName":"there"})");
  EXPECT_THAT(create(described), ElementsAre("there"));
  EXPECT_THAT(database_.call("DescribeTable", R"({"TableName":"there"})").body, HasSubstr(R"("IndexName":"byBinary")"));
}

TEST_F(SchemaTest, EnablesTimeToLive) {
  EXPECT_THAT(create(R"({"Resources":{"Sessions":{"Type":"AWS::DynamoDB::Table","Properties":{"AttributeDefinitions":
    [{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST",
    "TimeToLiveSpecification":{"AttributeName":"expires","Enabled":"true"}}}}})"),
              ElementsAre("Sessions"));
  EXPECT_THAT(database_.call("DescribeTimeToLive", R"({"TableName":"Sessions"})").body, HasSubstr("ENABLED"));
}

TEST_F(SchemaTest, ReadsTemplatesInYaml) {
  EXPECT_THAT(create("Resources:\n  Small:\n    Type: AWS::Serverless::SimpleTable\n"), ElementsAre("Small"));
  EXPECT_THAT(failureOf([&] { create("Resources: [\n"); }), HasSubstr("schema.json is neither JSON nor YAML: line 2"));
  EXPECT_THAT(
      failureOf([&] { create("Resources:\n  T: {Type: 'AWS::DynamoDB::Table', Properties: {TableName: !GetAtt A.B}}"); }),
      HasSubstr("schema.json the resource T uses Fn::GetAtt"));
}

TEST_F(SchemaTest, NamesTheFileOrTheTable) {
  EXPECT_THAT(failureOf([&] { create("{}"); }), HasSubstr("schema.json is none of"));
  EXPECT_THAT(failureOf([&] { create(R"({"TableName":"bad","KeySchema":[]})"); }),
              HasSubstr("CreateTable bad: ValidationException"));
  EXPECT_THAT(failureOf([&] { readSchemaFile(path("none"), "", ""); }), HasSubstr("cannot read"));
}

}  // namespace
}  // namespace stator
