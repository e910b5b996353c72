// The findings of pass 2 and their texts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/constraint_rules.h"
#include "protocol/json.h"
#include "types/error.h"

namespace stator {

// Where in a request a value stands: a chain of steps on the walker's stack, innermost first.
struct Path {
  enum class Step : uint8_t { Member, Element, Entry };

  const Path* parent = nullptr;  // nullptr: `this` is a member of the request itself
  Step step = Step::Member;
  std::string_view name = {};  // of the member, or the entry's key
  size_t position = 0;         // of the element, from 1
};

// "keySchema.2.member.keyType"; with `as_sent`, members keep their capital: "RequestItems.t.member.Keys".
std::string toText(const Path& path, bool as_sent);

inline constexpr size_t kMaxConstraintErrors = 10;

class ConstraintErrors {
 public:
  bool full() const { return texts_.size() >= kMaxConstraintErrors; }
  bool empty() const { return texts_.empty(); }

  // "Value '<value>' at '<path>' failed to satisfy constraint: <text>"; `value` nullptr: "Value null at ...".
  void add(const Path& path, const JsonValue* value, const Rule& rule, std::string_view text);
  // "Value at '<Path>' failed to satisfy constraint: <text>"
  void addBare(const Path& path, std::string_view text);
  // "Failed to satisfy constraint: <text>"
  void addPlaceless(std::string_view text);
  void clear() { texts_.clear(); }

  // "2 validation errors detected: ...; ..."
  Error take();

 private:
  void append(std::string head, const Path& path, bool as_sent, std::string_view text);
  std::vector<std::string> texts_;
};

// "Member must have length less than or equal to 255" and so on.
std::string minText(const Rule& rule);
std::string maxText(const Rule& rule);
std::string patternText(const Rule& rule);
std::string enumText(std::span<const std::string_view> values);
// All of a rule's constraints, as in "Map keys must satisfy constraint: [..., ...]".
std::string allTexts(const Rule& rule);

}  // namespace stator
