#include "protocol/table_definitions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stator {
namespace {

using testing::HasSubstr;

std::vector<TableDefinition> read(std::string_view text) {
  auto tables = readTableDefinitions(text, "000000000000", "eu-west-1");
  EXPECT_TRUE(tables) << tables.error().message;
  return tables ? *std::move(tables) : std::vector<TableDefinition>();
}

std::string failure(std::string_view text) {
  const auto tables = readTableDefinitions(text, "000000000000", "eu-west-1");
  EXPECT_FALSE(tables);
  return tables ? "" : tables.error().message;
}

constexpr const char* kKey = R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],)"
                             R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}])";

TEST(TableDefinitions, ReadsADescription) {
  const auto tables =
      read(R"({"Table":{"TableName":"songs","TableStatus":"ACTIVE","ItemCount":7,)" + std::string(kKey) + R"(,
    "CreationDateTime":1.5,"ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":5,"WriteCapacityUnits":6},
    "GlobalSecondaryIndexes":[{"IndexName":"gsi","IndexStatus":"ACTIVE","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
      "Projection":{"ProjectionType":"ALL"},"ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":1,
      "WriteCapacityUnits":2},"IndexArn":"arn"}],
    "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"},"DeletionProtectionEnabled":true}})");
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_EQ(tables[0].name, "songs");
  EXPECT_EQ(tables[0].update_time_to_live, "");
  EXPECT_EQ(
      tables[0].create_table,
      R"({"TableName":"songs",)" + std::string(kKey) +
          R"(,"BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":6},)"
          R"("GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)"
          R"("Projection":{"ProjectionType":"ALL"},"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2}}],)"
          R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"},"DeletionProtectionEnabled":true})");
}

TEST(TableDefinitions, AnOnDemandDescriptionHasNoUnits) {
  const auto tables = read(R"({"Table":{"TableName":"abc",)" + std::string(kKey) + R"(,"BillingModeSummary":
    {"BillingMode":"PAY_PER_REQUEST"},"ProvisionedThroughput":{"ReadCapacityUnits":0,"WriteCapacityUnits":0}}})");
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_EQ(tables[0].create_table, R"({"TableName":"abc",)" + std::string(kKey) + R"(,"BillingMode":"PAY_PER_REQUEST"})");
}

TEST(TableDefinitions, ReadsRequestsAndLists) {
  const std::string one = R"({"TableName":"one",)" + std::string(kKey) + "}";
  const std::string two = R"({"TableDescription":{"TableName":"two",)" + std::string(kKey) + "}}";
  EXPECT_EQ(read(one).size(), 1u);
  const auto tables = read("[" + one + "," + two + "]");
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_EQ(tables[1].name, "two");
  EXPECT_THAT(tables[0].create_table, HasSubstr(R"("BillingMode":"PAY_PER_REQUEST")"));
}

TEST(TableDefinitions, ReadsATemplate) {
  const auto tables =
      read(R"x({"Parameters":{"Stage":{"Type":"String","Default":"dev"},"Units":{"Type":"Number","Default":"3"}},
    "Mappings":{"Names":{"dev":{"suffix":"local"}}},
    "Conditions":{"Prod":{"Fn::Equals":[{"Ref":"Stage"},"prod"]},"NotProd":{"Fn::Not":[{"Condition":"Prod"}]}},
    "Resources":{
      "Bucket":{"Type":"AWS::S3::Bucket"},
      "Orders":{"Type":"AWS::DynamoDB::Table","Condition":"NotProd","Properties":{
        "TableName":{"Fn::Sub":"${Stage}-orders-${AWS::Region}"},
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
        "ProvisionedThroughput":{"ReadCapacityUnits":{"Ref":"Units"},"WriteCapacityUnits":"4"},
        "StreamSpecification":{"StreamViewType":"NEW_IMAGE"},
        "TimeToLiveSpecification":{"AttributeName":"expires","Enabled":true},
        "Tags":[{"Key":"stage","Value":{"Fn::If":["Prod","p",{"Fn::FindInMap":["Names",{"Ref":"Stage"},"suffix"]}]}},
                {"Ref":"AWS::NoValue"}]}},
      "OnlyInProduction":{"Type":"AWS::DynamoDB::Table","Condition":"Prod"},
      "Small":{"Type":"AWS::Serverless::SimpleTable"},
      "Numbers":{"Type":"AWS::Serverless::SimpleTable","Properties":{"TableName":{"Fn::Join":["-",["a",{"Ref":"Stage"}]]},
        "PrimaryKey":{"Name":"n","Type":"Number"},"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}}}})x");
  ASSERT_EQ(tables.size(), 3u);
  EXPECT_EQ(tables[0].name, "dev-orders-eu-west-1");
  EXPECT_THAT(tables[0].create_table,
              HasSubstr(R"("ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4})"));
  EXPECT_THAT(tables[0].create_table, HasSubstr(R"("Tags":[{"Key":"stage","Value":"local"}])"));
  EXPECT_THAT(tables[0].create_table, HasSubstr(R"({"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"})"));
  EXPECT_EQ(tables[0].update_time_to_live, R"({"TableName":"dev-orders-eu-west-1","TimeToLiveSpecification":)"
                                           R"({"AttributeName":"expires","Enabled":true}})");
  EXPECT_EQ(tables[1].create_table,
            R"({"TableName":"Small","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],)"
            R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})");
  EXPECT_EQ(tables[2].name, "a-dev");
  EXPECT_THAT(tables[2].create_table, HasSubstr(R"({"AttributeName":"n","AttributeType":"N"})"));
  EXPECT_THAT(tables[2].create_table, HasSubstr(R"("BillingMode":"PROVISIONED")"));
}

