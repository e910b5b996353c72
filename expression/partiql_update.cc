#include <algorithm>

#include "expression/findings.h"
#include "expression/partiql_literals.h"
#include "expression/partiql_resolver.h"
#include "expression/path_parser.h"

namespace stator {
namespace {

using Kind = PartiqlNode::Kind;

bool isConditionFunction(std::string_view name) {
  constexpr std::string_view kNames[] = {
      "attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size"};
  return std::ranges::find(kNames, name) != std::end(kNames);
}

class UpdateResolver {
 public:
  explicit UpdateResolver(PartiqlValues& values) : values_(values) {}

  Result<UpdateAction> action(const RawPartiqlStatement::Assignment& assignment) {
    UpdateAction action;
    action.target = assignment.path;
    if (!assignment.value) {
      action.kind = UpdateAction::Kind::Remove;
    } else if (isSetFunction(*assignment.value)) {
      TRY(resolveSetFunction(*assignment.value, action));
    } else {
      action.set = TRY(value(*assignment.value));
    }
    return action;
  }

 private:
  static bool isSetFunction(const PartiqlNode& node) {
    return node.kind == Kind::Call && (node.name == "set_add" || node.name == "set_delete");
  }

  // Texts and positions: DynamoDB captures, 2026-09 and 2026-10.
  Result<void> resolveSetFunction(const PartiqlNode& node, UpdateAction& action) {
    const bool adds = node.name == "set_add";
    const std::string name = adds ? "SET_ADD" : "SET_DELETE";
    if (node.children.size() != 2) return validationError(name + " must have exactly two arguments" + node.position.text());
    const PartiqlNode& first = node.children[0];
    if (first.kind != Kind::Path || first.path != action.target) {
      return validationError("The first argument to " + name + " must equal the assignment value" + node.position.text());
    }
    const Error no_set =
        validationError("The second argument to " + name + " must be a value with type SET" + first.position.text());
    if (!isPartiqlValue(node.children[1])) return no_set;
    action.value = TRY(values_.keep(node.children[1]));
    if (!isSet(action.value->type())) return no_set;
    action.kind = adds ? UpdateAction::Kind::Add : UpdateAction::Kind::Delete;
    return {};
  }

  Result<SetValue> value(const PartiqlNode& node) {
    SetValue set;
    switch (node.kind) {
      case Kind::Path:
        set.kind = SetValue::Kind::Path;
        set.path = node.path;
        return set;
      case Kind::Call:
        return function(node);
      case Kind::Operator:
        return arithmetic(node);
      case Kind::Missing:
        return validationError("MISSING must be compared using IS operator");
      case Kind::Sign:
        if (!isPartiqlValue(node)) return validationError(wrongOperandCount(node.text, 1));
        break;
      default:
        if (!isPartiqlValue(node))
          return validationError("Unsupported operator in Update Expression. Operator: " + nodeText(node));
        break;
    }
    set.value = TRY(values_.keep(node));
    return set;
  }

  Result<SetValue> arithmetic(const PartiqlNode& node) {
    if (node.text != "+" && node.text != "-") {
      return validationError("Unsupported operator in Update Expression. Operator: " + std::string(node.text));
    }
    SetValue set;
    set.kind = node.text == "+" ? SetValue::Kind::Add : SetValue::Kind::Subtract;
    set.arguments = TRY(arguments(node));
    TRY(checkTypes(node.text, set.arguments, AttributeType::N));
    return set;
  }

  Result<std::vector<SetValue>> arguments(const PartiqlNode& node) {
    std::vector<SetValue> list;
    for (const PartiqlNode& child : node.children) list.push_back(TRY(value(child)));
    return list;
  }

  Result<SetValue> function(const PartiqlNode& node) {
    const bool appends = node.name == "list_append";
    if (!appends && node.name != "if_not_exists") {
      if (!isConditionFunction(node.name)) return unrecognizedFunction(node);
      return validationError("The function is not allowed in an update expression; function: " + node.name);
    }
    if (node.children.size() != 2) return wrongOperandCountError(node);
    SetValue set;
    set.arguments = TRY(arguments(node));
    if (appends) {
      set.kind = SetValue::Kind::ListAppend;
      TRY(checkTypes(node.name, set.arguments, AttributeType::L));
      return set;
    }
    if (set.arguments[0].kind != SetValue::Kind::Path) return validationError(needsPath(node.name));
    set.kind = SetValue::Kind::IfNotExists;
    set.path = std::move(set.arguments[0].path);
    set.arguments.erase(set.arguments.begin());
    return set;
  }

  // Of the arguments that are plain values.
  static Result<void> checkTypes(std::string_view operation, const std::vector<SetValue>& list, AttributeType wanted) {
    for (const SetValue& argument : list) {
      if (argument.kind != SetValue::Kind::Value || argument.value->type() == wanted) continue;
      return wrongOperandTypeError(operation, argument.value->type());
    }
    return {};
  }

  PartiqlValues& values_;
};

}  // namespace

Result<UpdateExpression> resolvePartiqlUpdate(const std::vector<RawPartiqlStatement::Assignment>& assignments,
                                              PartiqlValues& values) {
  UpdateExpression update;
  UpdateResolver resolver(values);
  for (const auto& assignment : assignments) update.actions.push_back(TRY(resolver.action(assignment)));
  std::vector<const DocumentPath*> targets;
  for (const UpdateAction& action : update.actions) targets.push_back(&action.target);
  Findings findings;
  checkOverlaps(targets, findings, 0, 1, ErrorFamily::Plain);
  if (const Findings::Finding* finding = findings.first()) return validationError(finding->text);
  return update;
}

}  // namespace stator
