#include "protocol/type_check.h"

#include <string>

#include "tests/protocol/check_request.h"

namespace stator {
namespace {

constexpr const char* kParameterized =
    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class "
    "(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader "
    "'bootstrap')";
constexpr const char* kStructure = "Start of structure or map found where not expected";

std::string attributeError(const std::string& value) {
  return typeError("PutItem", R"({"TableName":"abc","Item":{"a":)" + value + "}}");
}

TEST(TypeCheck, strings) {
  EXPECT_EQ(typeError("PutItem", R"({"TableName":true})"), "TRUE_VALUE cannot be converted to String");
  EXPECT_EQ(typeError("GetItem", R"({"TableName":false})"), "FALSE_VALUE cannot be converted to String");
  EXPECT_EQ(typeError("Query", R"({"IndexName":23})"), "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(typeError("Query", R"({"IndexName":-2147483648})"), "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(typeError("Query", R"({"IndexName":99999999999999999999999})"), "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(typeError("Scan", R"({"TableName":3.4})"), "DECIMAL_VALUE cannot be converted to String");
  EXPECT_EQ(typeError("Scan", R"({"TableName":[]})"), "Unrecognized collection type class java.lang.String");
  EXPECT_EQ(typeError("ListTables", R"({"ExclusiveStartTableName":{}})"), kStructure);
}

TEST(TypeCheck, integers) {
  EXPECT_EQ(typeError("Scan", R"({"Limit":"23"})"), "STRING_VALUE cannot be converted to Integer");
  EXPECT_EQ(typeError("Scan", R"({"Limit":true})"), "TRUE_VALUE cannot be converted to Integer");
  EXPECT_EQ(typeError("Scan", R"({"Segment":false})"), "FALSE_VALUE cannot be converted to Integer");
  EXPECT_EQ(typeError("Scan", R"({"TotalSegments":[]})"), "Unrecognized collection type class java.lang.Integer");
  EXPECT_EQ(typeError("Scan", R"({"Limit":{}})"), kStructure);
  EXPECT_EQ(typeError("CreateTable", R"({"ProvisionedThroughput":{"WriteCapacityUnits":"1"}})"),
            "STRING_VALUE cannot be converted to Long");
  EXPECT_EQ(typeError("CreateTable", R"({"ProvisionedThroughput":{"ReadCapacityUnits":[]}})"),
            "Unrecognized collection type class java.lang.Long");
  EXPECT_EQ(typeError("ListTables", R"({"Limit":1.9})"), "");
}

TEST(TypeCheck, booleans) {
  EXPECT_EQ(typeError("GetItem", R"({"ConsistentRead":1})"), "NUMBER_VALUE cannot be converted to Boolean");
  EXPECT_EQ(typeError("GetItem", R"({"ConsistentRead":1.5})"), "DECIMAL_VALUE cannot be converted to Boolean");
  EXPECT_EQ(typeError("GetItem", R"({"ConsistentRead":[]})"), "Unrecognized collection type class java.lang.Boolean");
  EXPECT_EQ(typeError("GetItem", R"({"ConsistentRead":{}})"), kStructure);
  EXPECT_EQ(typeError("GetItem", R"({"ConsistentRead":"maybe"})"), "Unexpected token received from parser");
  EXPECT_EQ(typeError("GetItem", R"({"ConsistentRead":""})"), "Unexpected token received from parser");
  for (const char* text : {"true", "TRUE", "1", "Yes", "false", "0", "NO"}) {
    EXPECT_EQ(typeError("ListStreams", R"({"Unknown":")" + std::string(text) + "\"}"), "");
    EXPECT_EQ(typeError("UpdateTable", R"({"TableName":"abc","DeletionProtectionEnabled":")" + std::string(text) + "\"}"),
              "");
  }
}

TEST(TypeCheck, blobs) {
  EXPECT_EQ(attributeError(R"({"B":true})"), "only base-64-encoded strings are convertible to bytes");
  EXPECT_EQ(attributeError(R"({"B":1})"), "only base-64-encoded strings are convertible to bytes");
  EXPECT_EQ(attributeError(R"({"B":[]})"), "Unrecognized collection type class java.nio.ByteBuffer");
  EXPECT_EQ(attributeError(R"({"B":{}})"), kStructure);
  EXPECT_EQ(attributeError(R"({"B":"abc"})"), "Base64 encoded length is expected a multiple of 4 bytes but found: 3");
  EXPECT_EQ(attributeError(R"({"B":"=+/="})"), "Invalid last non-pad Base64 character dectected");
  EXPECT_EQ(attributeError(R"({"B":"====" })"), "Invalid last non-pad Base64 character dectected");
  EXPECT_EQ(attributeError(R"({"B":"YX=="})"), "Invalid last non-pad Base64 character dectected");
  EXPECT_EQ(attributeError(R"({"B":"YWJ="})"), "Invalid last non-pad Base64 character dectected");
  EXPECT_EQ(attributeError(R"({"BS":["YWI=",1]})"), "only base-64-encoded strings are convertible to bytes");
  for (const char* text : {"", "YQ==", "YWI=", "YWJj", "+/+/"}) {
    EXPECT_EQ(attributeError("{\"B\":\"" + std::string(text) + "\"}"), "") << text;
  }
}

TEST(TypeCheck, lists) {
  EXPECT_EQ(typeError("Query", R"({"AttributesToGet":"a"})"), "Unexpected field type");
  EXPECT_EQ(typeError("Query", R"({"AttributesToGet":1})"), "Unexpected field type");
  EXPECT_EQ(typeError("Query", R"({"AttributesToGet":{}})"), kStructure);
  EXPECT_EQ(typeError("Query", R"({"AttributesToGet":["a",true]})"), "TRUE_VALUE cannot be converted to String");
  EXPECT_EQ(typeError("CreateTable", R"({"KeySchema":"a"})"), "Unexpected field type");
  EXPECT_EQ(attributeError(R"({"SS":"a"})"), "Unexpected field type");
  EXPECT_EQ(attributeError(R"({"L":{}})"), kStructure);
}

TEST(TypeCheck, maps) {
  EXPECT_EQ(typeError("PutItem", R"({"Item":"a"})"), "Unexpected field type");
  EXPECT_EQ(typeError("PutItem", R"({"Item":[]})"),
            "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>");
  EXPECT_EQ(typeError("Query", R"({"KeyConditions":[]})"),
            "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.Condition>");
  EXPECT_EQ(typeError("PutItem", R"({"Expected":[]})"),
            "Unrecognized collection type java.util.Map<java.lang.String, "
            "com.amazonaws.dynamodb.v20120810.ExpectedAttributeValue>");
  EXPECT_EQ(typeError("Query", R"({"ExpressionAttributeNames":[]})"),
            "Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>");
  EXPECT_EQ(
      typeError("BatchGetItem", R"({"RequestItems":[]})"),
      "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.KeysAndAttributes>");
  EXPECT_EQ(typeError("BatchWriteItem", R"({"RequestItems":[]})"),
            "Unrecognized collection type java.util.Map<java.lang.String, "
            "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>>");
  EXPECT_EQ(attributeError(R"({"M":[]})"),
            "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>");
}

TEST(TypeCheck, structuresInCollections) {
  EXPECT_EQ(attributeError("\"a\""), "Unexpected value type in payload");
  EXPECT_EQ(attributeError("23"), "Unexpected value type in payload");
  EXPECT_EQ(attributeError("[]"), "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue");
  EXPECT_EQ(attributeError(R"({"L":["a"]})"), "Unexpected value type in payload");
  EXPECT_EQ(attributeError(R"({"M":{"b":true}})"), "Unexpected value type in payload");
  EXPECT_EQ(typeError("CreateTable", R"({"KeySchema":["a"]})"), "Unexpected value type in payload");
  EXPECT_EQ(typeError("CreateTable", R"({"KeySchema":[[]]})"),
            "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.KeySchemaElement");
  EXPECT_EQ(typeError("CreateTable", R"({"AttributeDefinitions":[{"AttributeName":1}]})"),
            "NUMBER_VALUE cannot be converted to String");
}

TEST(TypeCheck, structuresAsMembers) {
  EXPECT_EQ(typeError("CreateTable", R"({"ProvisionedThroughput":"a"})"), "Unexpected field type");
  EXPECT_EQ(typeError("CreateTable", R"({"ProvisionedThroughput":[]})"),
            "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.ProvisionedThroughput");
  EXPECT_EQ(typeError("PutItem", R"({"Expected":{"a":{"Value":1}}})"), "Unexpected field type");
  EXPECT_EQ(typeError("PutItem", R"({"Expected":{"a":{"Value":[]}}})"),
            "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue");
}

TEST(TypeCheck, collectionsInCollections) {
  EXPECT_EQ(typeError("BatchWriteItem", R"({"RequestItems":{"a":"b"}})"), kParameterized);
  EXPECT_EQ(typeError("BatchWriteItem", R"({"RequestItems":{"a":{}}})"), kStructure);
  EXPECT_EQ(typeError("BatchWriteItem", R"({"RequestItems":{"a":["b"]}})"), "Unexpected value type in payload");
  EXPECT_EQ(typeError("BatchGetItem", R"({"RequestItems":{"a":{"Keys":[1]}}})"), kParameterized);
  EXPECT_EQ(typeError("BatchGetItem", R"({"RequestItems":{"a":{"Keys":[[]]}}})"),
            "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>");
}

TEST(TypeCheck, ignoresUnknownMembersAndNulls) {
  EXPECT_EQ(typeError("ListTables", R"({"Nothing":[1,{"a":true}],"Limit":null,"ExclusiveStartTableName":null})"), "");
  EXPECT_EQ(attributeError(R"({"S":"x","Q":12,"N":null})"), "");
  EXPECT_EQ(attributeError("null"), "");
}

TEST(TypeCheck, theFirstInTheBodyIsReported) {
  EXPECT_EQ(typeError("ListTables", R"({"Limit":"a","ExclusiveStartTableName":1})"),
            "STRING_VALUE cannot be converted to Integer");
  EXPECT_EQ(typeError("ListTables", R"({"ExclusiveStartTableName":1,"Limit":"a"})"),
            "NUMBER_VALUE cannot be converted to String");
}

TEST(TypeCheck, comesBeforeTheConstraints) {
  EXPECT_EQ(typeError("PutItem", R"({"ReturnValues":"hi","Item":{"a":1}})"), "Unexpected value type in payload");
}

TEST(TypeCheck, parseBoolean) {
  bool value = false;
  EXPECT_TRUE(parseBoolean("yEs", value));
  EXPECT_TRUE(value);
  EXPECT_TRUE(parseBoolean("nO", value));
  EXPECT_FALSE(value);
  EXPECT_FALSE(parseBoolean("2", value));
}

}  // namespace
}  // namespace stator
