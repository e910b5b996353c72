#include <algorithm>

#include "base/base64.h"
#include "expression/condition_parser.h"
#include "expression/findings.h"
#include "expression/lexer.h"
#include "expression/path_parser.h"
#include "types/limits.h"

namespace stator {
namespace {

// In the order in which the service looks for them (dynalite). kName is about functions that are unknown or misused and
// about reserved words: of those the first one counts, as the expression is read (DynamoDB Local). From kUndefined on,
// mistakes are looked for in one condition after the other; kCondition holds what the first faulty condition had.
enum Rank { kName, kCondition, kUndefined, kCount, kDistinct, kType };
static_assert(kType < kFindingRanks);
constexpr PathRanks kPathRanks{kName, kUndefined};

struct ConditionFunction {
  std::string_view name;
  size_t operands;
  Condition::Operator op;  // of size nothing
};
constexpr ConditionFunction kFunctions[] = {
    {"attribute_exists", 1, Condition::Operator::AttributeExists},
    {"attribute_not_exists", 1, Condition::Operator::AttributeNotExists},
    {"attribute_type", 2, Condition::Operator::AttributeType},
    {"begins_with", 2, Condition::Operator::BeginsWith},
    {"contains", 2, Condition::Operator::Contains},
    {"size", 1, Condition::Operator::True},
};

const ConditionFunction* findFunction(std::string_view name) {
  const auto* found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                   [name](const ConditionFunction& function) { return function.name == name; });
  return found == std::end(kFunctions) ? nullptr : found;
}

Condition::Operator comparisonOperator(std::string_view text) {
  if (text == "=") return Condition::Operator::Equal;
  if (text == "<>") return Condition::Operator::NotEqual;
  if (text == "<") return Condition::Operator::Less;
  if (text == "<=") return Condition::Operator::LessOrEqual;
  return text == ">" ? Condition::Operator::Greater : Condition::Operator::GreaterOrEqual;
}

// "{S:abc}", as bounds of BETWEEN are quoted.
std::string quoteValue(AttributeValueView value) {
  std::string text = "{";
  text.append(toString(value.type())).append(":");
  switch (value.type()) {
    case AttributeType::S:
      text.append(value.payload());
      break;
    case AttributeType::N:
      appendNumberText(text, value.payload());
      break;
    default:
      appendBase64(text, value.payload());
      break;  // B; unverified
  }
  return text.append("}");
}

std::string quoteBounds(std::string_view rule, AttributeValueView low, AttributeValueView high) {
  std::string text(rule);
  text.append("; lower bound operand: AttributeValue: ").append(quoteValue(low));
  return text.append(", upper bound operand: AttributeValue: ").append(quoteValue(high));
}

class ConditionResolver {
 public:
  explicit ConditionResolver(Placeholders& placeholders) : placeholders_(placeholders) {}

  Condition resolve(const RawNode& node) {
    switch (node.kind) {
      case RawNode::Kind::And:
        return combine(Condition::Operator::And, node);
      case RawNode::Kind::Or:
        return combine(Condition::Operator::Or, node);
      case RawNode::Kind::Not:
        return combine(Condition::Operator::Not, node);
      default:
        break;
    }
    Condition condition = leaf(node);
    findings_.settle(kUndefined, kCondition);
    return condition;
  }

  const Findings& findings() const { return findings_; }

 private:
  // An operand and what is known of it before there is an item.
  struct Resolved {
    Operand operand;
    std::optional<AttributeType> type;
    const DocumentPath* path() const { return operand.kind == Operand::Kind::Path ? &operand.path : nullptr; }
    const std::optional<AttributeValueView>& literal() const { return operand.value; }
  };

  Condition combine(Condition::Operator op, const RawNode& node) {
    Condition condition;
    condition.op = op;
    for (const RawNode& child : node.children) condition.children.push_back(resolve(child));
    return condition;
  }

