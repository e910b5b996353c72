// Expected, QueryFilter, ScanFilter, KeyConditions, AttributeUpdates and AttributesToGet, into the same trees that
// expressions become. Error texts are the service's. Trees borrow the values passed in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expression/syntax_tree.h"
#include "types/result.h"

namespace stator {

enum class ComparisonOperator : uint8_t {
  EQ,
  NE,
  IN,
  LE,
  LT,
  GE,
  GT,
  BETWEEN,
  NOT_NULL,
  NULL_,
  CONTAINS,
  NOT_CONTAINS,
  BEGINS_WITH
};
std::optional<ComparisonOperator> parseComparisonOperator(std::string_view name);
std::string_view toString(ComparisonOperator op);

// An entry of QueryFilter, ScanFilter or KeyConditions.
struct LegacyCondition {
  std::string attribute;
  ComparisonOperator op = ComparisonOperator::EQ;
  std::vector<AttributeValueView> values;  // AttributeValueList
};

// An entry of Expected.
struct ExpectedAttribute {
  std::string attribute;
  std::optional<ComparisonOperator> op;
  std::optional<std::vector<AttributeValueView>> values;  // AttributeValueList
  std::optional<AttributeValueView> value;
  std::optional<bool> exists;
};

struct AttributeUpdate {
  enum class Action : uint8_t { Put, Add, Delete };
  std::string attribute;
  Action action = Action::Put;
  std::optional<AttributeValueView> value;
};

enum class ConditionalOperator : uint8_t { And, Or };

// Entries are checked in the order given; callers pass them sorted by attribute name.
Result<Condition> conditionFromExpected(const std::vector<ExpectedAttribute>& expected, ConditionalOperator combine);
Result<Condition> conditionFromFilter(const std::vector<LegacyCondition>& filter, ConditionalOperator combine);
// Operators that no key can answer make terms that are not `indexable`; keyRange refuses them, since the service looks
// for missing key attributes first.
Result<KeyConditions> keyConditionsFromLegacy(const std::vector<LegacyCondition>& conditions);
Result<UpdateExpression> updateFromAttributeUpdates(const std::vector<AttributeUpdate>& updates);
Result<ProjectionExpression> projectionFromAttributesToGet(const std::vector<std::string>& attributes);

}  // namespace stator
