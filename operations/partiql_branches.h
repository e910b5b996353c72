// The WHERE clause of a SELECT taken apart into reads by key: each OR and each IN of key attributes gives several.
#pragma once

#include <optional>
#include <vector>

#include "expression/syntax_tree.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

inline constexpr size_t kMaxPartiqlReads = 50;  // of one statement (AWS developer guide)

// What one condition says about one attribute when it is `attribute = value`, either way round.
struct AttributeEquality {
  const std::string* attribute = nullptr;
  AttributeValueView value;
};
std::optional<AttributeEquality> attributeEquality(const Condition& condition);

// Conditions that hold together, of which one is an equality on the HASH attribute. Borrows from the clause.
struct PartiqlBranch {
  struct Range {
    RangeCondition condition;
    const Condition* source = nullptr;
  };
  AttributeValueView hash;
  std::vector<Range> range{};               // on the RANGE attribute, all that a key can answer
  std::vector<const Condition*> filters{};  // everything else
  bool contradictory = false;               // no key can satisfy it
};

// Nothing when not every alternative has an equality on the HASH attribute: then the whole table or index is read. Types are
// not looked at. Errors: "Too many decomposed read operations ..."; "Overlapping conditions with range keys ..." for
// alternatives that would read one item twice (floci, captured in eu-west-2, 2026-09).
Result<std::vector<PartiqlBranch>> partiqlBranches(const Condition& where, const KeySchema& schema);

}  // namespace stator
