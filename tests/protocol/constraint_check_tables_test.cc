// Pass 2 for operations on tables, tags and the rest.
#include <string>

#include "protocol/constraint_check.h"
#include "tests/protocol/check_request.h"

namespace stator {
namespace {

constexpr const char* kRequired = "The parameter 'TableName' is required but was not present in the request";

std::string value(const std::string& text, const std::string& path, const std::string& rule) {
  return "Value " + text + " at '" + path + "' failed to satisfy constraint: " + rule;
}
std::string one(const std::string& text, const std::string& path, const std::string& rule) {
  return "1 validation error detected: " + value(text, path, rule);
}
const std::string kNotNull = "Member must not be null";
const std::string kPattern = "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
const std::string kAtLeast3 = "Member must have length greater than or equal to 3";
const std::string kAtLeastOne = "Member must have value greater than or equal to 1";

TEST(TableConstraints, createTableName) {
  EXPECT_EQ(constraintError("CreateTable", "{}"), kRequired);
  const auto with_name = [](const std::string& name) {
    return constraintError(
        "CreateTable",
        R"({"AttributeDefinitions":[],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"TableName":")" + name + "\"}");
  };
  EXPECT_EQ(with_name("ab"), one("'ab'", "tableName", kAtLeast3));
  EXPECT_EQ(with_name(""), one("''", "tableName", kAtLeast3));
  const std::string long_name(256, 'x');
  EXPECT_EQ(with_name(long_name),
            one("'" + long_name + "'", "tableName", "Member must have length less than or equal to 255"));
  EXPECT_EQ(constraintError("CreateTable", R"({"TableName":"abc;"})"),
            "3 validation errors detected: " + value("null", "attributeDefinitions", kNotNull) + "; " +
                value("'abc;'", "tableName", kPattern) + "; " + value("null", "keySchema", kNotNull));
}

TEST(TableConstraints, createTableInOrder) {
  EXPECT_EQ(constraintError("CreateTable", R"({"TableName":"abc","BillingMode":"hi",
                                               "ProvisionedThroughput":{"ReadCapacityUnits":-1,"WriteCapacityUnits":0}})"),
            "5 validation errors detected: " + value("null", "attributeDefinitions", kNotNull) + "; " +
                value("'hi'", "billingMode", "Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]") + "; " +
                value("'0'", "provisionedThroughput.writeCapacityUnits", kAtLeastOne) + "; " +
                value("'-1'", "provisionedThroughput.readCapacityUnits", kAtLeastOne) + "; " +
                value("null", "keySchema", kNotNull));
}

TEST(TableConstraints, createTableOfAReplica) {
  EXPECT_EQ(constraintError("CreateTable",
                            R"({"TableName":"abc","GlobalTableSourceArn":"arn:aws:dynamodb:a:123456789012:table/b"})"),
            "");
}

TEST(TableConstraints, createTableKeys) {
  EXPECT_EQ(
      constraintError("CreateTable", R"({"TableName":"abc",
                "AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"b"},{}],
                "KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"hi"}]})"),
      "4 validation errors detected: " +
          value("'b'", "attributeDefinitions.2.member.attributeType", "Member must satisfy enum value set: [B, N, S]") +
          "; " + value("null", "attributeDefinitions.3.member.attributeName", kNotNull) + "; " +
          value("null", "attributeDefinitions.3.member.attributeType", kNotNull) + "; " +
          value("'hi'", "keySchema.2.member.keyType", "Member must satisfy enum value set: [HASH, RANGE]"));
  EXPECT_EQ(constraintError("CreateTable", R"({"TableName":"abc","AttributeDefinitions":[],"KeySchema":[]})"),
            one("'[]'", "keySchema", "Member must have length greater than or equal to 1"));
}

