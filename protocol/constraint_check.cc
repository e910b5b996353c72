#include "protocol/constraint_check.h"

#include <algorithm>
#include <string>

#include "protocol/constraint_errors.h"
#include "protocol/constraint_rules.h"
#include "protocol/java_text.h"
#include "protocol/request_depth.h"
#include "types/limits.h"

namespace stator {
namespace {

constexpr std::string_view kNotNull = "Member must not be null";
constexpr int64_t kMaxTableArnLength = 1024;  // of the API model

bool looksLikeTableArn(std::string_view name) {
  return name.starts_with("arn:") && name.find(":table/") != std::string_view::npos;
}

// The UTF-16 length is at most the number of bytes and at least a third of it, so that most texts need not be counted.
bool isShorter(std::string_view text, int64_t min) {
  if (static_cast<int64_t>(text.size()) >= min * 3) return false;
  return static_cast<int64_t>(utf16Length(text)) < min;
}
bool isLonger(std::string_view text, int64_t max) {
  if (static_cast<int64_t>(text.size()) <= max) return false;
  return static_cast<int64_t>(utf16Length(text)) > max;
}

bool isOneOf(std::span<const std::string_view> values, std::string_view text) {
  return std::ranges::find(values, text) != values.end();
}

// What of a value's own constraints does not hold.
struct Violations {
  bool wrong_enum = false;
  bool wrong_pattern = false;
  bool below = false;
  bool above = false;
  int64_t max = 0;  // the one that was exceeded
  bool any() const { return wrong_enum || wrong_pattern || below || above; }
};

Violations violationsOfText(std::string_view text, const Rule& rule) {
  Violations found;
  const bool is_arn = rule.accepts_arn && looksLikeTableArn(text);
  found.max = is_arn ? kMaxTableArnLength : rule.max;
  found.wrong_enum = !rule.values.empty() && !isOneOf(rule.values, text);
  found.below = rule.min != Shape::kNoMin && isShorter(text, rule.min);
  found.above = rule.max != Shape::kNoMax && isLonger(text, found.max);
  // An empty table name is reported for its length alone (parity suite).
  const bool without_pattern = rule.matches == nullptr || is_arn || (rule.table_name && text.empty());
  found.wrong_pattern = !without_pattern && !rule.matches(text);
  return found;
}

Violations violationsOf(const JsonValue& json, const Rule& rule) {
  if (json.IsString()) return violationsOfText(textOf(json), rule);
  Violations found;
  int64_t measure = 0;
  if (json.IsNumber()) {
    measure = integerOf(json);
  } else if (json.IsArray()) {
    measure = json.Size();
  } else if (json.IsObject()) {
    measure = json.MemberCount();
  }
  found.below = measure < rule.min;
  found.above = measure > rule.max;
  found.max = rule.max;
  return found;
}

class ConstraintChecker {
 public:
  ConstraintChecker(const JsonValue& root, const OperationRules& operation) : root_(root), operation_(operation) {}

  Result<void> run() {
    if (auto early = checkOperator(); !early) return early;
    if (auto early = checkTableName(); !early) return early;
    if (auto early = checkFirstMembers(); !early) return early;
    chooseEnum();
    checkStructure(root_, *operation_.input, nullptr);
    const std::string_view last = operation_.observed.last;
    if (!last.empty() && errors_.empty()) checkMember(root_, *rootMember(last), nullptr);
    if (errors_.empty()) return {};
    return errors_.take();
  }

 private:
  // What is said about the table name before, and instead of, anything else.
  Result<void> checkTableName() {
    const TableNameErrors manner = operation_.observed.table_name;
    if (manner == TableNameErrors::Collected || operation_.table_name == nullptr) return {};
    const MemberRule& member = *operation_.table_name;
    const JsonValue* name = findMember(root_, member.name);
    if (name == nullptr && manner != TableNameErrors::Alone) {
      return validationError("The parameter 'TableName' is required but was not present in the request");
    }
    if (manner != TableNameErrors::Alone) return {};
    checkMember(root_, member, nullptr);
    if (errors_.empty()) return {};
    // An empty name is collected with the rest in the older words; what else is wrong with a name still is said alone
    // (dynoxide 0.11.2, captured July 2026).
    if (newerWords() || name == nullptr || name->GetStringLength() > 0) return errors_.take();
    errors_.clear();
    return {};
  }

