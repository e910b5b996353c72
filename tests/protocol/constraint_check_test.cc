// Data operations; the table operations are in constraint_check_tables_test.cc.
#include "protocol/constraint_check.h"

#include <string>

#include "tests/protocol/check_request.h"

namespace stator {
namespace {

constexpr const char* kReturnValuesEnum =
    "Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]";
constexpr const char* kNewerReturnValuesEnum =
    "Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]";
constexpr const char* kPattern = "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";

std::string value(const std::string& text, const std::string& path, const std::string& rule) {
  return "Value " + text + " at '" + path + "' failed to satisfy constraint: " + rule;
}
std::string one(const std::string& text, const std::string& path, const std::string& rule) {
  return "1 validation error detected: " + value(text, path, rule);
}
const std::string kNotNull = "Member must not be null";
const std::string kCapacityError =
    value("'hi'", "returnConsumedCapacity", "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]");
const std::string kMetricsError =
    value("'hi'", "returnItemCollectionMetrics", "Member must satisfy enum value set: [SIZE, NONE]");
const std::string kOperatorError = value("'hi'", "conditionalOperator", "Member must satisfy enum value set: [OR, AND]");
const std::string kComparisonEnum =
    "Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, "
    "CONTAINS]";

TEST(ConstraintCheck, contentWithGoodRequests) {
  EXPECT_EQ(constraintError("PutItem", R"({"TableName":"t","Item":{"a":{"S":"x"}},"ReturnValues":"ALL_OLD"})"), "");
  EXPECT_EQ(constraintError("GetItem", R"({"TableName":"abc","Key":{}})"), "");
  EXPECT_EQ(constraintError("Scan", R"({"TableName":"abc","Segment":0,"TotalSegments":1000000,"Limit":1})"), "");
  EXPECT_EQ(constraintError("DescribeLimits", "{}"), "");
  EXPECT_EQ(constraintError("DescribeEndpoints", "{}"), "");
}

TEST(ConstraintCheck, tableNamesOfDataOperations) {
  const std::string key = R"(,"Key":{}})";
  EXPECT_EQ(constraintError("GetItem", R"({"TableName":"")" + key),
            one("''", "tableName", "Member must have length greater than or equal to 1"));
  EXPECT_EQ(constraintError("GetItem", R"({"TableName":"a;")" + key), one("'a;'", "tableName", kPattern));
  EXPECT_EQ(constraintError("GetItem", R"({"TableName":"a")" + key), "");
  EXPECT_EQ(constraintError("GetItem", R"({"Key":{}})"), one("null", "tableName", kNotNull));
  EXPECT_EQ(constraintError("GetItem", R"({"TableName":null,"Key":{}})"), one("null", "tableName", kNotNull));
  const std::string long_name(256, 'a');
  EXPECT_EQ(constraintError("GetItem", R"({"TableName":")" + long_name + "\"" + key),
            one("'" + long_name + "'", "tableName", "Member must have length less than or equal to 255"));
  EXPECT_EQ(constraintError("GetItem", R"({"TableName":")" + std::string(255, 'a') + "\"" + key), "");
}

TEST(ConstraintCheck, tableNamesMayBeArns) {
  const std::string arn = "arn:aws:dynamodb:us-east-1:123456789012:table/";
  const auto get = [&](const std::string& name) {
    return constraintError("GetItem", R"({"Key":{},"TableName":")" + name + "\"}");
  };
  EXPECT_EQ(get(arn + "abc"), "");
  EXPECT_EQ(get(arn + std::string(1024 - arn.size(), 'a')), "");
  const std::string too_long = arn + std::string(1025 - arn.size(), 'a');
  EXPECT_EQ(get(too_long), one("'" + too_long + "'", "tableName", "Member must have length less than or equal to 1024"));
  EXPECT_EQ(get("arn:aws:sqs"), one("'arn:aws:sqs'", "tableName", kPattern));
  EXPECT_EQ(constraintError("BatchGetItem", R"({"RequestItems":{")" + arn + R"(abc":{"Keys":[{}]}}})"), "");
  EXPECT_EQ(constraintError("TransactGetItems", R"({"TransactItems":[{"Get":{"Key":{},"TableName":")" + arn + R"(abc"}}]})"),
            "");
}

