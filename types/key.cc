#include "types/key.h"

#include <algorithm>

namespace stator {

namespace {

const KeyAttribute* findIn(const std::vector<KeyAttribute>& attributes, std::string_view name) {
  const auto it = std::find_if(attributes.begin(), attributes.end(),
                               [name](const KeyAttribute& attribute) { return attribute.name == name; });
  return it == attributes.end() ? nullptr : &*it;
}

bool isKeyName(const KeySchema& table, const KeySchema& index, std::string_view name) {
  return table.contains(name) || index.contains(name);
}

}  // namespace

const KeyAttribute* KeySchema::find(std::string_view attribute) const {
  const KeyAttribute* found = findIn(hash, attribute);
  return found ? found : findIn(range, attribute);
}

bool matches(const RangeCondition& condition, AttributeValueView value) {
  using Operator = RangeCondition::Operator;
  const AttributeValueView low = condition.low.view();
  if (condition.op == Operator::BeginsWith) return value.payload().starts_with(low.payload());
  const std::strong_ordering order = compareScalars(value, low);
  switch (condition.op) {
    case Operator::Equal:
      return order == 0;
    case Operator::Less:
      return order < 0;
    case Operator::LessOrEqual:
      return order <= 0;
    case Operator::Greater:
      return order > 0;
    case Operator::GreaterOrEqual:
      return order >= 0;
    case Operator::Between:
      return order >= 0 && condition.high && compareScalars(value, *condition.high) <= 0;
    case Operator::BeginsWith:
      break;  // above
  }
  return false;
}

bool contains(const KeyRange& range, const KeySchema& schema, ItemView item) {
  if (range.hash.size() != schema.hash.size() || range.range.size() > schema.range.size()) return false;
  for (size_t i = 0; i < range.hash.size(); ++i) {
    const auto value = item.find(schema.hash[i].name);
    if (!value || !(*value == range.hash[i].view())) return false;
  }
  for (size_t i = 0; i < range.range.size(); ++i) {
    const auto value = item.find(schema.range[i].name);
    if (!value || value->type() != range.range[i].low.type() || !matches(range.range[i], *value)) return false;
  }
  return true;
}

std::string keyItem(ItemView item, const KeySchema& table, const KeySchema& index) {
  std::string out;
  for (const AttributeView attribute : item) {
    if (isKeyName(table, index, attribute.name)) appendAttribute(out, attribute.name, attribute.value);
  }
  return out;
}

}  // namespace stator
