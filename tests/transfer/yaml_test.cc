#include "transfer/yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "protocol/table_definitions.h"

namespace stator {
namespace {

using testing::HasSubstr;

std::string json(std::string_view yaml) {
  auto text = yamlToJson(yaml);
  EXPECT_TRUE(text) << text.error().message;
  return text ? *std::move(text) : "";
}

std::string failure(std::string_view yaml) {
  const auto text = yamlToJson(yaml);
  EXPECT_FALSE(text) << *text;
  return text ? "" : text.error().message;
}

TEST(Yaml, BecomesJson) {
  EXPECT_EQ(json("a: 1\nb: [x, 'y \"', ~, {c: true}]\nd:\n- e: f\n  g:\n- |\n  two\n  lines\n"),
            R"({"a":"1","b":["x","y \"",null,{"c":"true"}],"d":[{"e":"f","g":null},"two\nlines\n"]})");
  EXPECT_EQ(json("{}"), "{}");
  EXPECT_EQ(json("a: {}\nb: []\n"), R"({"a":{},"b":[]})");
  EXPECT_EQ(json("a: ''\n!!str b: !!str 2010-09-09\n"), R"({"a":"","b":"2010-09-09"})");
  EXPECT_EQ(json("\xc3\xa4: \"\\u00e4\\0\"\n"), "{\"\xc3\xa4\":\"\xc3\xa4\\u0000\"}");
}

TEST(Yaml, ShortFormsBecomeCalls) {
  EXPECT_EQ(json("a: !Ref b\nc: !GetAtt d.e.f\n"), R"({"a":{"Ref":"b"},"c":{"Fn::GetAtt":["d","e.f"]}})");
  EXPECT_EQ(json("- !Sub '${a}'\n- !Join [-, [!Ref a, b]]\n- !Not [!Condition c]\n"),
            R"([{"Fn::Sub":"${a}"},{"Fn::Join":["-",[{"Ref":"a"},"b"]]},{"Fn::Not":[{"Condition":"c"}]}])");
  EXPECT_EQ(json("a: !Transform {Name: x}\nb: c\n"), R"({"a":{"Fn::Transform":{"Name":"x"}},"b":"c"})");
  EXPECT_EQ(json("!Ref x"), R"({"Ref":"x"})");
}

TEST(Yaml, RefusesWhatIsNone) {
  EXPECT_THAT(failure("a: [b\nc: d"), HasSubstr("is neither JSON nor YAML: line 2"));
  EXPECT_THAT(failure("a: &x 1\nb: *x\n"), HasSubstr("alias"));
  EXPECT_THAT(failure("[a]: b\n"), HasSubstr("key"));
  EXPECT_THAT(failure("a: 1\n---\nb: 2\n"), HasSubstr("more than one document"));
  EXPECT_THAT(failure(std::string(kMaxDefinitionDepth + 1, '[')), HasSubstr("too deep"));
  EXPECT_THAT(failure("a: \xff"), HasSubstr("is neither"));
}

TEST(Yaml, ATemplateGivesTables) {
  const auto tables = readTableDefinitions(json(R"(AWSTemplateFormatVersion: 2010-09-09
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, Default: dev}
Conditions:
  IsDev: !Equals [!Ref Stage, dev]
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Role: !GetAtt Role.Arn
  Orders:
    Type: AWS::DynamoDB::Table
    Condition: IsDev
    Properties:
      TableName: !Sub "${Stage}-orders"
      AttributeDefinitions:
        - AttributeName: pk
          AttributeType: S
      KeySchema:
        - {AttributeName: pk, KeyType: HASH}
      ProvisionedThroughput:
        ReadCapacityUnits: !If [IsDev, 1, 100]
        WriteCapacityUnits: 2
      TimeToLiveSpecification: {AttributeName: ttl, Enabled: true}
  Small:
    Type: AWS::Serverless::SimpleTable
)"),
                                           "000000000000", "us-east-1");
  ASSERT_TRUE(tables) << tables.error().message;
  ASSERT_EQ(tables->size(), 2u);
  EXPECT_EQ((*tables)[0].name, "dev-orders");
  EXPECT_THAT((*tables)[0].create_table,
              HasSubstr(R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2})"));
  EXPECT_THAT((*tables)[0].update_time_to_live, HasSubstr(R"("AttributeName":"ttl")"));
  EXPECT_EQ((*tables)[1].name, "Small");
}

}  // namespace
}  // namespace stator