TEST(ConstraintCheck, putItemCollectsItsErrors) {
  EXPECT_EQ(
      constraintError("PutItem", R"({"TableName":"abc","ReturnConsumedCapacity":"hi","ReturnItemCollectionMetrics":"hi",
                                           "ReturnValues":"hi","ConditionalOperator":"hi",
                                           "Expected":{"a":{"ComparisonOperator":"hi"}}})"),
      "6 validation errors detected: " + kCapacityError + "; " + value("null", "item", kNotNull) + "; " + kOperatorError +
          "; " + value("'hi'", "expected.a.member.comparisonOperator", kComparisonEnum) + "; " +
          value("'hi'", "returnValues", kReturnValuesEnum) + "; " + kMetricsError);
}

TEST(ConstraintCheck, tableNameAlone) {
  const std::string rest = R"("Key":{},"Item":{},"ReturnConsumedCapacity":"hi","ReturnValues":"hi"})";
  for (const char* operation : {"PutItem", "UpdateItem", "DeleteItem"}) {
    EXPECT_EQ(constraintError(operation, R"({"TableName":"",)" + rest),
              "1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length "
              "greater than or equal to 1")
        << operation;
    EXPECT_EQ(constraintError(operation, R"({"TableName":"a b",)" + rest), one("'a b'", "tableName", kPattern)) << operation;
    EXPECT_EQ(constraintError(operation, "{" + rest), one("null", "tableName", kNotNull)) << operation;
  }
  EXPECT_EQ(constraintError("GetItem", R"({"TableName":"","ReturnConsumedCapacity":"hi"})"),
            "3 validation errors detected: " + kCapacityError + "; " +
                value("''", "tableName", "Member must have length greater than or equal to 1") + "; " +
                value("null", "key", kNotNull));
}

TEST(ConstraintCheck, updateItemReportsOneEnum) {
  const std::string start =
      R"({"TableName":"abc","Key":{},"ReturnConsumedCapacity":"hi","ReturnItemCollectionMetrics":"hi")";
  EXPECT_EQ(constraintError("UpdateItem", start + R"(,"ReturnValues":"hi"})"),
            std::string("1 validation error detected: Failed to satisfy constraint: ") + kNewerReturnValuesEnum);
  EXPECT_EQ(constraintError("UpdateItem", start + "}"), "1 validation error detected: " + kCapacityError);
  EXPECT_EQ(constraintError("UpdateItem", R"({"TableName":"abc","ReturnItemCollectionMetrics":"hi"})"),
            "2 validation errors detected: " + kMetricsError + "; " + value("null", "key", kNotNull));
  EXPECT_EQ(constraintError("UpdateItem", R"({"TableName":"abc","Key":{},"AttributeUpdates":{"a":{"Action":"hi"}}})"),
            one("'hi'", "attributeUpdates.a.member.action", "Member must satisfy enum value set: [ADD, PUT, DELETE]"));
}

// What a request that is nested too deep, or that has no key, is told (parity suite, captured 2026-10).
TEST(ConstraintCheck, olderWords) {
  const auto deep = [](int levels) {
    std::string value = R"({"S":"x"})";
    for (int i = 0; i < levels; ++i) value = R"({"M":{"n":)" + value + "}}";
    return constraintError("DeleteItem", R"({"TableName":"","ReturnValues":"hi","Key":{"k":)" + value + "}}");
  };
  EXPECT_EQ(
      deep(62),
      "1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length greater "
      "than or equal to 1");
  const std::string empty_name = value("''", "tableName", "Member must have length greater than or equal to 1");
  EXPECT_EQ(deep(63),
            "2 validation errors detected: " + empty_name + "; " + value("'hi'", "returnValues", kReturnValuesEnum));
  EXPECT_EQ(constraintError("UpdateItem", R"({"TableName":"","ReturnValues":"hi","ReturnConsumedCapacity":"hi"})"),
            "4 validation errors detected: " + kCapacityError + "; " + empty_name + "; " +
                value("'hi'", "returnValues", kReturnValuesEnum) + "; " + value("null", "key", kNotNull));
}

