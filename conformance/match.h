// Compares an answer with what a case expects.
//
// Everything is exact, but for the order of members, for SS, NS and BS in any order, and for these in an expectation:
//   "$any" "$string" "$number" "$integer" "$boolean" "$time" "$uuid" "$re(regex)"     one value of that form
//   "$save(name)" "$save(name, $uuid)"   the same, kept for {{=name}}
//   "$absent"                            as a member's value: there is no such member
//   "$more": true                        in an object: other members do not matter
//   {"$oneOf": [...]}  {"$unordered": [...]}  {"$contains": [...]}
//   "... {{$uuid}} ..."                  any of the first two lines within a text; {{$any}} is the shortest that will do
//   "$$x"                                the text "$x"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "conformance/json_text.h"
#include "conformance/text_template.h"

namespace stator::conformance {

// One place where an answer is not as expected; "" stands for nothing being there.
struct Difference {
  std::string path;  // "Item.a.S", "Items[2]", "status", "header content-type"
  std::string expected;
  std::string actual;

  bool operator==(const Difference&) const = default;
};

// What is wrong with an expectation's placeholders; empty when nothing is.
std::string checkPlaceholders(const Json& expected);
std::string checkPlaceholders(std::string_view expected_text);

// In the order of paths; empty when it matches. Adds to `saved`.
std::vector<Difference> matchJson(const Json& expected, const Json& actual, Saved& saved);
// The same for a text, such as a header.
bool matchText(std::string_view expected, std::string_view actual, Saved& saved);

}  // namespace stator::conformance
