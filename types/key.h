// Keys: which attributes they are made of, and ranges of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "types/item.h"

namespace stator {

struct KeyAttribute {
  std::string name;
  AttributeType type = AttributeType::S;  // S, N or B

  friend bool operator==(const KeyAttribute&, const KeyAttribute&) = default;
};

// A table has one HASH and at most one RANGE attribute; a global secondary index up to four of each.
struct KeySchema {
  std::vector<KeyAttribute> hash;
  std::vector<KeyAttribute> range;

  bool contains(std::string_view attribute) const { return find(attribute) != nullptr; }
  const KeyAttribute* find(std::string_view attribute) const;
  size_t size() const { return hash.size() + range.size(); }

  friend bool operator==(const KeySchema&, const KeySchema&) = default;
};

// Condition on one RANGE attribute.
struct RangeCondition {
  enum class Operator : uint8_t { Equal, Less, LessOrEqual, Greater, GreaterOrEqual, Between, BeginsWith };
  Operator op = Operator::Equal;
  AttributeValue low;                  // the operand; of Between the lower bound
  std::optional<AttributeValue> high;  // of Between
};

// What a Query reads: equality on every HASH attribute, equality on leading RANGE attributes, then at most one more
// condition on the next RANGE attribute. Values have the types of the key schema.
struct KeyRange {
  std::vector<AttributeValue> hash;
  std::vector<RangeCondition> range;  // in key order; all but the last are Equal
};

// Whether the value of a RANGE attribute satisfies the condition. Types must be equal.
bool matches(const RangeCondition& condition, AttributeValueView value);
// Whether an item's key attributes lie in the range (those of `schema`).
bool contains(const KeyRange& range, const KeySchema& schema, ItemView item);

// The item that has only the key attributes of both schemas (index keys and table keys; pass the table's twice for a
// table): the form of LastEvaluatedKey.
std::string keyItem(ItemView item, const KeySchema& table, const KeySchema& index);

}  // namespace stator
