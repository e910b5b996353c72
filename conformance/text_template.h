// Templates: {{names}} in a case's texts, and generators of long JSON.
//
//   {{t}}            a table name unique to the run; also {{region}}, {{account}}, {{token}}, {{now}}, {{now+60}}
//   {{=saved}}       what "$save(saved)" stored before: within a JSON string its text, elsewhere its JSON
//   {{$...}}, {{#}}  left alone: placeholders of the matcher, and the counter of generators
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace stator::conformance {

// Values by name: JSON texts.
using Saved = std::map<std::string, std::string>;

// Gives the text for what stands between the braces; called with "t", "now+60", "region".
using NameLookup = std::function<std::string(std::string_view name)>;

// What stands between {{ and }} in `text`, except for {{=...}}, {{$...}} and {{#}}.
std::vector<std::string> namesIn(std::string_view text);
// What stands between {{= and }}.
std::vector<std::string> savedNamesIn(std::string_view text);

// `is_json`: {{...}} within a JSON string are escaped for it. Throws std::runtime_error for an unknown saved value.
std::string expandNames(std::string_view text, bool is_json, const NameLookup& lookup, const Saved& saved);

// Replaces the generators, which are objects with one member, by what they stand for; {{#}} in them counts from 0:
//   {"$repeat": ["ab", 500]}           the string "abab..."
//   {"$list": [element, 25]}           an array
//   {"$map": ["key{{#}}", value, 25]}  an object
//   {"$nest": [{"L": ["$inner"]}, 33, {"S": "x"}]}   33 times the first around the last
//   {"$join": ["a", {"$repeat": ["b", 10]}]}         strings joined
// Throws std::runtime_error when one is not as above or gives more than kMaxGeneratedBytes.
std::string expandGenerators(std::string_view json);

constexpr size_t kMaxGeneratedBytes = 40u << 20;

}  // namespace stator::conformance
