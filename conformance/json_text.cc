#include "conformance/json_text.h"

#include <rapidjson/error/en.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <vector>

namespace stator::conformance {
namespace {

template <class Writer>
void write(Writer& writer, const Json& value) {
  if (value.IsArray()) {
    writer.StartArray();
    for (const Json& element : value.GetArray()) write(writer, element);
    writer.EndArray();
  } else if (value.IsObject()) {
    std::vector<const Json::Member*> members;
    for (const auto& member : value.GetObject()) members.push_back(&member);
    std::stable_sort(members.begin(), members.end(),
                     [](const auto* a, const auto* b) { return textOf(a->name) < textOf(b->name); });
    writer.StartObject();
    for (const auto* member : members) {
      writer.Key(member->name.GetString(), member->name.GetStringLength());
      write(writer, member->value);
    }
    writer.EndObject();
  } else {
    value.Accept(writer);
  }
}

}  // namespace

int depthOfJson(std::string_view text) {
  int depth = 0, deepest = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return deepest;
}

std::string parseJson(std::string_view text, rapidjson::Document& document) {
  if (depthOfJson(text) > kMaxJsonDepth) return "nested too deeply";
  document.Parse<rapidjson::kParseFullPrecisionFlag>(text.data(), text.size());
  if (!document.HasParseError()) return {};
  return "offset " + std::to_string(document.GetErrorOffset()) + ": " +
         rapidjson::GetParseError_En(document.GetParseError());
}

std::string quoteJson(std::string_view text) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  return {buffer.GetString(), buffer.GetSize()};
}

std::string printJson(const Json& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  write(writer, value);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string prettyJson(const Json& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
  writer.SetIndent(' ', 2);
  write(writer, value);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace stator::conformance