TEST(ConstraintCheck, membersReportedBeforeEverythingElse) {
  const std::string start = "1 validation error detected: Value at '";
  EXPECT_EQ(constraintError("TransactGetItems", R"({"TransactItems":[],"ReturnConsumedCapacity":"hi"})"),
            start + "TransactItems' failed to satisfy constraint: Member must have length greater than or equal to 1");
  EXPECT_EQ(
      constraintError("TransactWriteItems", R"({"TransactItems":[{}],"ReturnConsumedCapacity":"hi","ClientRequestToken":")" +
                                                std::string(37, 'x') + "\"}"),
      start + "ClientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36");
}

TEST(ConstraintCheck, deleteItemReportsAllEnums) {
  EXPECT_EQ(constraintError("DeleteItem", R"({"TableName":"abc","ReturnValues":"hi","ReturnConsumedCapacity":"hi",
                                              "ReturnItemCollectionMetrics":"hi","ConditionalOperator":"hi"})"),
            "5 validation errors detected: " + kCapacityError + "; " + value("'hi'", "returnValues", kReturnValuesEnum) +
                "; " + kMetricsError + "; " + value("null", "key", kNotNull) + "; " + kOperatorError);
}

TEST(ConstraintCheck, getItem) {
  EXPECT_EQ(constraintError("GetItem", R"({"ReturnConsumedCapacity":"hi","AttributesToGet":[]})"),
            "4 validation errors detected: " + kCapacityError + "; " +
                value("'[]'", "attributesToGet", "Member must have length greater than or equal to 1") + "; " +
                value("null", "tableName", kNotNull) + "; " + value("null", "key", kNotNull));
  std::string many = R"({"TableName":"abc","Key":{},"AttributesToGet":["a")";
  for (int i = 0; i < 255; ++i) many += ",\"a\"";
  EXPECT_NE(constraintError("GetItem", many + "]}").find("less than or equal to 255"), std::string::npos);
}

TEST(ConstraintCheck, query) {
  EXPECT_EQ(constraintError("Query", R"({"TableName":"abc","Limit":0})"),
            "1 validation error detected: Value at 'Limit' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1");
  EXPECT_EQ(
      constraintError("Query", R"({"TableName":"a;","Select":"hi","IndexName":"a;","ReturnConsumedCapacity":"hi","Limit":-1,
                                   "QueryFilter":{"a":{}},"ConditionalOperator":"hi","AttributesToGet":[],
                                   "KeyConditions":{"b":{"ComparisonOperator":"hi"}}})"),
      "10 validation errors detected: " +
          value(
              "'hi'", "select",
              "Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]") +
          "; " + value("'a;'", "indexName", kPattern) + "; " +
          value("'a;'", "indexName", "Member must have length greater than or equal to 3") + "; " + kCapacityError + "; " +
          value("null", "queryFilter.a.member.comparisonOperator", kNotNull) + "; " + value("'a;'", "tableName", kPattern) +
          "; " + kOperatorError + "; " +
          value("'[]'", "attributesToGet", "Member must have length greater than or equal to 1") +
          "; Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1; " +
          value("'hi'", "keyConditions.b.member.comparisonOperator", kComparisonEnum));
}

TEST(ConstraintCheck, scan) {
  EXPECT_EQ(
      constraintError("Scan", R"({"TableName":"abc","Limit":0})"),
      "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than "
      "or equal to 1");
  EXPECT_EQ(constraintError("ExecuteStatement", R"({"Statement":"s","Limit":0})"),
            one("'0'", "limit", "Member must have value greater than or equal to 1"));
  EXPECT_EQ(
      constraintError("Scan",
                      R"({"TotalSegments":0,"Segment":-1,"Limit":-7,"ScanFilter":{"a":{"ComparisonOperator":null}}})"),
      "5 validation errors detected: " + value("'0'", "totalSegments", "Member must have value greater than or equal to 1") +
          "; " + value("null", "tableName", kNotNull) + "; " +
          value("null", "scanFilter.a.member.comparisonOperator", kNotNull) + "; " +
          "Value at 'Segment' failed to satisfy constraint: Member must have value greater than or equal to 0; "
          "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1");
  EXPECT_EQ(constraintError("Scan", R"({"TableName":"abc","TotalSegments":1000001})"),
            one("'1000001'", "totalSegments", "Member must have value less than or equal to 1000000"));
}

