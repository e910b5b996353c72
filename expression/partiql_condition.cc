#include <algorithm>

#include "base/base64.h"
#include "expression/findings.h"
#include "expression/partiql_literals.h"
#include "expression/partiql_resolver.h"
#include "types/limits.h"

namespace stator {
namespace {

using Kind = PartiqlNode::Kind;
using Operator = Condition::Operator;

struct PartiqlFunction {
  std::string_view name;
  size_t operands;
  Operator op;
};
constexpr PartiqlFunction kFunctions[] = {
    {"attribute_exists", 1, Operator::AttributeExists},
    {"attribute_not_exists", 1, Operator::AttributeNotExists},
    {"attribute_type", 2, Operator::AttributeType},
    {"begins_with", 2, Operator::BeginsWith},
    {"contains", 2, Operator::Contains},
};

const PartiqlFunction* findFunction(std::string_view name) {
  const auto* found = std::ranges::find(kFunctions, name, &PartiqlFunction::name);
  return found == std::end(kFunctions) ? nullptr : found;
}

std::optional<Operator> comparison(std::string_view text) {
  if (text == "=") return Operator::Equal;
  if (text == "<>" || text == "!=") return Operator::NotEqual;
  if (text == "<") return Operator::Less;
  if (text == "<=") return Operator::LessOrEqual;
  if (text == ">") return Operator::Greater;
  if (text == ">=") return Operator::GreaterOrEqual;
  return std::nullopt;
}

// The types that IS tests for, and what items call them.
std::string_view typeOfIs(std::string_view word) {
  if (word == "null") return "NULL";
  if (word == "boolean" || word == "bool") return "BOOL";
  if (word == "blob") return "B";
  if (word == "string") return "S";
  if (word == "numeric") return "N";
  if (word == "struct" || word == "tuple") return "M";
  return word == "list" ? "L" : "";
}

std::string quoteValue(AttributeValueView value) {
  std::string text = "AttributeValue: {";
  text.append(toString(value.type())).append(":");
  if (value.type() == AttributeType::N) {
    appendNumberText(text, value.payload());
  } else if (value.type() == AttributeType::B) {
    appendBase64(text, value.payload());
  } else {
    text.append(value.payload());
  }
  return text.append("}");
}

Condition leaf(Operator op, std::vector<Operand> operands) {
  Condition condition;
  condition.op = op;
  condition.operands = std::move(operands);
  return condition;
}

Condition combined(Operator op, std::vector<Condition> children) {
  Condition condition;
  condition.op = op;
  condition.children = std::move(children);
  return condition;
}

class ConditionResolver {
 public:
  explicit ConditionResolver(PartiqlValues& values) : values_(values) {}

  Result<Condition> where(const PartiqlNode& node) {
    return resolve(node, "WHERE clause must contain an expression that resolves to a boolean");
  }

 private:
  // `otherwise`: what to say about a node that is no condition.
  Result<Condition> resolve(const PartiqlNode& node, std::string_view otherwise) {
    switch (node.kind) {
      case Kind::And:
        return combine(Operator::And, node, "The arguments to AND/OR must be Expressions");
      case Kind::Or:
        return combine(Operator::Or, node, "The arguments to AND/OR must be Expressions");
      case Kind::Not:
        return combine(Operator::Not, node, "The argument to NOT must be a Type or Expression");
      case Kind::Operator:
        return operation(node);
      case Kind::Between:
        return between(node);
      case Kind::In:
        return in(node);
      case Kind::Is:
        return is(node);
      case Kind::Call:
        return call(node, otherwise);
      default:
        return validationError(std::string(otherwise));
    }
  }

  Result<Condition> combine(Operator op, const PartiqlNode& node, std::string_view otherwise) {
    std::vector<Condition> children;
    for (const PartiqlNode& child : node.children) children.push_back(TRY(resolve(child, otherwise)));
    return combined(op, std::move(children));
  }

