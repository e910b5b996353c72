// Random conditions, updates and key conditions, each as an expression's text and as what it means to the model.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/model.h"

namespace stator::test {

// ExpressionAttributeNames and ExpressionAttributeValues under construction.
class ExpressionText {
 public:
  std::string name(const std::string& attribute);  // returns the placeholder
  std::string value(const WireValue& value);
  // The JSON members, each with a comma in front; nothing where there are none.
  std::string members() const;

 private:
  std::map<std::string, std::string> names_;
  std::map<std::string, WireValue> values_;
};

// The member for a condition's text; nothing for none.
std::string conditionMember(const std::string& text);

struct ModelCondition {
  enum class Kind { None, Exists, NotExists, Equal, NotEqual, Less };
  Kind kind = Kind::None;
  std::string attribute;
  WireValue operand;

  static ModelCondition random(Generator& generator, const TableShape& shape);
  bool holds(const WireItem& item) const;  // an absent item is an empty one
  std::string text(ExpressionText& expression) const;
};

struct ModelUpdate {
  struct Action {
    enum class Kind { Set, SetIfMissing, Remove, Add };
    Kind kind = Kind::Set;
    std::string attribute;
    WireValue operand;
  };
  std::vector<Action> actions;

  static ModelUpdate random(Generator& generator, const TableShape& shape);
  // The item after the update; nothing when an operand's type forbids it.
  std::optional<WireItem> apply(const WireItem& item) const;
  // Of the attributes that the update touches in its result.
  Faults faults(const TableShape& shape, const WireItem& result) const;
  std::string text(ExpressionText& expression) const;
};

struct ModelKeyCondition {
  struct Term {
    std::string attribute;
    std::string op;  // "=", "<", "<=", ">", ">=", "BETWEEN", "begins_with"
    WireValue low;
    WireValue high;  // of BETWEEN
  };
  std::vector<Term> terms;

  static ModelKeyCondition random(Generator& generator, const KeyShape& key, const WireItem& near);
  bool holds(const WireItem& item) const;
  std::string text(ExpressionText& expression) const;
};

}  // namespace stator::test