TEST(ConstraintCheck, batchGetItem) {
  EXPECT_EQ(constraintError("BatchGetItem", "{}"), one("null", "requestItems", kNotNull));
  EXPECT_EQ(constraintError("BatchGetItem", R"({"RequestItems":{},"ReturnConsumedCapacity":"hi"})"),
            "1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: Member must have length "
            "greater than or equal to 1");
  EXPECT_EQ(
      constraintError("BatchGetItem", R"({"ReturnConsumedCapacity":"hi","RequestItems":{"abc":{}}})"),
      "2 validation errors detected: " + value("null", "requestItems.abc.member.keys", kNotNull) + "; " + kCapacityError);
  EXPECT_EQ(constraintError("BatchGetItem", R"({"RequestItems":{"abc":{"Keys":[]}}})"),
            "1 validation error detected: Value at 'RequestItems.abc.member.Keys' failed to satisfy constraint: Member must "
            "have length greater than or equal to 1");
  EXPECT_EQ(constraintError("BatchGetItem", R"({"RequestItems":{"abc":{"Keys":[{}],"AttributesToGet":[]}}})"),
            one("'[]'", "requestItems.abc.member.attributesToGet", "Member must have length greater than or equal to 1"));
}

TEST(ConstraintCheck, batchGetItemOfTooManyKeys) {
  std::string body = R"({"RequestItems":{"abc":{"Keys":[{})";
  for (int i = 1; i < 100; ++i) body += ",{}";
  EXPECT_EQ(constraintError("BatchGetItem", body + "]}}}"), "");
  EXPECT_EQ(constraintError("BatchGetItem", body + ",{}]}}}"),
            "1 validation error detected: Value at 'RequestItems.abc.member.Keys' failed to satisfy constraint: "
            "Member must have length less than or equal to 100");
}

TEST(ConstraintCheck, batchWriteItem) {
  EXPECT_EQ(constraintError("BatchWriteItem", R"({"RequestItems":{}})"),
            "1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: Member must have length "
            "greater than or equal to 1");
  EXPECT_EQ(constraintError("BatchWriteItem", R"({"ReturnConsumedCapacity":"hi","ReturnItemCollectionMetrics":"hi"})"),
            "3 validation errors detected: " + kCapacityError + "; " + kMetricsError + "; " +
                value("null", "requestItems", kNotNull));
  EXPECT_EQ(
      constraintError("BatchWriteItem", R"({"RequestItems":{"a;":[]}})"),
      "2 validation errors detected: " +
          value("'{a;=[]}'", "requestItems",
                "Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have "
                "length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]") +
          "; " +
          value("'{a;=[]}'", "requestItems",
                "Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have "
                "length greater than or equal to 1]"));
  EXPECT_EQ(constraintError("BatchWriteItem",
                            R"({"RequestItems":{"abc":[{"PutRequest":{}},{"PutRequest":{},"DeleteRequest":{}}]}})"),
            "3 validation errors detected: " + value("null", "requestItems.abc.member.1.member.putRequest.item", kNotNull) +
                "; " + value("null", "requestItems.abc.member.2.member.deleteRequest.key", kNotNull) + "; " +
                value("null", "requestItems.abc.member.2.member.putRequest.item", kNotNull));
  EXPECT_EQ(constraintError("BatchWriteItem", R"({"RequestItems":{"abc":[{}]}})"), "");  // for the operation to refuse
}

TEST(ConstraintCheck, batchWriteItemOfTooManyRequests) {
  std::string body = R"({"RequestItems":{"abc":[{})";
  for (int i = 1; i < 25; ++i) body += ",{}";
  EXPECT_EQ(constraintError("BatchWriteItem", body + "]}}"), "");
  const std::string error = constraintError("BatchWriteItem", body + ",{}]}}");
  EXPECT_TRUE(error.starts_with("1 validation error detected: Value '{abc=[WriteRequest(")) << error;
  EXPECT_TRUE(
      error.ends_with(")]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: "
                      "[Member must have length less than or equal to 25, Member must have length greater than or "
                      "equal to 1]"))
      << error;
}