  Result<Operand> operand(const PartiqlNode& node) {
    Operand operand;
    if (node.kind == Kind::Path) {
      operand.path = node.path;
      return operand;
    }
    if (node.kind == Kind::Call) return sizeOperand(node);
    if (node.kind == Kind::Missing) return validationError("MISSING must be compared using IS operator");
    if (!isPartiqlValue(node)) {
      const std::string text = node.kind == Kind::Operator || node.kind == Kind::Sign ? std::string(node.text) : "=";
      return validationError("Unsupported operator in Condition Expression. Operator: " + text);
    }
    operand.kind = Operand::Kind::Value;
    operand.value = TRY(values_.keep(node));
    return operand;
  }

  // Of the functions only size may be an operand.
  Result<Operand> sizeOperand(const PartiqlNode& node) {
    if (node.name != "size") {
      if (findFunction(node.name) == nullptr) return unrecognizedFunction(node);
      return validationError("The function is not allowed to be used this way in an expression; function: " + node.name);
    }
    if (node.children.size() != 1) return wrongOperandCountError(node);
    Operand inner = TRY(operand(node.children.front()));
    if (inner.kind == Operand::Kind::Path) {
      inner.kind = Operand::Kind::SizeOfPath;
      return inner;
    }
    if (inner.kind != Operand::Kind::Value) return wrongOperandTypeError("size", AttributeType::N);
    if (!sizeFunction(*inner.value)) return wrongOperandTypeError("size", inner.value->type());
    inner.kind = Operand::Kind::SizeOfValue;
    return inner;
  }

  Result<std::vector<Operand>> operands(const std::vector<PartiqlNode>& nodes) {
    std::vector<Operand> list;
    for (const PartiqlNode& node : nodes) list.push_back(TRY(operand(node)));
    return list;
  }

  Result<void> checkDistinct(std::string_view operation, const std::vector<Operand>& list) {
    if (list.front().kind != Operand::Kind::Path) return {};
    for (size_t i = 1; i < list.size(); ++i) {
      if (list[i].kind != Operand::Kind::Path || list[i].path != list.front().path) continue;
      return validationError(
          "The first operand must be distinct from the remaining operands for this operator or function; operator: " +
          std::string(operation) + ", first operand: " + list.front().path.text());
    }
    return {};
  }

  // Only S, N and B have an order.
  Result<void> checkOrdered(std::string_view operation, const std::vector<Operand>& list) {
    for (const Operand& operand : list) {
      if (operand.kind != Operand::Kind::Value || isKeyType(operand.value->type())) continue;
      return wrongOperandTypeError(operation, operand.value->type());
    }
    return {};
  }

  Result<Condition> operation(const PartiqlNode& node) {
    const std::optional<Operator> op = comparison(node.text);
    if (!op) {
      std::string text(node.text);
      for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
      return validationError("Unsupported operator in Condition Expression. Operator: " + text);
    }
    if (isCondition(node.children[0]) || isCondition(node.children[1])) {
      if (*op > Operator::NotEqual) return wrongOperandTypeError(node.text, AttributeType::Bool);
      return truth(node, *op);
    }
    std::vector<Operand> list = TRY(operands(node.children));
    TRY(checkDistinct(node.text, list));
    if (*op >= Operator::Less) TRY(checkOrdered(node.text, list));
    if (*op != Operator::NotEqual) return leaf(*op, std::move(list));
    // Unlike in condition expressions, <> drops items without the attribute (DynamoDB capture, 2026-08).
    std::vector<Condition> children;
    for (const Operand& operand : list)
      if (operand.kind == Operand::Kind::Path) children.push_back(leaf(Operator::AttributeExists, {operand}));
    children.push_back(leaf(Operator::NotEqual, std::move(list)));
    return combined(Operator::And, std::move(children));
  }

  static bool isCondition(const PartiqlNode& node) {
    if (node.kind == Kind::Operator) return comparison(node.text).has_value();
    if (node.kind == Kind::Call) return findFunction(node.name) != nullptr;
    return node.kind >= Kind::And;
  }

  static Condition constant(bool holds) {
    if (holds) return leaf(Operator::True, {});
    return combined(Operator::Not, {leaf(Operator::True, {})});
  }