TEST(TableConstraints, createTableIndexes) {
  const std::string start =
      R"({"TableName":"abc","AttributeDefinitions":[],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],)";
  EXPECT_EQ(constraintError("CreateTable", start + R"("LocalSecondaryIndexes":[{}]})"),
            "3 validation errors detected: " + value("null", "localSecondaryIndexes.1.member.indexName", kNotNull) + "; " +
                value("null", "localSecondaryIndexes.1.member.keySchema", kNotNull) + "; " +
                value("null", "localSecondaryIndexes.1.member.projection", kNotNull));
  EXPECT_EQ(
      constraintError("CreateTable", start + R"("GlobalSecondaryIndexes":[{"IndexName":"h;","KeySchema":[],
                  "Projection":{"ProjectionType":"hi","NonKeyAttributes":[]},"ProvisionedThroughput":{"ReadCapacityUnits":0}}]})"),
      "7 validation errors detected: " + value("'h;'", "globalSecondaryIndexes.1.member.indexName", kPattern) + "; " +
          value("'h;'", "globalSecondaryIndexes.1.member.indexName", "Member must have length greater than or equal to 3") +
          "; " +
          value("'[]'", "globalSecondaryIndexes.1.member.keySchema", "Member must have length greater than or equal to 1") +
          "; " +
          value("'hi'", "globalSecondaryIndexes.1.member.projection.projectionType",
                "Member must satisfy enum value set: [ALL, INCLUDE, KEYS_ONLY]") +
          "; " +
          value("'[]'", "globalSecondaryIndexes.1.member.projection.nonKeyAttributes",
                "Member must have length greater than or equal to 1") +
          "; " + value("null", "globalSecondaryIndexes.1.member.provisionedThroughput.writeCapacityUnits", kNotNull) + "; " +
          value("'0'", "globalSecondaryIndexes.1.member.provisionedThroughput.readCapacityUnits", kAtLeastOne));
}

TEST(TableConstraints, tableClassIsTheOperationsBusiness) {
  EXPECT_EQ(constraintError("UpdateTable", R"({"TableName":"abc","TableClass":"hi"})"), "");
}

TEST(TableConstraints, namesOfTableOperations) {
  for (const char* operation : {"DescribeTable", "DeleteTable", "UpdateTable", "DescribeTimeToLive"}) {
    EXPECT_EQ(constraintError(operation, "{}"), kRequired) << operation;
    EXPECT_EQ(
        constraintError(operation, R"({"TableName":""})"),
        "2 validation errors detected: " + value("''", "tableName", kPattern) + "; " + value("''", "tableName", kAtLeast3))
        << operation;
    EXPECT_EQ(constraintError(operation, R"({"TableName":"ab"})"), one("'ab'", "tableName", kAtLeast3)) << operation;
    const std::string long_name(256, 'a');
    EXPECT_EQ(constraintError(operation, R"({"TableName":")" + long_name + "\"}"),
              one("'" + long_name + "'", "tableName", "Member must have length less than or equal to 255"))
        << operation;
    EXPECT_EQ(constraintError(operation, R"({"TableName":"abc;"})"), one("'abc;'", "tableName", kPattern)) << operation;
    EXPECT_EQ(constraintError(operation, R"({"TableName":"abc"})"), "") << operation;
    EXPECT_EQ(constraintError(operation, R"({"TableName":"arn:aws:dynamodb:us-east-1:123456789012:table/)" +
                                             std::string(230, 'a') + "\"}"),
              "")
        << operation;
  }
}

TEST(TableConstraints, updateTableInOrder) {
  EXPECT_EQ(constraintError("UpdateTable", R"({"TableName":"a b","BillingMode":"hi","ProvisionedThroughput":{},
                "GlobalSecondaryIndexUpdates":[{"Delete":{},"Create":{},"Update":{}}]})"),
            "9 validation errors detected: " + value("'a b'", "tableName", kPattern) + "; " +
                value("null", "provisionedThroughput.writeCapacityUnits", kNotNull) + "; " +
                value("null", "provisionedThroughput.readCapacityUnits", kNotNull) + "; " +
                value("'hi'", "billingMode", "Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]") + "; " +
                value("null", "globalSecondaryIndexUpdates.1.member.update.indexName", kNotNull) + "; " +
                value("null", "globalSecondaryIndexUpdates.1.member.create.projection", kNotNull) + "; " +
                value("null", "globalSecondaryIndexUpdates.1.member.create.indexName", kNotNull) + "; " +
                value("null", "globalSecondaryIndexUpdates.1.member.create.keySchema", kNotNull) + "; " +
                value("null", "globalSecondaryIndexUpdates.1.member.delete.indexName", kNotNull));
}