TEST(ConstraintCheck, transactions) {
  for (const char* operation : {"TransactWriteItems", "TransactGetItems"}) {
    EXPECT_EQ(constraintError(operation, R"({"TransactItems":[]})"),
              "1 validation error detected: Value at 'TransactItems' failed to satisfy constraint: Member must have length "
              "greater than or equal to 1");
    EXPECT_EQ(constraintError(operation, "{}"), one("null", "transactItems", kNotNull));
    std::string body = R"({"TransactItems":[)";
    const std::string action =
        operation == std::string("TransactGetItems") ? R"({"Get":{"Key":{},"TableName":"abc"}},)" : "{},";
    for (int i = 0; i < 101; ++i) body += action;
    body.back() = ']';
    const std::string error = constraintError(operation, body + "}");
    EXPECT_EQ(error,
              "1 validation error detected: Value at 'TransactItems' failed to satisfy constraint: Member must have length "
              "less than or equal to 100");
  }
  EXPECT_EQ(constraintError("TransactWriteItems",
                            R"({"TransactItems":[{"Put":{"TableName":""}},{"Update":{"Key":{},"TableName":"abc"}}]})"),
            "3 validation errors detected: " + value("null", "transactItems.1.member.put.item", kNotNull) + "; " +
                value("''", "transactItems.1.member.put.tableName", "Member must have length greater than or equal to 1") +
                "; " + value("null", "transactItems.2.member.update.updateExpression", kNotNull));
  EXPECT_EQ(constraintError("TransactWriteItems", R"({"TransactItems":[{}],"ClientRequestToken":""})"),
            one("''", "clientRequestToken", "Member must have length greater than or equal to 1"));
}

TEST(ConstraintCheck, partiql) {
  EXPECT_EQ(constraintError("ExecuteStatement", R"({"Statement":"s","Parameters":[]})"),
            one("'[]'", "parameters", "Member must have length greater than or equal to 1"));
  for (const char* body : {R"({"Statement":"s","ReturnConsumedCapacity":"hi"})",
                           R"({"Statements":[{"Statement":"s"}],"ReturnConsumedCapacity":"hi"})",
                           R"({"TransactStatements":[{"Statement":"s"}],"ReturnConsumedCapacity":"hi"})"}) {
    const char* operation = body[2] == 'T'    ? "ExecuteTransaction"
                            : body[11] == 's' ? "BatchExecuteStatement"
                                              : "ExecuteStatement";
    EXPECT_EQ(constraintError(operation, body), "1 validation error detected: " + kCapacityError) << operation;
  }
}

TEST(ConstraintCheck, atMostTenErrors) {
  std::string body = R"({"TableName":"abc","QueryFilter":{)";
  for (int i = 0; i < 30; ++i) body += "\"a" + std::to_string(i) + "\":{},";
  body.back() = '}';
  const std::string error = constraintError("Query", body + "}");
  EXPECT_TRUE(error.starts_with("10 validation errors detected: ")) << error;
  EXPECT_NE(error.find("queryFilter.a9.member"), std::string::npos);
  EXPECT_EQ(error.find("queryFilter.a10.member"), std::string::npos);
}

TEST(ConstraintCheck, enumsAreCaseSensitive) {
  EXPECT_EQ(constraintError("GetItem", R"({"TableName":"abc","Key":{},"ReturnConsumedCapacity":"total"})"),
            one("'total'", "returnConsumedCapacity", "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"));
}

TEST(ConstraintCheck, lengthsAreUtf16) {
  std::string token;
  for (int i = 0; i < 18; ++i) token += "\xF0\x9F\x98\x80";
  EXPECT_EQ(constraintError("TransactWriteItems", R"({"TransactItems":[{}],"ClientRequestToken":")" + token + "\"}"), "");
  EXPECT_EQ(
      constraintError("TransactWriteItems", R"({"TransactItems":[{}],"ClientRequestToken":")" + token + "x\"}"),
      "1 validation error detected: Value at 'ClientRequestToken' failed to satisfy constraint: Member must have length "
      "less than or equal to 36");
}

}  // namespace
}  // namespace stator