  Condition leaf(const RawNode& node) {
    if (node.kind == RawNode::Kind::Function) return functionCondition(node);
    std::vector<Resolved> operands = resolveAll(node.children);
    Condition condition;
    if (node.kind == RawNode::Kind::Comparison) {
      condition.op = comparisonOperator(node.text);
      checkDistinct(node.text, operands);
      if (condition.op >= Condition::Operator::Less) checkOrdered(node.text, operands);
    } else if (node.kind == RawNode::Kind::Between) {
      condition.op = Condition::Operator::Between;
      checkDistinct("BETWEEN", operands);
      checkOrdered("BETWEEN", operands);
      checkBounds(operands[1], operands[2]);
    } else {
      condition.op = Condition::Operator::In;
      checkCandidates(operands);
    }
    for (Resolved& resolved : operands) condition.operands.push_back(std::move(resolved.operand));
    return condition;
  }

  Condition functionCondition(const RawNode& node) {
    if (node.text == "size") misused("size");
    std::vector<Resolved> operands = functionOperands(node);
    Condition condition;
    const ConditionFunction* function = findFunction(node.text);
    if (function != nullptr) condition.op = function->op;
    for (Resolved& resolved : operands) condition.operands.push_back(std::move(resolved.operand));
    return condition;
  }

  std::vector<Resolved> resolveAll(const std::vector<RawNode>& nodes) {
    std::vector<Resolved> operands;
    operands.reserve(nodes.size());
    for (const RawNode& node : nodes) operands.push_back(operand(node));
    return operands;
  }

  Resolved operand(const RawNode& node) {
    Resolved resolved;
    switch (node.kind) {
      case RawNode::Kind::Value:
        resolveValue(node, resolved);
        break;
      case RawNode::Kind::Function:
        resolveFunction(node, resolved);
        break;
      default:
        resolved.operand.path = resolvePath(node.path, placeholders_, findings_, kPathRanks);
        break;
    }
    return resolved;
  }

  void resolveValue(const RawNode& node, Resolved& resolved) {
    resolved.operand.kind = Operand::Kind::Value;
    const AttributeValue* value = placeholders_.value(node.text);
    if (value == nullptr) {
      findings_.note(kUndefined, "An expression attribute value used in expression is not defined; attribute value: " +
                                     std::string(node.text));
      return;
    }
    resolved.operand.value = value->view();
    resolved.type = value->type();
  }

  // A function among operands: only size may be there.
  void resolveFunction(const RawNode& node, Resolved& resolved) {
    if (node.text != "size" && findFunction(node.text) != nullptr) misused(node.text);
    std::vector<Resolved> operands = functionOperands(node);
    resolved.type = node.text == "size" ? AttributeType::N : AttributeType::Bool;
    if (operands.front().path() != nullptr) {
      resolved.operand.kind = Operand::Kind::SizeOfPath;
      resolved.operand.path = std::move(operands.front().operand.path);
    } else {
      resolved.operand.kind = Operand::Kind::SizeOfValue;
      resolved.operand.value = operands.front().operand.value;
    }
  }

  std::vector<Resolved> functionOperands(const RawNode& node) {
    const ConditionFunction* function = findFunction(node.text);
    if (function == nullptr) findings_.note(kName, unknownFunction(node.text));
    std::vector<Resolved> operands = resolveAll(node.children);
    if (function == nullptr) return operands;
    if (function->operands != operands.size()) {
      findings_.note(kCount, wrongOperandCount(node.text, operands.size()));
    } else {
      checkDistinct(node.text, operands);
      checkFunctionTypes(*function, operands);
    }
    return operands;
  }

  // Functions of updates have a text of their own (DynamoDB Local).
  static std::string unknownFunction(std::string_view name) {
    const bool of_updates = name == "if_not_exists" || name == "list_append";
    std::string text = of_updates ? "The function is not allowed in a condition expression; function: "
                                  : "Invalid function name; function: ";
    return text.append(name);
  }

  void misused(std::string_view function) {
    std::string text = "The function is not allowed to be used this way in an expression; function: ";
    findings_.note(kName, text.append(function));
  }

