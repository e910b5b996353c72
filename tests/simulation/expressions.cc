#include "tests/simulation/expressions.h"

#include <algorithm>

namespace stator::test {
namespace {

std::string joined(const std::vector<std::string>& parts, const std::string& separator) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : separator) + part;
  return text;
}

bool isScalar(const WireValue& value) { return value.type == "S" || value.type == "N" || value.type == "B"; }

// ADD; nothing when the types do not go together.
std::optional<WireValue> added(const WireValue& old_value, const WireValue& operand) {
  if (old_value.type != operand.type) return std::nullopt;
  if (operand.type == "N") return WireValue::n(numberText(old_value.number() + operand.number()));
  WireValue result = old_value;
  result.members.insert(operand.members.begin(), operand.members.end());
  return result;
}

bool holdsTerm(const ModelKeyCondition::Term& term, const WireValue& value) {
  if (term.op == "begins_with") return value.text.compare(0, term.low.text.size(), term.low.text) == 0;
  const int order = compareKeys(value, term.low);
  if (term.op == "=") return order == 0;
  if (term.op == "<") return order < 0;
  if (term.op == "<=") return order <= 0;
  if (term.op == ">") return order > 0;
  if (term.op == ">=") return order >= 0;
  return order >= 0 && compareKeys(value, term.high) <= 0;
}

ModelKeyCondition::Term randomTerm(Generator& generator, const std::string& attribute, const WireValue& near) {
  const std::string type = typeOf(attribute);
  std::vector<std::string> operators{"=", "<", "<=", ">", ">=", "BETWEEN"};
  if (type != "N") operators.emplace_back("begins_with");
  ModelKeyCondition::Term term{
      attribute, generator.pick(operators), generator.chance(50) ? near : generator.keyValue(type), {}};
  if (term.op == "BETWEEN") {
    term.high = generator.keyValue(type);
    if (compareKeys(term.low, term.high) > 0) std::swap(term.low, term.high);
  }
  return term;
}

}  // namespace

std::string ExpressionText::name(const std::string& attribute) {
  const std::string placeholder = "#n" + attribute;
  names_[placeholder] = attribute;
  return placeholder;
}

std::string ExpressionText::value(const WireValue& value) {
  const std::string placeholder = ":v" + std::to_string(values_.size());
  values_[placeholder] = value;
  return placeholder;
}

std::string ExpressionText::members() const {
  std::vector<std::string> names;
  for (const auto& [placeholder, attribute] : names_) names.push_back(jsonString(placeholder) + ":" + jsonString(attribute));
  std::string text;
  if (!names.empty()) text += R"(,"ExpressionAttributeNames":{)" + joined(names, ",") + "}";
  if (!values_.empty()) text += R"(,"ExpressionAttributeValues":)" + toJson(values_);
  return text;
}

std::string conditionMember(const std::string& text) {
  return text.empty() ? "" : R"(,"ConditionExpression":)" + jsonString(text);
}

ModelCondition ModelCondition::random(Generator& generator, const TableShape& shape) {
  ModelCondition condition;
  if (generator.chance(50)) return condition;
  const std::string attribute = generator.chance(50) ? generator.pick(kKeyAttributes) : generator.pick(kOtherAttributes);
  switch (generator.below(5)) {
    case 0:
      return {Kind::Exists, shape.key.hash[0], {}};
    case 1:
      return {Kind::NotExists, shape.key.hash[0], {}};
    case 2:
      return {Kind::Equal, attribute, generator.attributeValue(attribute)};
    case 3:
      return {Kind::NotEqual, attribute, generator.attributeValue(attribute)};
    default:
      return {Kind::Less, attribute, generator.keyValue(attribute[0] == 'x' ? "N" : typeOf(attribute))};
  }
}

bool ModelCondition::holds(const WireItem& item) const {
  const auto found = item.find(attribute);
  const bool exists = found != item.end();
  switch (kind) {
    case Kind::None:
      return true;
    case Kind::Exists:
      return exists;
    case Kind::NotExists:
      return !exists;
    case Kind::Equal:
      return exists && found->second == operand;
    case Kind::NotEqual:
      return !exists || found->second != operand;
    case Kind::Less:
      return exists && isScalar(operand) && found->second.type == operand.type && compareKeys(found->second, operand) < 0;
  }
  return false;
}

std::string ModelCondition::text(ExpressionText& expression) const {
  const std::string name = expression.name(attribute);
  switch (kind) {
    case Kind::None:
      return "";
    case Kind::Exists:
      return "attribute_exists(" + name + ")";
    case Kind::NotExists:
      return "attribute_not_exists(" + name + ")";
    case Kind::Equal:
      return name + " = " + expression.value(operand);
    case Kind::NotEqual:
      return name + " <> " + expression.value(operand);
    case Kind::Less:
      return name + " < " + expression.value(operand);
  }
  return "";
}