TEST(TableDefinitions, SaysWhatATemplateDoesNotTell) {
  const auto with_name = [](const std::string& name) {
    return failure(
        R"({"Parameters":{"P":{"Type":"String"},"Q":{"Default":{"Ref":"Q"}},"R":{"Default":[{"Ref":"R"},{"Ref":"R"}]}},"Resources":{"T":{"Type":"AWS::DynamoDB::Table",
      "Properties":{"TableName":)" +
        name + "}}}}");
  };
  EXPECT_EQ(with_name(R"({"Ref":"P"})"), "the resource T needs the parameter P, which has no Default");
  EXPECT_EQ(with_name(R"({"Ref":"X"})"), "the resource T refers to X, which the template does not have");
  EXPECT_EQ(with_name(R"({"Fn::ImportValue":"x"})"),
            "the resource T uses Fn::ImportValue, which the template alone does not tell");
  EXPECT_EQ(with_name(R"({"Fn::Sub":"a-${T.Arn}"})"),
            "the resource T uses ${T.Arn}, which the template alone does not tell");
  EXPECT_EQ(with_name(R"({"Ref":"Q"})"), "the resource T is nested too deep, or refers to itself");
  EXPECT_EQ(with_name(R"({"Ref":"R"})"), "the resource T is nested too deep, or refers to itself");
}

TEST(TableDefinitions, ReadsATerraformPlan) {
  const auto tables = read(R"({"format_version":"1.2","planned_values":{"root_module":{
    "resources":[{"address":"aws_s3_bucket.b","mode":"managed","type":"aws_s3_bucket","values":{"bucket":"b"}},
      {"address":"aws_dynamodb_table.t","mode":"managed","type":"aws_dynamodb_table","values":{
        "name":"scores","billing_mode":"PAY_PER_REQUEST","hash_key":"user","range_key":"game",
        "attribute":[{"name":"user","type":"S"},{"name":"game","type":"S"},{"name":"top","type":"N"}],
        "global_secondary_index":[{"name":"byTop","hash_key":"game","range_key":"top","projection_type":"INCLUDE",
          "non_key_attributes":["wins"],"read_capacity":null,"write_capacity":null}],
        "local_secondary_index":[{"name":"local","range_key":"top","projection_type":"ALL","non_key_attributes":null}],
        "stream_enabled":true,"stream_view_type":"NEW_IMAGE","ttl":[{"attribute_name":"e","enabled":true}],
        "tags":{"k":"v"},"table_class":null,"deletion_protection_enabled":null}}],
    "child_modules":[{"resources":[{"address":"module.m.aws_dynamodb_table.u","mode":"managed","type":"aws_dynamodb_table",
      "values":{"name":"users","hash_key":"id","read_capacity":2,"write_capacity":3,"attribute":[{"name":"id","type":"S"}]}}]}]}}})");
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_EQ(
      tables[0].create_table,
      R"({"TableName":"scores","AttributeDefinitions":[{"AttributeName":"user","AttributeType":"S"},)"
      R"({"AttributeName":"game","AttributeType":"S"},{"AttributeName":"top","AttributeType":"N"}],)"
      R"("KeySchema":[{"AttributeName":"user","KeyType":"HASH"},{"AttributeName":"game","KeyType":"RANGE"}],)"
      R"("Tags":[{"Key":"k","Value":"v"}],"BillingMode":"PAY_PER_REQUEST",)"
      R"("LocalSecondaryIndexes":[{"IndexName":"local","KeySchema":[{"AttributeName":"user","KeyType":"HASH"},)"
      R"({"AttributeName":"top","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}],)"
      R"("GlobalSecondaryIndexes":[{"IndexName":"byTop","KeySchema":[{"AttributeName":"game","KeyType":"HASH"},)"
      R"({"AttributeName":"top","KeyType":"RANGE"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["wins"]}}],)"
      R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}})");
  EXPECT_THAT(tables[0].update_time_to_live, HasSubstr(R"("AttributeName":"e")"));
  EXPECT_THAT(tables[1].create_table,
              HasSubstr(R"("ProvisionedThroughput":{"ReadCapacityUnits":2,"WriteCapacityUnits":3})"));
}

TEST(TableDefinitions, RefusesOtherFilesInOneLine) {
  EXPECT_THAT(failure("{}"), HasSubstr("is none of: CreateTable"));
  EXPECT_THAT(failure("[1]"), HasSubstr("is none of"));
  EXPECT_THAT(failure("7"), HasSubstr("is none of"));
  EXPECT_THAT(failure(R"({"TableName":"abc"})"), HasSubstr("is none of"));
  EXPECT_THAT(failure("nonsense"), HasSubstr("is not JSON"));
  EXPECT_EQ(failure(R"({"Resources":{"B":{"Type":"AWS::S3::Bucket"}}})"), "has no tables");
  EXPECT_EQ(failure("[]"), "has no tables");
  EXPECT_EQ(failure(std::string(100000, '[') + std::string(100000, ']')), "is nested too deep");
  EXPECT_EQ(failure(R"({"planned_values":{"root_module":{"resources":[{"address":"aws_dynamodb_table.t",
    "type":"aws_dynamodb_table","values":{"hash_key":"a"}}]}}})"),
            "the name of aws_dynamodb_table.t is known only after apply");
}

}  // namespace
}  // namespace stator