  // Whether what is wrong is told in the newer words (see ObservedOperation). Looks at the whole request, so it is only
  // asked when something is wrong.
  bool newerWords() const {
    const std::string_view member = operation_.observed.newer_with;
    return !member.empty() && findMember(root_, member) != nullptr &&
           nestingDepth(RequestValue::fromJson(&root_)) <= kMaxNewerDepth;
  }

  const MemberRule* rootMember(std::string_view name) const {
    const auto& members = operation_.input->members;
    const auto member = std::ranges::find(members, name, &MemberRule::name);
    return member == members.end() ? nullptr : &*member;
  }

  // Only among conditions that are well-formed; otherwise everything is collected (dynalite).
  Result<void> checkOperator() {
    const std::string_view conditions = operation_.observed.operator_of;
    if (conditions.empty()) return {};
    const JsonValue* json = findMember(root_, "ConditionalOperator");
    if (json == nullptr) return {};
    const Rule& rule = *rootMember("ConditionalOperator")->rule;
    const JsonValue* map = findMember(root_, conditions);
    if (map == nullptr || map->MemberCount() < 2 || isOneOf(rule.values, textOf(*json))) return {};
    checkMember(root_, *rootMember(conditions), nullptr);
    if (errors_.empty()) return validationError("Failed to satisfy constraint: " + enumText(rule.newer_values));
    errors_.clear();
    return {};
  }

  Result<void> checkFirstMembers() {
    for (const std::string_view name : operation_.observed.first) {
      const JsonValue* json = findMember(root_, name);
      const MemberRule* member = rootMember(name);
      if (json == nullptr || member == nullptr) continue;
      const Violations found = violationsOf(*json, *member->rule);
      if (!found.below && !found.above) continue;
      report(*json, *member->rule, Path{.parent = nullptr, .name = name}, member->bare_bound, found);
      return errors_.take();
    }
    return {};
  }

  // For an operation that reports only one wrong enum: which.
  void chooseEnum() {
    for (const std::string_view name : operation_.observed.first_enum_of) {
      const JsonValue* json = findMember(root_, name);
      const MemberRule* member = rootMember(name);
      if (json == nullptr || member == nullptr || !violationsOf(*json, *member->rule).wrong_enum) continue;
      if (newerWords()) chosen_enum_ = name;
      return;
    }
  }

  bool isPassedOver(const MemberRule& member) const {
    return !chosen_enum_.empty() && member.name != chosen_enum_ && isOneOf(operation_.observed.first_enum_of, member.name);
  }

  bool isLast(const MemberRule& member) const {
    return member.name == operation_.observed.last && findMember(root_, member.name) != nullptr;
  }

  void checkStructure(const JsonValue& structure, const Rule& rule, const Path* parent) {
    for (const MemberRule& member : rule.members) {
      if (errors_.full()) return;
      if (parent == nullptr && (isPassedOver(member) || isLast(member))) continue;
      checkMember(structure, member, parent);
    }
  }

  void checkMember(const JsonValue& structure, const MemberRule& member, const Path* parent) {
    const JsonValue* json = findMember(structure, member.name);
    const Path path{.parent = parent, .name = member.name};
    if (json != nullptr) {
      if (member.rule->constrained) checkValue(*json, *member.rule, path, member.bare_bound);
    } else if (member.required &&
               (member.required_unless.empty() || findMember(structure, member.required_unless) == nullptr)) {
      errors_.add(path, nullptr, *member.rule, kNotNull);
    }
  }

  void checkValue(const JsonValue& json, const Rule& rule, const Path& path, Bound bare) {
    if (rule.bounded) {
      const Violations found = violationsOf(json, rule);
      if (found.any()) report(json, rule, path, bare, found);
    }
    switch (rule.shape->type) {
      case ShapeType::List:
        return checkList(json, rule, path);
      case ShapeType::Map:
        return checkMap(json, rule, path);
      case ShapeType::Structure:
        return checkStructure(json, rule, &path);
      default:
        return;
    }
  }

