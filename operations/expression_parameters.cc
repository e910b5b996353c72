#include "operations/expression_parameters.h"

#include <algorithm>
#include <array>

#include "protocol/attribute_value_json.h"
#include "protocol/request_depth.h"
#include "types/attribute_name.h"

namespace stator {
namespace {

using Names = std::vector<std::string_view>;

constexpr std::array<std::string_view, 1> kGetLegacy = {"AttributesToGet"};
constexpr std::array<std::string_view, 1> kGetExpressions = {"ProjectionExpression"};
// ConditionalOperator counts as a legacy parameter on every operation (ExtendDB pull request 213, captured July 2026).
constexpr std::array<std::string_view, 2> kPutLegacy = {"Expected", "ConditionalOperator"};
constexpr std::array<std::string_view, 1> kPutExpressions = {"ConditionExpression"};
constexpr std::array<std::string_view, 3> kUpdateLegacy = {"AttributeUpdates", "Expected", "ConditionalOperator"};
constexpr std::array<std::string_view, 2> kUpdateExpressions = {"UpdateExpression", "ConditionExpression"};
constexpr std::array<std::string_view, 4> kQueryLegacy = {"AttributesToGet", "QueryFilter", "ConditionalOperator",
                                                          "KeyConditions"};
constexpr std::array<std::string_view, 3> kQueryExpressions = {"ProjectionExpression", "FilterExpression",
                                                               "KeyConditionExpression"};
constexpr std::array<std::string_view, 3> kScanLegacy = {"AttributesToGet", "ScanFilter", "ConditionalOperator"};
constexpr std::array<std::string_view, 2> kScanExpressions = {"ProjectionExpression", "FilterExpression"};

std::string join(const Names& names, std::string_view separator) {
  std::string text;
  for (std::string_view name : names) {
    if (!text.empty()) text += separator;
    text += name;
  }
  return text;
}

Names present(RequestValue parameters, std::span<const std::string_view> known) {
  Names names;
  for (std::string_view name : known)
    if (parameters[name]) names.push_back(name);
  return names;
}

// ConditionalOperator must have something to combine (captured July 2026, ExtendDB pull request 213).
Result<void> checkConditionalOperator(RequestValue parameters) {
  if (!parameters["ConditionalOperator"]) return {};
  size_t conditions = 0;
  for (std::string_view member : {"Expected", "QueryFilter", "ScanFilter"}) conditions += parameters[member].size();
  if (conditions == 0) return validationError("ConditionalOperator cannot be used without Filter or Expected");
  if (conditions == 1) {
    return validationError("ConditionalOperator can only be used when Filter or Expected has two or more elements");
  }
  return {};
}

ConditionalOperator combination(RequestValue parameters) {
  return parameters["ConditionalOperator"].string() == "OR" ? ConditionalOperator::Or : ConditionalOperator::And;
}

// "ConditionExpression is null", "UpdateExpression and ConditionExpression are null".
std::string nullExpressions(const Names& names) {
  return join(names, " and ") + (names.size() > 1 ? " are null" : " is null");
}

Result<void> checkPlaceholdersHaveUse(RequestValue parameters, const ParameterSet& known, bool any_expression) {
  if (parameters["ExpressionAttributeNames"] && !any_expression) {
    return validationError("ExpressionAttributeNames can only be specified when using expressions",
                           ErrorFamily::WithoutExpression);
  }
  if (!parameters["ExpressionAttributeValues"]) return {};
  Names with_values(known.expressions.begin(), known.expressions.end());
  std::erase(with_values, "ProjectionExpression");  // has no values
  if (std::ranges::any_of(with_values, [&](std::string_view name) { return bool(parameters[name]); })) return {};
  std::string text = "ExpressionAttributeValues can only be specified when using expressions";
  // PutItem and DeleteItem name none any more (parity suite, captured in eu-west-2 and us-east-1, 2026-10).
  if (known.expressions.data() != kPutExpressions.data()) text += ": " + nullExpressions(with_values);
  return validationError(std::move(text), ErrorFamily::WithoutExpression);
}

std::vector<RequestValue::Entry> sortedEntries(RequestValue map) {
  std::vector<RequestValue::Entry> entries;
  for (RequestValue::Entry entry : map.entries()) entries.push_back(entry);
  std::ranges::sort(entries, {}, &RequestValue::Entry::name);
  return entries;
}

}  // namespace

ParameterSet getParameters() { return {kGetLegacy, kGetExpressions}; }
ParameterSet putParameters() { return {kPutLegacy, kPutExpressions}; }
ParameterSet updateParameters() { return {kUpdateLegacy, kUpdateExpressions}; }
ParameterSet queryParameters() { return {kQueryLegacy, kQueryExpressions}; }
ParameterSet scanParameters() { return {kScanLegacy, kScanExpressions}; }

Result<void> ExpressionParameters::checkMixing(RequestValue parameters, const ParameterSet& known) {
  const Names expressions = present(parameters, known.expressions);
  if (!expressions.empty()) {
    Names legacy = present(parameters, known.legacy);
    // Legacy KeyConditions may stand beside FilterExpression and ProjectionExpression (dynalite).
    if (!parameters["KeyConditionExpression"]) std::erase(legacy, "KeyConditions");
    if (!legacy.empty()) {
      return validationError(
          "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {" +
              join(legacy, ", ") + "} Expression parameters: {" + join(expressions, ", ") + "}",
          ErrorFamily::Mixing);
    }
  }
  TRY(checkPlaceholdersHaveUse(parameters, known, !expressions.empty()));
  return checkConditionalOperator(parameters);
}

// What is bare and what is wrapped when a value in ExpressionAttributeValues is bad. Sources: captures of July to October
// 2026 (dynoxide, parity suite); that the current layer wraps no empty set is known of UpdateItem only.
Error ExpressionParameters::valueError(Error error, std::string_view key, RequestValue json) const {
  constexpr int kLevelsAroundValue = 2;
  if (error.code != ErrorCode::ValidationException) return error;
  if (error.family == ErrorFamily::NullFalse) return error;
  if (error.family == ErrorFamily::Nesting && !hasOlderWords(json, outer_levels_ + kLevelsAroundValue)) return error;
  const bool wrapped =
      layer_ == ValueLayer::Older || error.family == ErrorFamily::Plain || error.family == ErrorFamily::Nesting;
  if (!wrapped) return error;
  error.message = "ExpressionAttributeValues contains invalid value: " + error.message + " for key " + std::string(key);
  return error;
}

Result<AttributeValueView> ExpressionParameters::keep(RequestValue json) {
  values_.push_back(TRY(toAttributeValue(json, layer_)));
  return values_.back().view();
}

Result<std::vector<AttributeValueView>> ExpressionParameters::keepList(RequestValue json) {
  std::vector<AttributeValueView> list;
  for (RequestValue element : json.elements()) list.push_back(TRY(keep(element)));
  return list;
}

Result<void> ExpressionParameters::readExpected(RequestValue parameters) {
  if (!parameters["Expected"]) return {};
  std::vector<ExpectedAttribute> expected;
  for (const auto& [name, entry] : sortedEntries(parameters["Expected"])) {
    ExpectedAttribute attribute{.attribute = std::string(name)};
    if (RequestValue op = entry["ComparisonOperator"]) attribute.op = parseComparisonOperator(op.string());
    if (RequestValue values = entry["AttributeValueList"]) attribute.values = TRY(keepList(values));
    if (RequestValue value = entry["Value"]) attribute.value = TRY(keep(value));
    if (RequestValue exists = entry["Exists"]) attribute.exists = exists.boolean();
    expected.push_back(std::move(attribute));
  }
  Result<Condition> tree = conditionFromExpected(expected, combination(parameters));
  if (!tree) {
    tree.error().family = ErrorFamily::Expected;
    return std::move(tree).error();
  }
  condition = std::move(tree).value();
  return {};
}

Result<std::vector<LegacyCondition>> ExpressionParameters::readConditions(RequestValue map) {
  std::vector<LegacyCondition> conditions;
  for (const auto& [name, entry] : sortedEntries(map)) {
    LegacyCondition condition_entry{.attribute = std::string(name)};
    condition_entry.op = parseComparisonOperator(entry["ComparisonOperator"].string()).value_or(ComparisonOperator::EQ);
    condition_entry.values = TRY(keepList(entry["AttributeValueList"]));
    conditions.push_back(std::move(condition_entry));
  }
  return conditions;
}

Result<void> ExpressionParameters::readFilter(RequestValue parameters, std::string_view member) {
  if (!parameters[member]) return {};
  const std::vector<LegacyCondition> conditions = TRY(readConditions(parameters[member]));
  filter = TRY(conditionFromFilter(conditions, combination(parameters)));
  legacy_filter = true;
  return {};
}

Result<void> ExpressionParameters::readKeyConditions(RequestValue parameters) {
  if (!parameters["KeyConditions"]) return {};
  const std::vector<LegacyCondition> conditions = TRY(readConditions(parameters["KeyConditions"]));
  key_conditions = TRY(keyConditionsFromLegacy(conditions));
  return {};
}

Result<void> ExpressionParameters::readAttributeUpdates(RequestValue parameters) {
  if (!parameters["AttributeUpdates"]) return {};
  std::vector<AttributeUpdate> updates;
  for (const auto& [name, entry] : sortedEntries(parameters["AttributeUpdates"])) {
    TRY(checkAttributeName(name));
    AttributeUpdate attribute{.attribute = std::string(name)};
    const std::string_view action = entry["Action"].string("PUT");
    if (action == "ADD") attribute.action = AttributeUpdate::Action::Add;
    if (action == "DELETE") attribute.action = AttributeUpdate::Action::Delete;
    if (RequestValue value = entry["Value"]) attribute.value = TRY(keep(value));
    updates.push_back(std::move(attribute));
  }
  update = TRY(updateFromAttributeUpdates(updates));
  return {};
}

Result<void> ExpressionParameters::readAttributesToGet(RequestValue parameters) {
  if (!parameters["AttributesToGet"]) return {};
  std::vector<std::string> names;
  for (RequestValue name : parameters["AttributesToGet"].elements()) names.emplace_back(name.string());
  projection = TRY(projectionFromAttributesToGet(names));
  return {};
}

Result<void> ExpressionParameters::readPlaceholders(RequestValue parameters) {
  if (RequestValue names = parameters["ExpressionAttributeNames"]) {
    if (names.empty()) {
      return validationError("ExpressionAttributeNames must not be empty", ErrorFamily::EmptyPlaceholders);
    }
    for (auto [key, name] : names.entries()) TRY(placeholders_.addName(std::string(key), std::string(name.string())));
  }
  RequestValue values = parameters["ExpressionAttributeValues"];
  if (!values) return {};
  if (values.empty()) {
    return validationError("ExpressionAttributeValues must not be empty", ErrorFamily::EmptyPlaceholders);
  }
  // All keys are looked at before the first value (dynalite).
  for (auto [key, json] : values.entries()) TRY(Placeholders::checkValueKey(key));
  for (auto [key, json] : values.entries()) {
    Result<AttributeValue> value = toAttributeValue(json, layer_);
    if (!value) return valueError(std::move(value).error(), key, json);
    TRY(placeholders_.addValue(std::string(key), std::move(value).value()));
  }
  return {};
}

Result<void> ExpressionParameters::readExpressions(RequestValue parameters) {
  TRY(readPlaceholders(parameters));
  if (RequestValue text = parameters["UpdateExpression"]) update = TRY(parseUpdate(text.string(), placeholders_));
  if (RequestValue text = parameters["ConditionExpression"]) {
    condition = TRY(parseCondition(ConditionKind::Condition, text.string(), placeholders_));
  }
  std::optional<Condition> key_condition;
  if (RequestValue text = parameters["KeyConditionExpression"]) {
    key_condition = TRY(parseKeyConditionTree(text.string(), placeholders_));
  }
  if (RequestValue text = parameters["FilterExpression"]) {
    filter = TRY(parseCondition(ConditionKind::Filter, text.string(), placeholders_));
  }
  if (RequestValue text = parameters["ProjectionExpression"])
    projection = TRY(parseProjection(text.string(), placeholders_));
  TRY(placeholders_.checkAllUsed());
  // What a key condition may contain is judged when all expressions have been read (dynalite).
  if (key_condition) key_conditions = TRY(keyConditionsFrom(*key_condition));
  return {};
}

}  // namespace stator
