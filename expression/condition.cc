#include <algorithm>
#include <iterator>

#include "expression/evaluate.h"

namespace stator {
namespace {

using Operator = Condition::Operator;
using OptionalValue = std::optional<AttributeValueView>;

// Values of operands against one item. Only size() makes a value of its own; it is small enough not to be allocated.
class OperandReader {
 public:
  explicit OperandReader(ItemView item) : item_(item) {}

  OptionalValue read(const Operand& operand) {
    switch (operand.kind) {
      case Operand::Kind::Path:
        return find(operand.path, item_);
      case Operand::Kind::Value:
        return operand.value;
      case Operand::Kind::SizeOfPath:
        return size(find(operand.path, item_));
      case Operand::Kind::SizeOfValue:
        return size(operand.value);
    }
    return std::nullopt;
  }

 private:
  OptionalValue size(const OptionalValue& value) {
    if (!value) return std::nullopt;
    const std::optional<size_t> size = sizeFunction(*value);
    if (!size) return std::nullopt;
    std::optional<AttributeValue>& place = sizes_[used_++ % std::size(sizes_)];
    return place.emplace(AttributeValue::number(static_cast<int64_t>(*size))).view();
  }

  ItemView item_;
  std::optional<AttributeValue> sizes_[3];  // of the operands last read: BETWEEN needs three at a time, the rest fewer
  size_t used_ = 0;
};

bool equal(const AttributeValueView& left, const AttributeValueView& right) {
  return left.type() == right.type() && left.payload() == right.payload();
}

bool ordered(const AttributeValueView& left, const AttributeValueView& right) {
  return left.type() == right.type() && isKeyType(left.type());
}

bool compare(Operator op, const OptionalValue& left, const OptionalValue& right) {
  // With an attribute missing only <> holds (DynamoDB capture, 2026).
  if (!left || !right) return op == Operator::NotEqual;
  if (op == Operator::Equal) return equal(*left, *right);
  if (op == Operator::NotEqual) return !equal(*left, *right);
  if (!ordered(*left, *right)) return false;
  const std::strong_ordering order = compareScalars(*left, *right);
  switch (op) {
    case Operator::Less:
      return order < 0;
    case Operator::LessOrEqual:
      return order <= 0;
    case Operator::Greater:
      return order > 0;
    default:
      return order >= 0;
  }
}

bool between(const std::vector<Operand>& operands, ItemView item) {
  OperandReader reader(item);
  const OptionalValue value = reader.read(operands[0]);
  return value && compare(Operator::GreaterOrEqual, value, reader.read(operands[1])) &&
         compare(Operator::LessOrEqual, value, reader.read(operands[2]));
}

bool in(const std::vector<Operand>& operands, ItemView item) {
  OperandReader reader(item);
  const OptionalValue value = reader.read(operands[0]);
  if (!value) return false;
  OperandReader candidates(item);
  return std::any_of(operands.begin() + 1, operands.end(), [&](const Operand& operand) {
    const OptionalValue candidate = candidates.read(operand);
    return candidate && equal(*value, *candidate);
  });
}

bool beginsWith(const OptionalValue& value, const OptionalValue& prefix) {
  if (!value || !prefix || value->type() != prefix->type()) return false;
  if (value->type() != AttributeType::S && value->type() != AttributeType::B) return false;
  return value->payload().starts_with(prefix->payload());
}

bool evaluateLeaf(const Condition& condition, ItemView item) {
  const std::vector<Operand>& operands = condition.operands;
  switch (condition.op) {
    case Operator::AttributeExists:
      return find(operands[0].path, item).has_value();
    case Operator::AttributeNotExists:
      return !find(operands[0].path, item).has_value();
    case Operator::Between:
      return between(operands, item);
    case Operator::In:
      return in(operands, item);
    case Operator::True:
      return true;
    default:
      break;
  }
  OperandReader reader(item);
  const OptionalValue left = reader.read(operands[0]);
  const OptionalValue right = reader.read(operands[1]);
  switch (condition.op) {
    case Operator::BeginsWith:
      return beginsWith(left, right);
    case Operator::Contains:
      return left && right && contains(*left, *right);
    case Operator::AttributeType:
      return left && right && right->type() == AttributeType::S && toString(left->type()) == right->payload();
    default:
      return compare(condition.op, left, right);
  }
}

}  // namespace

bool evaluate(const Condition& condition, ItemView item) {
  const auto holds = [item](const Condition& child) { return evaluate(child, item); };
  switch (condition.op) {
    case Operator::And:
      return std::all_of(condition.children.begin(), condition.children.end(), holds);
    case Operator::Or:
      return std::any_of(condition.children.begin(), condition.children.end(), holds);
    case Operator::Not:
      return !holds(condition.children.front());
    default:
      return evaluateLeaf(condition, item);
  }
}

}  // namespace stator
