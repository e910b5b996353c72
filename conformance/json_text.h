// JSON as this suite uses it: parsed strictly, printed with members sorted, so that equal documents print alike.
#pragma once

#include <rapidjson/document.h>

#include <string>
#include <string_view>

namespace stator::conformance {

using Json = rapidjson::Value;

constexpr int kMaxJsonDepth = 200;  // deeper ones count as unreadable

inline std::string_view textOf(const Json& string) { return {string.GetString(), string.GetStringLength()}; }

// Empty when `text` is one JSON document, else where and why it is not: "offset 12: Missing a comma ...".
std::string parseJson(std::string_view text, rapidjson::Document& document);

// With quotes.
std::string quoteJson(std::string_view text);

// On one line, members in order of their names.
std::string printJson(const Json& value);
// Over several lines, members in order of their names.
std::string prettyJson(const Json& value);

// The deepest nesting of `text`'s brackets outside strings.
int depthOfJson(std::string_view text);

}  // namespace stator::conformance
