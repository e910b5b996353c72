// What expressions and legacy parameters become: trees whose names are substituted and whose values are resolved.
// A tree borrows its values (AttributeValueView) from the Placeholders or the legacy parameters it was made from;
// those must outlive it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "types/key.h"

namespace stator {

struct PathElement {
  std::string name;    // of a map entry or, first in a path, of an attribute
  uint32_t index = 0;  // of a list element
  bool is_index = false;

  friend bool operator==(const PathElement&, const PathElement&) = default;
};

// Never empty; the first element is a name.
struct DocumentPath {
  std::vector<PathElement> elements;

  const std::string& attribute() const { return elements.front().name; }
  bool nested() const { return elements.size() > 1; }
  // As the service prints paths: "[a, b, [1], c]".
  std::string text() const;

  friend bool operator==(const DocumentPath&, const DocumentPath&) = default;
};

// The order in which a walk over an item, names and indexes ascending, meets the places of paths: paths with a common start
// are neighbours.
bool walksBefore(const DocumentPath& left, const DocumentPath& right);

// The value at `path`, or nothing.
std::optional<AttributeValueView> find(const DocumentPath& path, ItemView item);

struct Operand {
  enum class Kind : uint8_t { Path, Value, SizeOfPath, SizeOfValue };
  Kind kind = Kind::Path;
  DocumentPath path;                        // of Path and SizeOfPath
  std::optional<AttributeValueView> value;  // of Value and SizeOfValue
};

struct Condition {
  enum class Operator : uint8_t {
    And,
    Or,
    Not,  // children
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,  // two operands
    Between,         // value, lower, upper
    In,              // value, then candidates
    AttributeExists,
    AttributeNotExists,  // one path
    AttributeType,
    BeginsWith,
    Contains,  // two operands
    True       // nothing: always holds
  };
  Operator op = Operator::True;
  std::vector<Condition> children;
  std::vector<Operand> operands;
};

// Calls `visit(const DocumentPath&)` for every path in the condition, left to right.
template <class Visitor>
void forEachPath(const Condition& condition, const Visitor& visit) {
  for (const Operand& operand : condition.operands)
    if (!operand.path.elements.empty()) visit(operand.path);
  for (const Condition& child : condition.children) forEachPath(child, visit);
}

struct ProjectionExpression {
  std::vector<DocumentPath> paths;  // none overlap
};

// The right-hand side of a SET action.
struct SetValue {
  enum class Kind : uint8_t { Path, Value, Add, Subtract, IfNotExists, ListAppend };
  Kind kind = Kind::Value;
  DocumentPath path;                        // of Path; of IfNotExists the path tested
  std::optional<AttributeValueView> value;  // of Value
  std::vector<SetValue> arguments;          // Add, Subtract, ListAppend: two; IfNotExists: the fallback
};

struct UpdateAction {
  enum class Kind : uint8_t { Set, Remove, Add, Delete };
  Kind kind = Kind::Set;
  DocumentPath target;
  SetValue set;                             // of Set
  std::optional<AttributeValueView> value;  // of Add and Delete
};

struct UpdateExpression {
  std::vector<UpdateAction> actions;  // in the order written; targets do not overlap
  bool legacy = false;                // made from AttributeUpdates: other apply-time error texts, ADD appends to lists
};

// One term of a key condition: a condition on one attribute.
struct KeyConditionTerm {
  std::string attribute;
  RangeCondition::Operator op = RangeCondition::Operator::Equal;
  std::vector<AttributeValueView> values;  // one; of Between two
  bool indexable = true;                   // false: a legacy operator that no key can answer (NE, IN ...)
};

// KeyConditionExpression or KeyConditions, before the table is known. At most one term per attribute.
struct KeyConditions {
  std::vector<KeyConditionTerm> terms;
  bool legacy = false;  // made from KeyConditions
};

}  // namespace stator
