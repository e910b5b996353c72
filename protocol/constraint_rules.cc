#include "protocol/constraint_rules.h"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace stator {
namespace {

// Whether `place` is "owner" (member empty) or "owner.member".
bool isPlace(std::string_view place, std::string_view owner, std::string_view member) {
  if (member.empty()) return place == owner;
  return place.size() == owner.size() + 1 + member.size() && place.starts_with(owner) && place[owner.size()] == '.' &&
         place.ends_with(member);
}

template <class Entry>
const Entry* findPlace(std::span<const Entry> entries, std::string_view owner, std::string_view member) {
  const auto found = std::ranges::find_if(entries, [&](const Entry& entry) { return isPlace(entry.place, owner, member); });
  return found == entries.end() ? nullptr : &*found;
}

std::vector<const Member*> membersInOrder(const Shape& structure) {
  std::vector<const Member*> members;
  for (const Member& member : structure.members) members.push_back(&member);
  const auto orders = observedOrders();
  const auto order = std::ranges::find(orders, structure.name, &ObservedOrder::structure);
  if (order == orders.end()) return members;
  std::ranges::stable_sort(members, {}, [&](const Member* member) {
    return std::ranges::find(order->members, member->name) - order->members.begin();
  });
  return members;
}

class RuleBook {
 public:
  RuleBook() {
    for (const OperationModel& model : operationModels()) operations_.push_back(operationRules(model));
  }

  const OperationRules& of(const OperationModel& operation) const {
    return operations_.at(static_cast<size_t>(&operation - operationModels().data()));
  }

 private:
  OperationRules operationRules(const OperationModel& model) {
    OperationRules rules{model.name, ruleOf(*model.input), {model.name}, nullptr};
    const auto observed = observedOperations();
    const auto found = std::ranges::find(observed, model.name, &ObservedOperation::name);
    if (found != observed.end()) rules.observed = *found;
    const auto table_name = std::ranges::find(rules.input->members, "TableName", &MemberRule::name);
    if (table_name != rules.input->members.end()) rules.table_name = &*table_name;
    return rules;
  }

  // The rule of a shape, made at the first request for it. What an AttributeValue holds is not for this pass to judge
  // (attribute_value_json does); it also is the only shape that contains itself.
  const Rule* ruleOf(const Shape& shape) {
    const auto [entry, is_new] = by_shape_.try_emplace(&shape, nullptr);
    if (!is_new) return entry->second;
    Rule* rule = newRule(shape);
    by_shape_[&shape] = rule;
    if (const auto* observed = findPlace(observedConstraints(), shape.name, {})) apply(*rule, *observed);
    if (shape.key != nullptr) rule->key = ruleAt(*shape.key, shape.name, "key");
    if (shape.element != nullptr) rule->element = ruleOf(*shape.element);
    if (shape.name != "AttributeValue") {
      for (const Member* member : membersInOrder(shape)) addMember(*rule, *member);
    }
    finish(*rule);
    return rule;
  }

  // The rule of a shape at a certain place, where other constraints may have been observed.
  const Rule* ruleAt(const Shape& shape, std::string_view owner, std::string_view member) {
    const Rule* general = ruleOf(shape);
    const auto* observed = findPlace(observedConstraints(), owner, member);
    if (observed == nullptr) return general;
    Rule* rule = newRule(shape);
    *rule = *general;
    apply(*rule, *observed);
    finish(*rule);
    return rule;
  }

  void addMember(Rule& structure, const Member& member) {
    const std::string_view owner = structure.shape->name;
    MemberRule rule{member.name, ruleAt(*member.shape, owner, member.name), member.required};
    if (const auto* presence = findPlace(observedPresences(), owner, member.name)) {
      rule.required = presence->required;
      rule.required_unless = presence->unless;
    }
    if (const auto* bare = findPlace(observedBareTexts(), owner, member.name)) rule.bare_bound = bare->bound;
    if (rule.required || rule.rule->constrained) structure.members.push_back(rule);
  }

  Rule* newRule(const Shape& shape) {
    Rule& rule = *rules_.emplace_back(std::make_unique<Rule>());
    rule.shape = &shape;
    rule.min = shape.min;
    rule.max = shape.max;
    rule.pattern = shape.pattern;
    rule.values = shape.values;
    const auto enums = observedEnums();
    const auto found = std::ranges::find(enums, shape.name, &ObservedEnum::shape);
    if (found != enums.end()) {
      rule.values = found->values;
      rule.newer_values = found->newer_values;
    }
    rule.as_json = std::ranges::find(observedAsJson(), shape.name) != observedAsJson().end();
    return &rule;
  }

  static void apply(Rule& rule, const ObservedConstraints& observed) {
    rule.min = observed.min;
    rule.max = observed.max;
    rule.pattern = observed.pattern;
    rule.table_name = observed.table_name;
    rule.accepts_arn = observed.accepts_arn;
  }

  static void finish(Rule& rule) {
    rule.matches = nullptr;
    if (!rule.pattern.empty()) {
      rule.matches = findPattern(rule.pattern);
      if (rule.matches == nullptr) throw std::logic_error("no test for the pattern " + std::string(rule.pattern));
    }
    rule.bounded = rule.min != Shape::kNoMin || rule.max != Shape::kNoMax || rule.matches != nullptr || !rule.values.empty();
    // A list is looked at in any case: its elements must not be null.
    rule.constrained = rule.bounded || !rule.members.empty() || rule.shape->type == ShapeType::List ||
                       (rule.key != nullptr && rule.key->constrained) ||
                       (rule.element != nullptr && rule.element->constrained);
  }

  std::unordered_map<const Shape*, const Rule*> by_shape_;
  std::vector<std::unique_ptr<Rule>> rules_;
  std::vector<OperationRules> operations_;
};

}  // namespace

const OperationRules& constraintRules(const OperationModel& operation) {
  static const RuleBook book;
  return book.of(operation);
}

}  // namespace stator
