#include <algorithm>

#include "expression/findings.h"
#include "expression/parser.h"
#include "expression/path_parser.h"
#include "expression/update_parser.h"

namespace stator {
namespace {

// In the order in which the service looks for them (dynalite). kName is about functions that are unknown or misused and
// about reserved words: of those the first one counts, as the expression is read (DynamoDB Local).
enum Rank { kName, kSection, kUndefinedName, kUndefinedValue, kOverlap, kConflict, kOperand, kFunction };
static_assert(kFunction < kFindingRanks);
constexpr PathRanks kPathRanks{kName, kUndefinedName};

std::string_view toString(UpdateAction::Kind kind) {
  switch (kind) {
    case UpdateAction::Kind::Set:
      return "SET";
    case UpdateAction::Kind::Remove:
      return "REMOVE";
    case UpdateAction::Kind::Add:
      return "ADD";
    case UpdateAction::Kind::Delete:
      return "DELETE";
  }
  return "";
}

// The type names that only the texts about ADD and DELETE use.
std::string_view longTypeName(AttributeType type) {
  switch (type) {
    case AttributeType::S:
      return "STRING";
    case AttributeType::N:
      return "NUMBER";
    case AttributeType::B:
      return "BINARY";
    case AttributeType::M:
      return "MAP";
    case AttributeType::L:
      return "LIST";
    default:
      return stator::toString(type);
  }
}

bool isConditionFunction(std::string_view name) {
  constexpr std::string_view kNames[] = {
      "attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

class UpdateResolver {
 public:
  explicit UpdateResolver(Placeholders& placeholders) : placeholders_(placeholders) {}

  UpdateExpression resolve(const std::vector<RawUpdateSection>& sections) {
    UpdateExpression update;
    for (const RawUpdateSection& section : sections) {
      noteSection(section.kind);
      for (const RawUpdateAction& action : section.actions) update.actions.push_back(resolveAction(section.kind, action));
    }
    std::vector<const DocumentPath*> targets;
    for (const UpdateAction& action : update.actions) targets.push_back(&action.target);
    checkOverlaps(targets, findings_, kOverlap, kConflict, ErrorFamily::UpdateStructure);
    return update;
  }

  const Findings& findings() const { return findings_; }

 private:
  void noteSection(UpdateAction::Kind kind) {
    bool& seen = seen_sections_[static_cast<size_t>(kind)];
    if (seen) {
      std::string text = "The \"";
      text.append(toString(kind)).append("\" section can only be used once in an update expression;");
      findings_.note(kSection, std::move(text), ErrorFamily::UpdateStructure);
    }
    seen = true;
  }

  UpdateAction resolveAction(UpdateAction::Kind kind, const RawUpdateAction& raw) {
    UpdateAction action;
    action.kind = kind;
    action.target = resolvePath(raw.target, placeholders_, findings_, kPathRanks);
    if (kind == UpdateAction::Kind::Set) {
      action.set = resolveValue(raw.value);
    } else if (kind != UpdateAction::Kind::Remove) {
      action.value = lookUp(raw.value.text);
      if (action.value) checkOperand(kind, action.value->type());
    }
    return action;
  }

  void checkOperand(UpdateAction::Kind kind, AttributeType type) {
    if (isSet(type) || (kind == UpdateAction::Kind::Add && type == AttributeType::N)) return;
    std::string text = "Incorrect operand type for operator or function; operator: ";
    text.append(toString(kind)).append(", operand type: ").append(longTypeName(type));
    // The name of the set is that of ADD for DELETE too (floci, captured in eu-west-2, 2026-09).
    findings_.note(kOperand, text.append(", typeSet: ALLOWED_FOR_ADD_OPERAND"));
  }

  std::optional<AttributeValueView> lookUp(std::string_view placeholder) {
    if (const AttributeValue* value = placeholders_.value(placeholder)) return value->view();
    findings_.note(kUndefinedValue, "An expression attribute value used in expression is not defined; attribute value: " +
                                        std::string(placeholder));
    return std::nullopt;
  }

  SetValue resolveValue(const RawNode& node) {
    SetValue value;
    switch (node.kind) {
      case RawNode::Kind::Path:
        value.kind = SetValue::Kind::Path;
        value.path = resolvePath(node.path, placeholders_, findings_, kPathRanks);
        break;
      case RawNode::Kind::Value:
        value.kind = SetValue::Kind::Value;
        value.value = lookUp(node.text);
        break;
      case RawNode::Kind::Function:
        resolveFunction(node, value);
        break;
      default:
        value.kind = node.kind == RawNode::Kind::Plus ? SetValue::Kind::Add : SetValue::Kind::Subtract;
        value.arguments = resolveArguments(node);
        checkTypes(node.text, value.arguments, AttributeType::N);
        break;
    }
    return value;
  }

  std::vector<SetValue> resolveArguments(const RawNode& node) {
    std::vector<SetValue> arguments;
    for (const RawNode& child : node.children) {
      // Only all of a SET's value can be a list_append (DynamoDB Local; unverified).
      if (child.kind == RawNode::Kind::Function && child.text == "list_append") {
        findings_.note(kName, "The function is not allowed to be used this way in an expression; function: list_append");
      }
      arguments.push_back(resolveValue(child));
    }
    return arguments;
  }

  void resolveFunction(const RawNode& node, SetValue& value) {
    const bool is_list_append = node.text == "list_append";
    const bool known = is_list_append || node.text == "if_not_exists";
    if (!known) {
      // Functions of conditions have a text of their own (DynamoDB Local).
      std::string text = isConditionFunction(node.text) ? "The function is not allowed in an update expression; function: "
                                                        : "Invalid function name; function: ";
      findings_.note(kName, text.append(node.text));
    }
    value.arguments = resolveArguments(node);
    if (!known) return;
    if (value.arguments.size() != 2) {
      findings_.note(kFunction, wrongOperandCount(node.text, value.arguments.size()));
    } else if (is_list_append) {
      value.kind = SetValue::Kind::ListAppend;
      checkTypes(node.text, value.arguments, AttributeType::L);
    } else {
      if (value.arguments[0].kind != SetValue::Kind::Path) findings_.note(kFunction, needsPath(node.text));
      value.kind = SetValue::Kind::IfNotExists;
      value.path = std::move(value.arguments[0].path);
      value.arguments.erase(value.arguments.begin());
    }
  }

  // Of the arguments that are plain values.
  void checkTypes(std::string_view operation, const std::vector<SetValue>& arguments, AttributeType wanted) {
    for (const SetValue& argument : arguments) {
      if (argument.kind == SetValue::Kind::Value && argument.value && argument.value->type() != wanted) {
        findings_.note(kFunction, wrongOperandType(operation, stator::toString(argument.value->type())));
      }
    }
  }

  Placeholders& placeholders_;
  Findings findings_;
  bool seen_sections_[4] = {};
};

}  // namespace

Result<UpdateExpression> parseUpdate(std::string_view text, Placeholders& placeholders) {
  TokenStream tokens = TRY(TokenStream::open("Update", text));
  const std::vector<RawUpdateSection> sections = TRY(parseRawUpdate(tokens));
  UpdateResolver resolver(placeholders);
  UpdateExpression update = resolver.resolve(sections);
  if (const Findings::Finding* finding = resolver.findings().first()) return tokens.error(finding->text, finding->family);
  return update;
}

}  // namespace stator
