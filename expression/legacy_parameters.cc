#include "expression/legacy_parameters.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <utility>

#include "types/limits.h"

namespace stator {
namespace {

constexpr size_t kMaxLegacyKeyConditions = 2;

// One row an operator, in the order of the enum.
struct OperatorRow {
  ComparisonOperator op;
  std::string_view name;
  size_t min_values;
  size_t max_values;
  bool (*accepts)(AttributeType);
  Condition::Operator condition;
};

constexpr size_t kUnbounded = SIZE_MAX;

bool anyType(AttributeType) { return true; }
bool scalar(AttributeType type) { return isKeyType(type) || type == AttributeType::Bool || type == AttributeType::Null; }
bool stringOrBinary(AttributeType type) { return type == AttributeType::S || type == AttributeType::B; }

// EQ and NE take every type: "supported for all data types, including lists and maps" (API reference). CONTAINS takes what a
// list may have among its elements (DynamoDB Local). The other types: dynalite.
constexpr std::array<OperatorRow, 13> kOperators{{
    {ComparisonOperator::EQ, "EQ", 1, 1, anyType, Condition::Operator::Equal},
    {ComparisonOperator::NE, "NE", 1, 1, anyType, Condition::Operator::NotEqual},
    {ComparisonOperator::IN, "IN", 1, kUnbounded, isKeyType, Condition::Operator::In},
    {ComparisonOperator::LE, "LE", 1, 1, isKeyType, Condition::Operator::LessOrEqual},
    {ComparisonOperator::LT, "LT", 1, 1, isKeyType, Condition::Operator::Less},
    {ComparisonOperator::GE, "GE", 1, 1, isKeyType, Condition::Operator::GreaterOrEqual},
    {ComparisonOperator::GT, "GT", 1, 1, isKeyType, Condition::Operator::Greater},
    {ComparisonOperator::BETWEEN, "BETWEEN", 2, 2, isKeyType, Condition::Operator::Between},
    {ComparisonOperator::NOT_NULL, "NOT_NULL", 0, 0, anyType, Condition::Operator::AttributeExists},
    {ComparisonOperator::NULL_, "NULL", 0, 0, anyType, Condition::Operator::AttributeNotExists},
    {ComparisonOperator::CONTAINS, "CONTAINS", 1, 1, scalar, Condition::Operator::Contains},
    {ComparisonOperator::NOT_CONTAINS, "NOT_CONTAINS", 1, 1, scalar, Condition::Operator::Contains},
    {ComparisonOperator::BEGINS_WITH, "BEGINS_WITH", 1, 1, stringOrBinary, Condition::Operator::BeginsWith},
}};

const OperatorRow& row(ComparisonOperator op) { return kOperators[static_cast<size_t>(op)]; }

DocumentPath pathTo(const std::string& attribute) {
  DocumentPath path;
  path.elements.push_back(PathElement{attribute});
  return path;
}

Operand pathOperand(const std::string& attribute) { return Operand{Operand::Kind::Path, pathTo(attribute), std::nullopt}; }

Operand valueOperand(AttributeValueView value) { return Operand{Operand::Kind::Value, {}, value}; }

Condition condition(Condition::Operator op, const std::string& attribute, const std::vector<AttributeValueView>& values) {
  Condition result;
  result.op = op;
  result.operands.reserve(values.size() + 1);
  result.operands.push_back(pathOperand(attribute));
  for (const AttributeValueView& value : values) result.operands.push_back(valueOperand(value));
  return result;
}

Condition combination(Condition::Operator op, std::vector<Condition> children) {
  Condition result;
  result.op = op;
  result.children = std::move(children);
  return result;
}

// Number and types of an operator's values, in the service's order of findings (dynalite; of types: DynamoDB Local).
Result<void> checkValues(ComparisonOperator op, const std::vector<AttributeValueView>& values) {
  const OperatorRow& rule = row(op);
  const std::string name(rule.name);
  if (values.size() < rule.min_values || values.size() > rule.max_values)
    return invalidParameter("Invalid number of argument(s) for the " + name + " ComparisonOperator");
  if (values.empty()) return {};
  for (const AttributeValueView& value : values) {
    if (rule.accepts(value.type())) continue;
    return invalidParameter("ComparisonOperator " + name + " is not valid for " + std::string(toString(value.type())) +
                            " AttributeValue type");
  }
  for (const AttributeValueView& value : values)
    if (value.type() != values.front().type())
      return invalidParameter("AttributeValues inside AttributeValueList must be of same type");
  if (op == ComparisonOperator::BETWEEN && compareScalars(values[0], values[1]) > 0)
    return validationError(
        "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
  return {};
}

Condition comparison(const std::string& attribute, ComparisonOperator op, const std::vector<AttributeValueView>& values) {
  Condition result = condition(row(op).condition, attribute, values);
  if (op != ComparisonOperator::NOT_CONTAINS) return result;
  // True of values of another type (dynalite's recordings), but false where the attribute is missing (ScyllaDB Alternator's
  // reading of the service), unlike `NOT contains(...)`.
  return combination(Condition::Operator::And, {condition(Condition::Operator::AttributeExists, attribute, {}),
                                                combination(Condition::Operator::Not, {std::move(result)})});
}

Condition combined(std::vector<Condition> conditions, ConditionalOperator combine) {
  if (conditions.empty()) return {};
  if (conditions.size() == 1) return std::move(conditions.front());
  return combination(combine == ConditionalOperator::Or ? Condition::Operator::Or : Condition::Operator::And,
                     std::move(conditions));
}

Error expectedError(std::string_view detail, const ExpectedAttribute& expected) {
  return invalidParameter(std::string(detail) + " for Attribute: " + expected.attribute);
}

// An entry with a ComparisonOperator.
Result<Condition> comparisonFromExpected(const ExpectedAttribute& expected) {
  const ComparisonOperator op = *expected.op;
  if (expected.exists) return expectedError("Exists and ComparisonOperator cannot be used together", expected);
  if (row(op).max_values > 0 && !expected.values && !expected.value) {
    return expectedError("Value or AttributeValueList must be used with ComparisonOperator: " + std::string(toString(op)),
                         expected);
  }
  std::vector<AttributeValueView> values;
  if (expected.values) values = *expected.values;
  if (expected.value) values.push_back(*expected.value);
  TRY(checkValues(op, values));
  return comparison(expected.attribute, op, values);
}

// An entry of Value and Exists alone, the oldest form.
Result<Condition> equalityFromExpected(const ExpectedAttribute& expected) {
  if (expected.exists.value_or(true)) {
    if (!expected.value)
      return expectedError(std::string("Value must be provided when Exists is ") + (expected.exists ? "true" : "null"),
                           expected);
    return condition(Condition::Operator::Equal, expected.attribute, {*expected.value});
  }
  if (expected.value) return expectedError("Value cannot be used when Exists is false", expected);
  return condition(Condition::Operator::AttributeNotExists, expected.attribute, {});
}

Result<Condition> fromExpected(const ExpectedAttribute& expected) {
  if (expected.values && expected.value)
    return expectedError("Value and AttributeValueList cannot be used together", expected);
  if (expected.op) return comparisonFromExpected(expected);
  if (expected.values) return expectedError("AttributeValueList can only be used with a ComparisonOperator", expected);
  return equalityFromExpected(expected);
}

// The operator in the terms of a key range; none for those that no key can answer.
std::optional<RangeCondition::Operator> rangeOperator(ComparisonOperator op) {
  switch (op) {
    case ComparisonOperator::EQ:
      return RangeCondition::Operator::Equal;
    case ComparisonOperator::LT:
      return RangeCondition::Operator::Less;
    case ComparisonOperator::LE:
      return RangeCondition::Operator::LessOrEqual;
    case ComparisonOperator::GT:
      return RangeCondition::Operator::Greater;
    case ComparisonOperator::GE:
      return RangeCondition::Operator::GreaterOrEqual;
    case ComparisonOperator::BETWEEN:
      return RangeCondition::Operator::Between;
    case ComparisonOperator::BEGINS_WITH:
      return RangeCondition::Operator::BeginsWith;
    default:
      return std::nullopt;
  }
}

Result<void> checkUpdate(const AttributeUpdate& update) {
  using Action = AttributeUpdate::Action;
  if (!update.value) {
    if (update.action == Action::Delete) return {};
    return invalidParameter("Only DELETE action is allowed when no attribute value is specified");
  }
  const AttributeType type = update.value->type();
  const std::string name(toString(type));
  if (update.action == Action::Delete && !isSet(type))
    return invalidParameter("DELETE action with value is not supported for the type " + name);
  if (update.action == Action::Add && type != AttributeType::N && type != AttributeType::L && !isSet(type))
    return invalidParameter("ADD action is not supported for the type " + name);
  return {};
}

UpdateAction toAction(const AttributeUpdate& update) {
  UpdateAction action;
  action.target = pathTo(update.attribute);
  switch (update.action) {
    case AttributeUpdate::Action::Put:
      action.kind = UpdateAction::Kind::Set;
      action.set.kind = SetValue::Kind::Value;
      action.set.value = update.value;
      break;
    case AttributeUpdate::Action::Add:
      action.kind = UpdateAction::Kind::Add;
      action.value = update.value;
      break;
    case AttributeUpdate::Action::Delete:
      action.kind = update.value ? UpdateAction::Kind::Delete : UpdateAction::Kind::Remove;
      action.value = update.value;
      break;
  }
  return action;
}

}  // namespace

std::optional<ComparisonOperator> parseComparisonOperator(std::string_view name) {
  for (const OperatorRow& candidate : kOperators)
    if (candidate.name == name) return candidate.op;
  return std::nullopt;
}

std::string_view toString(ComparisonOperator op) { return row(op).name; }

Result<Condition> conditionFromExpected(const std::vector<ExpectedAttribute>& expected, ConditionalOperator combine) {
  std::vector<Condition> conditions;
  conditions.reserve(expected.size());
  for (const ExpectedAttribute& entry : expected) conditions.push_back(TRY(fromExpected(entry)));
  return combined(std::move(conditions), combine);
}

Result<Condition> conditionFromFilter(const std::vector<LegacyCondition>& filter, ConditionalOperator combine) {
  std::vector<Condition> conditions;
  conditions.reserve(filter.size());
  for (const LegacyCondition& entry : filter) {
    TRY(checkValues(entry.op, entry.values));
    conditions.push_back(comparison(entry.attribute, entry.op, entry.values));
  }
  return combined(std::move(conditions), combine);
}

Result<KeyConditions> keyConditionsFromLegacy(const std::vector<LegacyCondition>& conditions) {
  KeyConditions result;
  result.legacy = true;
  for (const LegacyCondition& entry : conditions) {
    TRY(checkValues(entry.op, entry.values));
    const auto op = rangeOperator(entry.op);
    result.terms.push_back({entry.attribute, op.value_or(RangeCondition::Operator::Equal), entry.values, op.has_value()});
  }
  // Before the table is looked up (dynalite), so that it holds for keys of several attributes too: for these unverified.
  if (conditions.empty() || conditions.size() > kMaxLegacyKeyConditions)
    return validationError("Conditions can be of length 1 or 2 only");
  return result;
}

Result<UpdateExpression> updateFromAttributeUpdates(const std::vector<AttributeUpdate>& updates) {
  UpdateExpression result;
  result.legacy = true;
  result.actions.reserve(updates.size());
  for (const AttributeUpdate& update : updates) {
    TRY(checkUpdate(update));
    result.actions.push_back(toAction(update));
  }
  return result;
}

Result<ProjectionExpression> projectionFromAttributesToGet(const std::vector<std::string>& attributes) {
  ProjectionExpression result;
  result.paths.reserve(attributes.size());
  std::set<std::string_view> seen;
  for (const std::string& attribute : attributes) {
    if (!seen.insert(attribute).second) return invalidParameter("Duplicate value in attribute name: " + attribute);
    result.paths.push_back(pathTo(attribute));
  }
  return result;
}

}  // namespace stator
