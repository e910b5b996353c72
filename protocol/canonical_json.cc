#include "protocol/canonical_json.h"

#include <algorithm>
#include <map>

#include "protocol/attribute_value_json.h"
#include "protocol/json.h"

namespace stator {
namespace {

void append(std::string& out, const JsonValue& value, std::span<const std::string_view> without);

void appendObject(std::string& out, const JsonValue& object, std::span<const std::string_view> without) {
  std::map<std::string_view, const JsonValue*> members;  // of members with one name the last counts, as everywhere
  for (const auto& member : object.GetObject()) members[textOf(member.name)] = &member.value;
  out += '{';
  bool first = true;
  for (const auto& [name, member] : members) {
    if (member->IsNull() || std::ranges::find(without, name) != without.end()) continue;
    if (!std::exchange(first, false)) out += ',';
    appendJsonString(out, name);
    out += ':';
    append(out, *member, {});
  }
  out += '}';
}

// Recursion is bounded by kMaxJsonDepth, which the parser has enforced.
void append(std::string& out, const JsonValue& value, std::span<const std::string_view> without) {
  if (value.IsObject()) {
    appendObject(out, value, without);
  } else if (value.IsArray()) {
    out += '[';
    for (const JsonValue& element : value.GetArray()) {
      append(out, element, {});
      out += ',';
    }
    out += ']';
  } else if (value.IsString()) {
    appendJsonString(out, textOf(value));
  } else if (value.IsNumber()) {
    out += std::to_string(value.GetDouble());
  } else {
    out += value.IsTrue() ? "true" : value.IsFalse() ? "false" : "null";
  }
}

}  // namespace

void appendCanonicalJson(std::string& out, RequestValue value, std::span<const std::string_view> without) {
  if (value) append(out, *static_cast<const JsonValue*>(value.json()), without);
}

}  // namespace stator
