#include <algorithm>

#include "expression/condition_parser.h"
#include "expression/lexer.h"
#include "expression/parser.h"

namespace stator {
namespace {

using Operator = Condition::Operator;

std::string_view toString(Operator op) {
  switch (op) {
    case Operator::Or:
      return "OR";
    case Operator::Not:
      return "NOT";
    case Operator::In:
      return "IN";
    case Operator::NotEqual:
      return "<>";
    case Operator::AttributeExists:
      return "attribute_exists";
    case Operator::AttributeNotExists:
      return "attribute_not_exists";
    case Operator::AttributeType:
      return "attribute_type";
    case Operator::Contains:
      return "contains";
    case Operator::Between:
      return "BETWEEN";
    case Operator::BeginsWith:
      return "begins_with";
    default:
      return "";
  }
}

bool isAllowed(Operator op) {
  switch (op) {
    case Operator::Equal:
    case Operator::Less:
    case Operator::LessOrEqual:
    case Operator::Greater:
    case Operator::GreaterOrEqual:
    case Operator::Between:
    case Operator::BeginsWith:
      return true;
    default:
      return false;
  }
}

RangeCondition::Operator keyOperator(Operator op, bool mirrored) {
  using Key = RangeCondition::Operator;
  switch (op) {
    case Operator::Less:
      return mirrored ? Key::Greater : Key::Less;
    case Operator::LessOrEqual:
      return mirrored ? Key::GreaterOrEqual : Key::LessOrEqual;
    case Operator::Greater:
      return mirrored ? Key::Less : Key::Greater;
    case Operator::GreaterOrEqual:
      return mirrored ? Key::LessOrEqual : Key::GreaterOrEqual;
    case Operator::Between:
      return Key::Between;
    case Operator::BeginsWith:
      return Key::BeginsWith;
    default:
      return Key::Equal;
  }
}

Error invalidCondition(std::string_view detail) {
  return validationError(std::string("Invalid condition in KeyConditionExpression: ").append(detail));
}

// Index of the operand that is the key attribute, and the rules about it.
Result<size_t> findKeyOperand(const Condition& condition) {
  const std::vector<Operand>& operands = condition.operands;
  const bool wants_path_first = condition.op == Operator::Between || condition.op == Operator::BeginsWith;
  if (wants_path_first && operands.front().kind != Operand::Kind::Path) {
    return invalidCondition(std::string(toString(condition.op)) +
                            " operator must have the key attribute as its first operand");
  }
  size_t key = operands.size();
  for (size_t i = 0; i < operands.size(); ++i) {
    if (operands[i].kind == Operand::Kind::SizeOfPath || operands[i].kind == Operand::Kind::SizeOfValue) {
      return validationError("KeyConditionExpressions cannot contain nested operations");
    }
    if (operands[i].kind != Operand::Kind::Path) continue;
    if (key != operands.size()) return invalidCondition("Multiple attribute names used in one condition");
    if (operands[i].path.nested()) {
      return expressionError("KeyCondition", "KeyConditionExpressions cannot have conditions on nested attributes");
    }
    key = i;
  }
  if (key == operands.size()) return invalidCondition("No key attribute specified");
  return key;
}

Result<void> collectTerm(const Condition& condition, std::vector<KeyConditionTerm>& terms) {
  if (!isAllowed(condition.op)) {
    return validationError("Invalid operator used in KeyConditionExpression: " + std::string(toString(condition.op)));
  }
  const size_t key = TRY(findKeyOperand(condition));
  KeyConditionTerm term;
  term.attribute = condition.operands[key].path.attribute();
  const bool repeated = std::any_of(terms.begin(), terms.end(),
                                    [&term](const KeyConditionTerm& other) { return other.attribute == term.attribute; });
  if (repeated) return expressionError("KeyCondition", "KeyConditionExpressions must only contain one condition per key");
  term.op = keyOperator(condition.op, key != 0);
  for (size_t i = 0; i < condition.operands.size(); ++i) {
    if (i != key) term.values.push_back(*condition.operands[i].value);
  }
  terms.push_back(std::move(term));
  return {};
}

// Appends the terms of `condition`. The order of checks is dynalite's; most of these texts come without the prefix
// "Invalid KeyConditionExpression: ".
Result<void> collectTerms(const Condition& condition, std::vector<KeyConditionTerm>& terms) {
  if (condition.op != Operator::And) return collectTerm(condition, terms);
  for (const Condition& child : condition.children) TRY(collectTerms(child, terms));
  return {};
}

}  // namespace

Result<Condition> parseKeyConditionTree(std::string_view text, Placeholders& placeholders) {
  const RawNode root = TRY(parseRawCondition("KeyCondition", text));
  return resolveCondition("KeyCondition", root, placeholders);
}

Result<KeyConditions> keyConditionsFrom(const Condition& condition) {
  KeyConditions conditions;
  TRY(collectTerms(condition, conditions.terms));
  return conditions;
}

Result<KeyConditions> parseKeyCondition(std::string_view text, Placeholders& placeholders) {
  return keyConditionsFrom(TRY(parseKeyConditionTree(text, placeholders)));
}

}  // namespace stator