  void report(const JsonValue& json, const Rule& rule, const Path& path, Bound bare, const Violations& found) {
    const auto add = [&](bool is_bare, const std::string& text) {
      if (is_bare) {
        errors_.addBare(path, text);
      } else {
        errors_.add(path, &json, rule, text);
      }
    };
    if (found.wrong_enum && path.parent == nullptr && !rule.newer_values.empty() && newerWords()) {
      errors_.addPlaceless(enumText(rule.newer_values));
    } else if (found.wrong_enum) {
      add(false, enumText(rule.values));
    }
    if (found.wrong_pattern) add(false, patternText(rule));
    const bool empty_name = rule.table_name && path.parent == nullptr && found.below;
    if (found.below) add(bare == Bound::Min || bare == Bound::Both || (empty_name && newerWords()), minText(rule));
    if (!found.above) return;
    Rule exceeded = rule;
    exceeded.max = found.max;
    add(bare == Bound::Max || bare == Bound::Both, maxText(exceeded));
  }

  // A list's elements are not named one by one when they break their own constraints (as for map keys and values below;
  // for lists unverified), but their members are.
  void checkList(const JsonValue& list, const Rule& rule, const Path& path) {
    const Rule& element_rule = *rule.element;
    if (element_rule.bounded && breaksAny(list.GetArray(), element_rule)) {
      errors_.add(path, &list, rule, "Member must satisfy constraint: " + allTexts(element_rule));
    }
    size_t position = 0;
    for (const JsonValue& element : list.GetArray()) {
      if (errors_.full()) return;
      const Path step{.parent = &path, .step = Path::Step::Element, .position = ++position};
      if (element.IsNull()) {
        errors_.add(step, nullptr, element_rule, kNotNull);  // unverified
      } else if (element_rule.constrained) {
        checkInside(element, element_rule, step);
      }
    }
  }

  template <class Elements>
  static bool breaksAny(const Elements& elements, const Rule& rule) {
    return std::any_of(elements.begin(), elements.end(),
                       [&](const JsonValue& element) { return !element.IsNull() && violationsOf(element, rule).any(); });
  }

  void checkMap(const JsonValue& map, const Rule& rule, const Path& path) {
    const auto entries = map.GetObject();
    const auto key_is_wrong = [&](const auto& entry) { return violationsOf(entry.name, *rule.key).any(); };
    if (rule.key->bounded && std::any_of(entries.begin(), entries.end(), key_is_wrong)) {
      errors_.add(path, &map, rule, "Map keys must satisfy constraint: " + allTexts(*rule.key));
    }
    const auto value_is_wrong = [&](const auto& entry) {
      return !entry.value.IsNull() && violationsOf(entry.value, *rule.element).any();
    };
    if (rule.element->bounded && std::any_of(entries.begin(), entries.end(), value_is_wrong)) {
      errors_.add(path, &map, rule, "Map value must satisfy constraint: " + allTexts(*rule.element));
    }
    if (!rule.element->constrained) return;
    for (const auto& entry : entries) {
      if (errors_.full()) return;
      const Path step{.parent = &path, .step = Path::Step::Entry, .name = textOf(entry.name)};
      if (!entry.value.IsNull()) checkInside(entry.value, *rule.element, step);
    }
  }

  // What an element of a list or map contains; its own constraints have been looked at.
  void checkInside(const JsonValue& json, const Rule& rule, const Path& path) {
    switch (rule.shape->type) {
      case ShapeType::List:
        return checkList(json, rule, path);
      case ShapeType::Map:
        return checkMap(json, rule, path);
      case ShapeType::Structure:
        return checkStructure(json, rule, &path);
      default:
        return;
    }
  }

  const JsonValue& root_;
  const OperationRules& operation_;
  std::string_view chosen_enum_;
  ConstraintErrors errors_;
};

}  // namespace

Result<void> checkConstraints(const JsonValue& root, const OperationModel& operation) {
  return ConstraintChecker(root, constraintRules(operation)).run();
}

}  // namespace stator
