// The expressions and legacy parameters of a request, read in the order in which the service checks them. An operation
// calls the steps it needs, in its own order; each step leaves its tree here.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expression/legacy_parameters.h"
#include "expression/parser.h"
#include "expression/placeholders.h"
#include "protocol/attribute_value_json.h"
#include "protocol/request.h"
#include "types/result.h"

namespace stator {

// Which parameters an operation knows, each in the order in which the service prints them.
struct ParameterSet {
  std::span<const std::string_view> legacy;
  std::span<const std::string_view> expressions;
};

ParameterSet getParameters();  // GetItem and the tables of BatchGetItem
ParameterSet putParameters();  // PutItem and DeleteItem
ParameterSet updateParameters();
ParameterSet queryParameters();
ParameterSet scanParameters();

// Not copyable or movable: its trees point into it.
class ExpressionParameters {
 public:
  // `outer_levels`: of JSON around the structure that has the parameters, where that is not the request itself.
  explicit ExpressionParameters(ValueLayer layer = ValueLayer::Current, int outer_levels = 0)
      : layer_(layer), outer_levels_(outer_levels) {}
  ExpressionParameters(const ExpressionParameters&) = delete;
  ExpressionParameters& operator=(const ExpressionParameters&) = delete;

  // Expressions and legacy parameters together; names or values without an expression; ConditionalOperator without at
  // least two conditions.
  static Result<void> checkMixing(RequestValue parameters, const ParameterSet& known);

  Result<void> readExpected(RequestValue parameters);                         // -> condition
  Result<void> readFilter(RequestValue parameters, std::string_view member);  // QueryFilter, ScanFilter -> filter
  Result<void> readKeyConditions(RequestValue parameters);                    // -> key_conditions
  Result<void> readAttributeUpdates(RequestValue parameters);                 // -> update
  Result<void> readAttributesToGet(RequestValue parameters);                  // -> projection

  // Names, values, then UpdateExpression, ConditionExpression, KeyConditionExpression, FilterExpression,
  // ProjectionExpression, as far as they are present; then unused names and values.
  Result<void> readExpressions(RequestValue parameters);

  std::optional<UpdateExpression> update;
  std::optional<Condition> condition;
  std::optional<KeyConditions> key_conditions;
  std::optional<Condition> filter;
  std::optional<ProjectionExpression> projection;
  bool legacy_filter = false;

 private:
  Result<void> readPlaceholders(RequestValue parameters);
  Error valueError(Error error, std::string_view key, RequestValue json) const;
  Result<AttributeValueView> keep(RequestValue json);
  Result<std::vector<AttributeValueView>> keepList(RequestValue json);
  Result<std::vector<LegacyCondition>> readConditions(RequestValue map);

  ValueLayer layer_;
  int outer_levels_;
  Placeholders placeholders_;
  std::deque<AttributeValue> values_;  // of legacy parameters
};

}  // namespace stator