  // A condition as a boolean: contains(a, 1) = true, attribute_exists(a) <> b (floci, captured in eu-west-2, 2026-09).
  Result<Condition> truth(const PartiqlNode& node, Operator op) {
    const size_t side = isCondition(node.children[0]) ? 0 : 1;
    const PartiqlNode& other = node.children[1 - side];
    const bool equal = op == Operator::Equal;
    Condition condition = TRY(resolve(node.children[side], {}));
    if (isPartiqlValue(other)) {
      const AttributeValueView value = TRY(values_.keep(other));
      if (value.type() != AttributeType::Bool) return constant(!equal);
      if (value.boolean() == equal) return condition;
      return combined(Operator::Not, {std::move(condition)});
    }
    // Two copies of the condition, so that they must not nest without end.
    const bool is_path = other.kind == Kind::Path;
    if ((!is_path && !isCondition(other)) || ++copied_truths_ > kMaxCopiedTruths) {
      return validationError("Unsupported operator in Condition Expression. Operator: " + std::string(node.text));
    }
    Condition when_true = is_path ? TRY(comparedWith(other, true)) : TRY(resolve(other, {}));
    Condition when_false =
        is_path ? TRY(comparedWith(other, false)) : combined(Operator::Not, std::vector<Condition>{when_true});
    std::vector<Condition> same;
    same.push_back(combined(Operator::And, {condition, std::move(when_true)}));
    same.push_back(combined(Operator::And, {combined(Operator::Not, {std::move(condition)}), std::move(when_false)}));
    Condition equals = combined(Operator::Or, std::move(same));
    if (equal) return equals;
    Condition differs = combined(Operator::Not, {std::move(equals)});
    if (!is_path) return differs;
    return combined(Operator::And, {leaf(Operator::AttributeExists, {TRY(operand(other))}), std::move(differs)});
  }

  Result<Condition> comparedWith(const PartiqlNode& path, bool value) {
    values_.kept.push_back(AttributeValue::boolean(value));
    const Operand constant{.kind = Operand::Kind::Value, .value = values_.kept.back().view()};
    return leaf(Operator::Equal, {TRY(operand(path)), constant});
  }

  Result<Condition> truthIn(const PartiqlNode& node) {
    bool holds[2] = {};  // whether false and true are listed
    for (const PartiqlNode& candidate : node.children[1].children) {
      if (candidate.kind == Kind::True || candidate.kind == Kind::False) holds[candidate.kind == Kind::True] = true;
    }
    if (holds[0] == holds[1]) return constant(holds[0]);
    Condition condition = TRY(resolve(node.children[0], {}));
    if (holds[1]) return condition;
    return combined(Operator::Not, {std::move(condition)});
  }

  Result<Condition> between(const PartiqlNode& node) {
    std::vector<Operand> list = TRY(operands(node.children));
    TRY(checkOrdered("BETWEEN", list));
    if (list[1].kind == Operand::Kind::Value && list[2].kind == Operand::Kind::Value) {
      TRY(checkBounds(*list[1].value, *list[2].value));
    }
    return leaf(Operator::Between, std::move(list));
  }

  static Result<void> checkBounds(AttributeValueView low, AttributeValueView high) {
    std::string_view rule;
    if (low.type() != high.type()) {
      rule = "same data type for lower and upper bounds";
    } else if (compareScalars(low, high) > 0) {
      rule = "upper bound to be greater than or equal to lower bound";
    } else {
      return {};
    }
    return validationError("The BETWEEN operator requires " + std::string(rule) +
                           "; lower bound operand: " + quoteValue(low) + ", upper bound operand: " + quoteValue(high));
  }

  Result<Condition> in(const PartiqlNode& node) {
    const PartiqlNode& candidates = node.children[1];
    const bool is_list = candidates.kind == Kind::List || candidates.kind == Kind::Bag;
    if (is_list && isCondition(node.children[0])) return truthIn(node);
    if (node.children[0].kind != Kind::Path || !is_list || candidates.children.empty()) {
      return validationError(
          "IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with "
          "at "
          "least one member");
    }
    if (candidates.children.size() > kMaxInOperands) {
      return validationError("The IN operator is provided with too many operands; number of operands: " +
                             std::to_string(candidates.children.size()));
    }
    std::vector<Operand> list;
    list.push_back(TRY(operand(node.children[0])));
    for (const PartiqlNode& candidate : candidates.children) list.push_back(TRY(operand(candidate)));
    TRY(checkDistinct("IN", list));
    return leaf(Operator::In, std::move(list));
  }