ModelUpdate ModelUpdate::random(Generator& generator, const TableShape& shape) {
  ModelUpdate update;
  for (const auto* attributes : {&kKeyAttributes, &kOtherAttributes}) {
    for (const std::string& attribute : *attributes) {
      if (shape.key.contains(attribute) || !generator.chance(25)) continue;
      switch (generator.below(5)) {
        case 0:
          update.actions.push_back({Action::Kind::Remove, attribute, {}});
          break;
        case 1:
          update.actions.push_back({Action::Kind::Add, attribute, generator.keyValue("N")});
          break;
        case 2:
          update.actions.push_back({Action::Kind::SetIfMissing, attribute, generator.attributeValue(attribute)});
          break;
        default:
          update.actions.push_back({Action::Kind::Set, attribute, generator.attributeValue(attribute)});
      }
    }
  }
  if (update.actions.empty()) update.actions.push_back({Action::Kind::Add, "x3", {.type = "SS", .members = {"m"}}});
  return update;
}

std::optional<WireItem> ModelUpdate::apply(const WireItem& item) const {
  WireItem result = item;
  for (const Action& action : actions) {
    const auto found = item.find(action.attribute);
    switch (action.kind) {
      case Action::Kind::Set:
        result[action.attribute] = action.operand;
        break;
      case Action::Kind::SetIfMissing:
        result.try_emplace(action.attribute, action.operand);
        break;
      case Action::Kind::Remove:
        result.erase(action.attribute);
        break;
      case Action::Kind::Add:
        if (found == item.end()) {
          result[action.attribute] = action.operand;
        } else if (const auto sum = added(found->second, action.operand)) {
          result[action.attribute] = *sum;
        } else {
          return std::nullopt;
        }
    }
  }
  return result;
}

Faults ModelUpdate::faults(const TableShape& shape, const WireItem& result) const {
  WireItem touched;
  for (const Action& action : actions)
    if (const auto found = result.find(action.attribute); found != result.end()) touched.insert(*found);
  return indexKeyFaults(shape, touched);
}

std::string ModelUpdate::text(ExpressionText& expression) const {
  std::vector<std::string> set, remove, add;
  for (const Action& action : actions) {
    const std::string name = expression.name(action.attribute);
    switch (action.kind) {
      case Action::Kind::Set:
        set.push_back(name + " = " + expression.value(action.operand));
        break;
      case Action::Kind::SetIfMissing:
        set.push_back(name + " = if_not_exists(" + name + ", " + expression.value(action.operand) + ")");
        break;
      case Action::Kind::Remove:
        remove.push_back(name);
        break;
      case Action::Kind::Add:
        add.push_back(name + " " + expression.value(action.operand));
        break;
    }
  }
  std::vector<std::string> sections;
  if (!set.empty()) sections.push_back("SET " + joined(set, ", "));
  if (!remove.empty()) sections.push_back("REMOVE " + joined(remove, ", "));
  if (!add.empty()) sections.push_back("ADD " + joined(add, ", "));
  return joined(sections, " ");
}

ModelKeyCondition ModelKeyCondition::random(Generator& generator, const KeyShape& key, const WireItem& near) {
  ModelKeyCondition condition;
  for (const std::string& attribute : key.hash) condition.terms.push_back({attribute, "=", near.at(attribute), {}});
  const int count = generator.below(static_cast<int>(key.range.size()) + 1);
  for (int i = 0; i < count; ++i) {
    const std::string& attribute = key.range[static_cast<size_t>(i)];
    const WireValue& value = near.at(attribute);
    condition.terms.push_back(i + 1 < count ? Term{attribute, "=", value, {}} : randomTerm(generator, attribute, value));
  }
  return condition;
}

bool ModelKeyCondition::holds(const WireItem& item) const {
  return std::all_of(terms.begin(), terms.end(), [&](const Term& term) { return holdsTerm(term, item.at(term.attribute)); });
}

std::string ModelKeyCondition::text(ExpressionText& expression) const {
  std::vector<std::string> parts;
  for (const Term& term : terms) {
    const std::string name = expression.name(term.attribute);
    const std::string low = expression.value(term.low);
    if (term.op == "BETWEEN") {
      parts.push_back(name + " BETWEEN " + low + " AND " + expression.value(term.high));
    } else if (term.op == "begins_with") {
      parts.push_back("begins_with(" + name + ", " + low + ")");
    } else {
      parts.push_back(name + " " + term.op + " " + low);
    }
  }
  return joined(parts, " AND ");
}

}  // namespace stator::test
