// The parsed JSON of a request, as protocol's own files see it.
#pragma once

#include <rapidjson/document.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>

namespace stator {

using JsonValue = rapidjson::Value;

inline std::string_view textOf(const JsonValue& string) { return {string.GetString(), string.GetStringLength()}; }

// A copy of `text`, which may be a view of nothing: RapidJSON takes no null pointers.
inline JsonValue stringOf(std::string_view text, rapidjson::Document::AllocatorType& allocator) {
  return JsonValue(text.empty() ? "" : text.data(), static_cast<rapidjson::SizeType>(text.size()), allocator);
}

// Member `name` of a JSON object; nullptr when it is absent or null. Of several members of that name the last one counts.
inline const JsonValue* findMember(const JsonValue& object, std::string_view name) {
  const auto begin = object.MemberBegin();
  for (auto member = object.MemberEnd(); member != begin;) {
    --member;
    if (textOf(member->name) == name) return member->value.IsNull() ? nullptr : &member->value;
  }
  return nullptr;
}

// A JSON number as the service reads integers: fractions are floored (dynalite). Beyond 64 bits the nearest bound.
inline int64_t integerOf(const JsonValue& number) {
  if (number.IsInt64()) return number.GetInt64();
  if (number.IsUint64()) return std::numeric_limits<int64_t>::max();
  const double floored = std::floor(number.GetDouble());
  if (floored >= 0x1p63) return std::numeric_limits<int64_t>::max();
  if (floored < -0x1p63) return std::numeric_limits<int64_t>::min();
  return static_cast<int64_t>(floored);
}

}  // namespace stator