  Result<Condition> is(const PartiqlNode& node) {
    if (node.name == "missing") {
      Operand tested = TRY(operand(node.children[0]));
      if (tested.kind != Operand::Kind::Path) return combined(Operator::Not, {leaf(Operator::True, {})});
      return leaf(Operator::AttributeNotExists, {std::move(tested)});
    }
    const std::string_view type = typeOfIs(node.name);
    if (type.empty()) {
      std::string name = node.name == "int" ? "integer" : node.name;
      for (char& c : name) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
      return validationError(
          "Unsupported data type for IS operator: " + name +
          ". Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]" +
          node.position.text());
    }
    std::vector<Operand> list;
    list.push_back(TRY(operand(node.children[0])));
    values_.kept.push_back(AttributeValue::string(type));
    list.push_back({.kind = Operand::Kind::Value, .value = values_.kept.back().view()});
    return leaf(Operator::AttributeType, std::move(list));
  }

  Result<Condition> call(const PartiqlNode& node, std::string_view otherwise) {
    const PartiqlFunction* function = findFunction(node.name);
    if (function == nullptr) {
      if (node.name != "size") return unrecognizedFunction(node);
      TRY(sizeOperand(node));
      return validationError(std::string(otherwise));
    }
    if (node.children.size() != function->operands) return wrongOperandCountError(node);
    std::vector<Operand> list = TRY(operands(node.children));
    TRY(checkDistinct(node.name, list));
    TRY(checkFunction(*function, list));
    return leaf(function->op, std::move(list));
  }

  static Result<void> checkFunction(const PartiqlFunction& function, const std::vector<Operand>& list) {
    switch (function.op) {
      case Operator::AttributeExists:
      case Operator::AttributeNotExists:
        if (list[0].kind != Operand::Kind::Path) return validationError(needsPath(function.name));
        return {};
      case Operator::BeginsWith:
        for (const Operand& operand : list) {
          if (operand.kind != Operand::Kind::Value) continue;
          const AttributeType type = operand.value->type();
          if (type != AttributeType::S && type != AttributeType::B) return wrongOperandTypeError(function.name, type);
        }
        return {};
      case Operator::AttributeType:
        return checkTypeName(list[1]);
      default:
        return {};
    }
  }

  static Result<void> checkTypeName(const Operand& operand) {
    if (operand.kind != Operand::Kind::Value) {
      return validationError(wrongOperandType("attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"));
    }
    if (operand.value->type() != AttributeType::S) return wrongOperandTypeError("attribute_type", operand.value->type());
    if (parseAttributeType(operand.value->payload())) return {};
    // Another order of the types than in condition expressions (DynamoDB capture, 2026-09).
    return validationError("Invalid attribute type name found; type: " + std::string(operand.value->payload()) +
                           ", valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}");
  }

  static constexpr int kMaxCopiedTruths = 4;

  PartiqlValues& values_;
  int copied_truths_ = 0;
};

}  // namespace

Result<AttributeValueView> PartiqlValues::keep(const PartiqlNode& node) {
  kept.push_back(TRY(partiqlValue(node, parameters)));
  return kept.back().view();
}

Error unrecognizedFunction(const PartiqlNode& call) {
  return validationError("Unrecognized function: " + call.name + call.position.text());
}

Error wrongOperandTypeError(std::string_view operation, AttributeType type) {
  return validationError(wrongOperandType(operation, toString(type)));
}

Error wrongOperandCountError(const PartiqlNode& call) {
  return validationError(wrongOperandCount(call.name, call.children.size()));
}

Result<Condition> resolvePartiqlCondition(const PartiqlNode& where, PartiqlValues& values) {
  return ConditionResolver(values).where(where);
}

}  // namespace stator
