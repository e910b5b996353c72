// Tables and statements for the tests of PartiQL.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string>
#include <vector>

#include "tests/operations/engine_fixture.h"

namespace stator::test {

class PartiqlTest : public EngineTest {
 protected:
  static std::string quoted(std::string_view text) {
    std::string json = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') json += '\\';
      if (c == '\n') {
        json += "\\n";
      } else {
        json += c;
      }
    }
    return json + "\"";
  }

  // {"Statement": ..., <more>}
  static std::string body(std::string_view statement, std::string_view more = {}) {
    return "{\"Statement\":" + quoted(statement) + (more.empty() ? "" : "," + std::string(more)) + "}";
  }
  static std::string list(const std::vector<std::string>& bodies) {
    std::string json;
    for (const std::string& one : bodies) json += (json.empty() ? "" : ",") + one;
    return "[" + json + "]";
  }

  Reply run(std::string_view statement, std::string_view more = {}) {
    return must("ExecuteStatement", body(statement, more));
  }
  void refuse(std::string_view statement, std::string_view text, std::string_view more = {}) {
    expectError("ExecuteStatement", body(statement, more), "ValidationException", text);
  }
  // The Items of a statement as JSON.
  std::string items(std::string_view statement, std::string_view more = {}) {
    return json(run(statement, more).body, "Items");
  }
  // One member of an answer as JSON; empty when it is not there.
  static std::string json(const rapidjson::Value& object, const char* member);

  Reply batch(const std::vector<std::string>& bodies, std::string_view more = {}) {
    return must("BatchExecuteStatement",
                "{\"Statements\":" + list(bodies) + (more.empty() ? "" : "," + std::string(more)) + "}");
  }
  static std::string transaction(const std::vector<std::string>& bodies, std::string_view more = {}) {
    return "{\"TransactStatements\":" + list(bodies) + (more.empty() ? "" : "," + std::string(more)) + "}";
  }

  // Table tbl (HASH pk S, RANGE sk N) with a narrow global index g on `gk`, and a narrow local index l on `lk`.
  void createIndexedTable() {
    must("CreateTable", R"({"TableName":"tbl","BillingMode":"PAY_PER_REQUEST",
      "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},
        {"AttributeName":"gk","AttributeType":"S"},{"AttributeName":"lk","AttributeType":"N"}],
      "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
      "GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"gk","KeyType":"HASH"}],
        "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["inc"]}}],
      "LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"lk","KeyType":"RANGE"}],
        "Projection":{"ProjectionType":"KEYS_ONLY"}}]})");
  }
};

inline std::string PartiqlTest::json(const rapidjson::Value& object, const char* member) {
  if (!object.IsObject() || !object.HasMember(member)) return {};
  rapidjson::StringBuffer buffer;
  rapidjson::Writer writer(buffer);
  object[member].Accept(writer);
  return buffer.GetString();
}

}  // namespace stator::test
