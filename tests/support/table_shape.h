// A table's keys and indexes as DescribeTable tells them, and what follows from them: what an index has to hold.
// Header-only.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/support/api_client.h"
#include "tests/support/wire_value.h"

namespace stator::test {

struct KeyShape {
  std::vector<std::string> hash;
  std::vector<std::string> range;

  std::vector<std::string> attributes() const {
    std::vector<std::string> all = hash;
    all.insert(all.end(), range.begin(), range.end());
    return all;
  }
  bool contains(const std::string& name) const {
    const auto all = attributes();
    return std::find(all.begin(), all.end(), name) != all.end();
  }
};

struct IndexShape {
  std::string name;
  bool global = true;
  KeyShape key;
  std::string projection = "ALL";
  std::set<std::string> included;
  bool active = true;
  int64_t items = 0;
  int64_t bytes = 0;
};

struct TableShape {
  std::string name;
  KeyShape key;
  std::map<std::string, std::string> types;  // AttributeDefinitions
  std::vector<IndexShape> indexes;
  int64_t items = 0;
  int64_t bytes = 0;

  const IndexShape* find(const std::string& index_name) const {
    for (const IndexShape& index : indexes)
      if (index.name == index_name) return &index;
    return nullptr;
  }
};

inline KeyShape readKey(const rapidjson::Value& schema) {
  KeyShape key;
  for (const auto& element : schema.GetArray()) {
    const bool is_hash = readText(element["KeyType"]) == "HASH";
    (is_hash ? key.hash : key.range).push_back(readText(element["AttributeName"]));
  }
  return key;
}

inline IndexShape readIndex(const rapidjson::Value& json, bool global) {
  IndexShape index;
  index.name = readText(json["IndexName"]);
  index.global = global;
  index.key = readKey(json["KeySchema"]);
  index.projection = readText(json["Projection"]["ProjectionType"]);
  if (json["Projection"].HasMember("NonKeyAttributes"))
    for (const auto& name : json["Projection"]["NonKeyAttributes"].GetArray()) index.included.insert(readText(name));
  index.active = !global || readText(json["IndexStatus"]) == "ACTIVE";
  index.items = json["ItemCount"].GetInt64();
  index.bytes = json["IndexSizeBytes"].GetInt64();
  return index;
}

inline TableShape describe(const ApiClient& client, const std::string& table) {
  TableShape shape;
  const Reply reply = client.must("DescribeTable", R"({"TableName":")" + table + R"("})");
  if (!reply.ok()) return shape;
  const rapidjson::Value& json = reply.body["Table"];
  shape.name = table;
  shape.key = readKey(json["KeySchema"]);
  for (const auto& definition : json["AttributeDefinitions"].GetArray())
    shape.types[readText(definition["AttributeName"])] = readText(definition["AttributeType"]);
  for (const bool global : {false, true}) {
    const char* member = global ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes";
    if (!json.HasMember(member)) continue;
    for (const auto& index : json[member].GetArray()) shape.indexes.push_back(readIndex(index, global));
  }
  shape.items = json["ItemCount"].GetInt64();
  shape.bytes = json["TableSizeBytes"].GetInt64();
  return shape;
}

// A value that may be an index key: of the defined type and not empty.
inline bool isIndexKeyValue(const TableShape& table, const std::string& attribute, const WireValue& value) {
  return value.type == table.types.at(attribute) && (value.type == "N" || !value.text.empty());
}

// What the index holds for an item; nothing when the item does not belong to it.
inline std::optional<WireItem> entryOf(const TableShape& table, const IndexShape& index, const WireItem& item) {
  for (const std::string& attribute : index.key.attributes()) {
    const auto found = item.find(attribute);
    if (found == item.end() || !isIndexKeyValue(table, attribute, found->second)) return std::nullopt;
  }
  if (index.projection == "ALL") return item;
  WireItem entry;
  for (const auto& [name, value] : item)
    if (index.key.contains(name) || table.key.contains(name) || index.included.contains(name)) entry.emplace(name, value);
  return entry;
}

// The attributes of LastEvaluatedKey: the index's keys and the table's.
inline WireItem keyOf(const TableShape& table, const IndexShape* index, const WireItem& item) {
  WireItem key;
  for (const auto& [name, value] : item)
    if (table.key.contains(name) || (index != nullptr && index->key.contains(name))) key.emplace(name, value);
  return key;
}

}  // namespace stator::test