  void checkDistinct(std::string_view operation, const std::vector<Resolved>& operands) {
    const DocumentPath* first = operands.front().path();
    if (first == nullptr) return;
    const bool repeated = std::any_of(operands.begin() + 1, operands.end(), [first](const Resolved& other) {
      return other.path() != nullptr && *other.path() == *first;
    });
    if (!repeated) return;
    std::string text =
        "The first operand must be distinct from the remaining operands for this operator or function; operator: ";
    text.append(operation).append(", first operand: ").append(first->text());
    findings_.note(kDistinct, std::move(text), ErrorFamily::DistinctOperands);
  }

  // Only S, N and B have an order.
  void checkOrdered(std::string_view operation, const std::vector<Resolved>& operands) {
    for (const Resolved& resolved : operands) {
      if (resolved.type && !isKeyType(*resolved.type)) {
        findings_.note(kType, wrongOperandType(operation, toString(*resolved.type)));
      }
    }
  }

  void checkBounds(const Resolved& low, const Resolved& high) {
    if (findings_.has(kType) || low.operand.kind != Operand::Kind::Value || high.operand.kind != Operand::Kind::Value ||
        !low.literal() || !high.literal()) {
      return;
    }
    if (*low.type != *high.type) {
      findings_.note(kType, quoteBounds("The BETWEEN operator requires same data type for lower and upper bounds",
                                        *low.literal(), *high.literal()));
    } else if (compareScalars(*low.literal(), *high.literal()) > 0) {
      findings_.note(kType,
                     quoteBounds("The BETWEEN operator requires upper bound to be greater than or equal to lower bound",
                                 *low.literal(), *high.literal()));
    }
  }

  void checkCandidates(const std::vector<Resolved>& operands) {
    const size_t candidates = operands.size() - 1;
    if (candidates > kMaxInOperands) {
      findings_.note(
          kCount, "The IN operator is provided with too many operands; number of operands: " + std::to_string(candidates));
    }
    checkDistinct("IN", operands);
  }

  void checkFunctionTypes(const ConditionFunction& function, const std::vector<Resolved>& operands) {
    switch (function.op) {
      case Condition::Operator::AttributeExists:
      case Condition::Operator::AttributeNotExists:
        if (operands[0].path() == nullptr) findings_.note(kType, needsPath(function.name));
        break;
      case Condition::Operator::BeginsWith:
        for (const Resolved& resolved : operands) {
          if (resolved.type && *resolved.type != AttributeType::S && *resolved.type != AttributeType::B) {
            findings_.note(kType, wrongOperandType(function.name, toString(*resolved.type)));
          }
        }
        break;
      case Condition::Operator::AttributeType:
        checkTypeName(operands[1]);
        break;
      case Condition::Operator::True:
        checkSizeOperand(operands[0]);
        break;
      default:
        break;
    }
  }

  void checkTypeName(const Resolved& name) {
    if (name.type != AttributeType::S) {
      // A path could be of any type, which the service prints as the set of all of them (dynalite).
      const std::string_view type = name.type ? toString(*name.type) : "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}";
      if (name.operand.kind == Operand::Kind::Path || name.type) {
        findings_.note(kType, wrongOperandType("attribute_type", type));
      }
    } else if (!parseAttributeType(name.literal()->payload())) {
      std::string text = "Invalid attribute type name found; type: ";
      text.append(name.literal()->payload()).append(", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
      findings_.note(kType, std::move(text));
    }
  }

  void checkSizeOperand(const Resolved& resolved) {
    const bool has_none =
        resolved.type == AttributeType::N || resolved.type == AttributeType::Bool || resolved.type == AttributeType::Null;
    if (has_none) findings_.note(kType, wrongOperandType("size", toString(*resolved.type)));
  }

  Placeholders& placeholders_;
  Findings findings_;
};

}  // namespace

Result<Condition> resolveCondition(std::string_view kind, const RawNode& root, Placeholders& placeholders) {
  ConditionResolver resolver(placeholders);
  Condition condition = resolver.resolve(root);
  if (const Findings::Finding* finding = resolver.findings().first()) {
    return expressionError(kind, finding->text, finding->family);
  }
  return condition;
}

}  // namespace stator