TEST(TableConstraints, listTables) {
  EXPECT_EQ(constraintError("ListTables", R"({"ExclusiveStartTableName":"a;","Limit":0})"),
            "3 validation errors detected: " + value("'0'", "limit", kAtLeastOne) + "; " +
                value("'a;'", "exclusiveStartTableName", kPattern) + "; " +
                value("'a;'", "exclusiveStartTableName", "Member must have length greater than or equal to 3"));
  EXPECT_EQ(constraintError("ListTables", R"({"Limit":101})"),
            one("'101'", "limit", "Member must have value less than or equal to 100"));
  EXPECT_EQ(constraintError("ListTables", "{}"), "");
}

TEST(TableConstraints, tags) {
  // ARN and tags are for the operation to judge, once they are there.
  EXPECT_EQ(constraintError("TagResource", "{}"), "");
  EXPECT_EQ(constraintError("UntagResource", "{}"), "");
  EXPECT_EQ(constraintError("ListTagsOfResource", R"({"ResourceArn":""})"), "");
  EXPECT_EQ(constraintError("TagResource", R"({"Tags":[]})"), "");
  EXPECT_EQ(constraintError("TagResource", R"({"Tags":[{"Key":"a"},{"Key":""}]})"), "");
  EXPECT_EQ(constraintError("UntagResource", R"({"TagKeys":["a",""]})"), "");
}

TEST(TableConstraints, nullElements) {
  EXPECT_EQ(constraintError("TagResource", R"({"Tags":[null]})"), one("null", "tags.1.member", kNotNull));
  EXPECT_EQ(constraintError("BatchGetItem", R"({"RequestItems":{"abc":{"Keys":[{},null]}}})"),
            one("null", "requestItems.abc.member.keys.2.member", kNotNull));
}

TEST(TableConstraints, kinesisPrecision) {
  EXPECT_EQ(constraintError("EnableKinesisStreamingDestination",
                            R"({"TableName":"abc","StreamArn":"arn:aws:kinesis:us-east-1:123456789012:stream/abc",
                                "EnableKinesisStreamingConfiguration":{"ApproximateCreationDateTimePrecision":"hi"}})"),
            one("'hi'", "enableKinesisStreamingConfiguration.approximateCreationDateTimePrecision",
                "Member must satisfy enum value set: [MILLISECOND, MICROSECOND]"));
}

TEST(TableConstraints, streams) {
  EXPECT_EQ(constraintError("GetRecords", R"({"Limit":0})"),
            "2 validation errors detected: " + value("null", "shardIterator", kNotNull) + "; " +
                value("'0'", "limit", kAtLeastOne));
  EXPECT_EQ(constraintError("ListStreams", R"({"TableName":"ab"})"),
            one("'ab'", "tableName", "Member must have length greater than or equal to 3"));
}

TEST(TableConstraints, patternsAndNumbersElsewhere) {
  EXPECT_EQ(constraintError("UpdateTimeToLive",
                            R"({"TableName":"abc","TimeToLiveSpecification":{"Enabled":true,"AttributeName":""}})"),
            one("''", "timeToLiveSpecification.attributeName", "Member must have length greater than or equal to 1"));
  EXPECT_EQ(constraintError("ListExports", R"({"MaxResults":26})"),
            one("'26'", "maxResults", "Member must have value less than or equal to 25"));
  EXPECT_EQ(
      constraintError(
          "UpdateContinuousBackups",
          R"({"TableName":"abc","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true,"RecoveryPeriodInDays":36}})"),
      one("'36'", "pointInTimeRecoverySpecification.recoveryPeriodInDays",
          "Member must have value less than or equal to 35"));
}

}  // namespace
}  // namespace stator
