// Attribute values as a client sees them on the wire: plain trees, with their own order, size and JSON. Deliberately
// naive, so that tests do not share mistakes with the code that they test. Header-only.
#pragma once

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdlib>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/base64.h"
#include "types/number.h"

namespace stator::test {

struct WireValue;
using WireItem = std::map<std::string, WireValue>;

struct WireValue {
  std::string type;                      // "S", "N", "SS" ... as on the wire
  std::string text;                      // S and B: the bytes; N: the number's text; BOOL: "true" or "false"
  std::set<std::string> members;         // of sets
  std::vector<WireValue> list;           // of L
  std::map<std::string, WireValue> map;  // of M

  static WireValue s(std::string_view text) { return {"S", std::string(text)}; }
  static WireValue n(std::string_view text) { return {"N", std::string(text)}; }
  static WireValue n(int64_t number) { return {"N", std::to_string(number)}; }
  static WireValue b(std::string_view bytes) { return {"B", std::string(bytes)}; }

  double number() const { return std::strtod(text.c_str(), nullptr); }
  bool operator==(const WireValue&) const = default;
};

// Order of two key values of one type. Numbers that doubles hold exactly, please.
inline int compareKeys(const WireValue& left, const WireValue& right) {
  if (left.type == "N") return left.number() < right.number() ? -1 : left.number() > right.number() ? 1 : 0;
  return left.text.compare(right.text);
}

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

inline void writeText(JsonWriter& writer, const std::string& text) {
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

inline void write(JsonWriter& writer, const WireValue& value);

inline void write(JsonWriter& writer, const WireItem& item) {
  writer.StartObject();
  for (const auto& [name, value] : item) {
    writeText(writer, name);
    write(writer, value);
  }
  writer.EndObject();
}

inline void writeMembers(JsonWriter& writer, const WireValue& value) {
  writer.StartArray();
  for (const std::string& member : value.members) writeText(writer, value.type == "BS" ? base64(member) : member);
  writer.EndArray();
}

inline void write(JsonWriter& writer, const WireValue& value) {
  writer.StartObject();
  writeText(writer, value.type);
  if (value.type == "S" || value.type == "N") {
    writeText(writer, value.text);
  } else if (value.type == "B") {
    writeText(writer, base64(value.text));
  } else if (value.type == "BOOL") {
    writer.Bool(value.text == "true");
  } else if (value.type == "NULL") {
    writer.Bool(true);
  } else if (value.type == "L") {
    writer.StartArray();
    for (const WireValue& element : value.list) write(writer, element);
    writer.EndArray();
  } else if (value.type == "M") {
    write(writer, value.map);
  } else {
    writeMembers(writer, value);
  }
  writer.EndObject();
}

template <class T>
std::string toJson(const T& value) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  write(writer, value);
  return {buffer.GetString(), buffer.GetSize()};
}

inline std::string jsonString(const std::string& text) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  writeText(writer, text);
  return {buffer.GetString(), buffer.GetSize()};
}

inline std::string readText(const rapidjson::Value& json) { return {json.GetString(), json.GetStringLength()}; }

inline std::string readBinary(const rapidjson::Value& json) {
  std::string bytes;
  if (decodeBase64(readText(json), bytes) != Base64Error::None) throw std::runtime_error("not base64: " + readText(json));
  return bytes;
}

inline WireItem readItem(const rapidjson::Value& json);

inline WireValue readValue(const rapidjson::Value& json) {
  const auto& member = *json.MemberBegin();
  const rapidjson::Value& content = member.value;
  WireValue value;
  value.type = readText(member.name);
  if (value.type == "S" || value.type == "N") {
    value.text = readText(content);
  } else if (value.type == "B") {
    value.text = readBinary(content);
  } else if (value.type == "BOOL") {
    value.text = content.GetBool() ? "true" : "false";
  } else if (value.type == "L") {
    for (const auto& element : content.GetArray()) value.list.push_back(readValue(element));
  } else if (value.type == "M") {
    value.map = readItem(content);
  } else if (value.type != "NULL") {
    for (const auto& element : content.GetArray())
      value.members.insert(value.type == "BS" ? readBinary(element) : readText(element));
  }
  return value;
}

inline WireItem readItem(const rapidjson::Value& json) {
  WireItem item;
  for (const auto& member : json.GetObject()) item.emplace(readText(member.name), readValue(member.value));
  return item;
}

// Bytes by the service's rule. The size of a number is the one thing taken from the code: it has tests of its own.
inline int64_t sizeOf(const WireItem& item);

inline int64_t numberSizeOf(const std::string& text) { return static_cast<int64_t>(Number::parse(text).value().size()); }

inline int64_t sizeOf(const WireValue& value) {
  constexpr int64_t kContainer = 3, kElement = 1;
  if (value.type == "N") return numberSizeOf(value.text);
  if (value.type == "BOOL" || value.type == "NULL") return 1;
  if (value.type == "M") return kContainer + kElement * static_cast<int64_t>(value.map.size()) + sizeOf(value.map);
  if (value.type == "L") {
    int64_t size = kContainer;
    for (const WireValue& element : value.list) size += kElement + sizeOf(element);
    return size;
  }
  if (value.type == "S" || value.type == "B") return static_cast<int64_t>(value.text.size());
  int64_t size = 0;
  for (const std::string& member : value.members)
    size += value.type == "NS" ? numberSizeOf(member) : static_cast<int64_t>(member.size());
  return size;
}

inline int64_t sizeOf(const WireItem& item) {
  int64_t size = 0;
  for (const auto& [name, value] : item) size += static_cast<int64_t>(name.size()) + sizeOf(value);
  return size;
}

}  // namespace stator::test
