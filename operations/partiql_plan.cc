#include "operations/partiql_plan.h"

#include <algorithm>
#include <bit>

#include "operations/key_check.h"
#include "operations/partiql_key.h"

namespace stator {
namespace {

using Operator = Condition::Operator;
using Values = std::vector<AttributeValueView>;
using Conjuncts = std::vector<const Condition*>;

bool isAttribute(const Operand& operand, std::string_view name) {
  return operand.kind == Operand::Kind::Path && !operand.path.nested() && operand.path.attribute() == name;
}

// The values that a condition allows for an attribute, if it says so: `a = x`, `a IN [x, y]`, and with `alternatives` also
// `a = x OR a = y`. Empty: it does not.
Values allowedValues(const Condition& condition, std::string_view attribute, bool alternatives) {
  Values values;
  if (const auto equality = attributeEquality(condition)) {
    if (*equality->attribute == attribute) values.push_back(equality->value);
  } else if (condition.op == Operator::In && isAttribute(condition.operands[0], attribute)) {
    for (size_t i = 1; i < condition.operands.size(); ++i) {
      if (condition.operands[i].kind != Operand::Kind::Value) return {};
      values.push_back(*condition.operands[i].value);
    }
  } else if (condition.op == Operator::Or && alternatives) {
    for (const Condition& child : condition.children) {
      const auto equality_of_child = attributeEquality(child);
      if (!equality_of_child || *equality_of_child->attribute != attribute) return {};
      values.push_back(equality_of_child->value);
    }
  }
  return values;
}

std::optional<RangeCondition::Operator> rangeOperator(Operator op, bool mirrored) {
  switch (op) {
    case Operator::Equal:
      return RangeCondition::Operator::Equal;
    case Operator::Less:
      return mirrored ? RangeCondition::Operator::Greater : RangeCondition::Operator::Less;
    case Operator::LessOrEqual:
      return mirrored ? RangeCondition::Operator::GreaterOrEqual : RangeCondition::Operator::LessOrEqual;
    case Operator::Greater:
      return mirrored ? RangeCondition::Operator::Less : RangeCondition::Operator::Greater;
    case Operator::GreaterOrEqual:
      return mirrored ? RangeCondition::Operator::LessOrEqual : RangeCondition::Operator::GreaterOrEqual;
    case Operator::Between:
      return RangeCondition::Operator::Between;
    case Operator::BeginsWith:
      return RangeCondition::Operator::BeginsWith;
    default:
      return std::nullopt;
  }
}

// The condition on a RANGE attribute that a key can answer, if it is one.
std::optional<RangeCondition> rangeCondition(const Condition& condition, const KeyAttribute& attribute) {
  const size_t operands = condition.operands.size();
  if (operands < 2) return std::nullopt;
  const bool mirrored =
      operands == 2 && condition.op != Operator::BeginsWith && isAttribute(condition.operands[1], attribute.name);
  const auto op = rangeOperator(condition.op, mirrored);
  if (!op || !isAttribute(condition.operands[mirrored ? 1 : 0], attribute.name)) return std::nullopt;
  const Operand& low = condition.operands[mirrored ? 0 : 1];
  if (low.kind != Operand::Kind::Value) return std::nullopt;
  RangeCondition result{*op, AttributeValue(*low.value), std::nullopt};
  if (*op == RangeCondition::Operator::Between) {
    if (condition.operands[2].kind != Operand::Kind::Value) return std::nullopt;
    result.high = AttributeValue(*condition.operands[2].value);
  }
  return result;
}

// The order in which Java's HashSet lists strings, as the service prints attributes (recomputed from captures of 2026-09).
void sortAsJavaSet(std::vector<std::string>& names) {
  const auto bucket = [&](const std::string& name) {
    uint32_t hash = 0;
    for (const char c : name) hash = hash * 31 + static_cast<uint8_t>(c);
    const size_t capacity = std::max<size_t>(16, std::bit_ceil(names.size() + names.size() / 3 + 1));
    return (hash ^ (hash >> 16)) & static_cast<uint32_t>(capacity - 1);
  };
  std::ranges::stable_sort(names, {}, bucket);
}

std::string bracketed(const std::vector<std::string>& names) {
  std::string text = "[";
  for (const std::string& name : names) text.append(text.size() > 1 ? ", " : "").append(name);
  return text + "]";
}

class Planner {
 public:
  Planner(const PartiqlStatement& statement, const TableSchema& table) : statement_(statement) {
    plan_.table = &table;
    if (statement.where) collectConjuncts(*statement.where, conjuncts_);
  }

  Result<PartiqlPlan> plan(bool consistent) {
    TRY(findIndex(consistent));
    TRY(planColumns());
    TRY(checkNestedPaths());
    TRY(checkFilterProjection());
    TRY(planHash());
    TRY(planOrder());
    if (!hash_values_.empty()) {
      TRY(planRange());
      makeRanges();
    }
    std::vector<Condition> filter;
    for (const Condition* conjunct : conjuncts_)
      if (std::ranges::find(used_, conjunct) == used_.end()) filter.push_back(*conjunct);
    plan_.filter = conjunction(std::move(filter));
    return std::move(plan_);
  }

 private:
  const KeySchema& schema() const { return plan_.index == nullptr ? plan_.table->key : plan_.index->key; }
  const TableSchema& table() const { return *plan_.table; }

  Result<void> findIndex(bool consistent) {
    if (!statement_.index) return {};
    plan_.index = table().findIndex(*statement_.index);
    // Unlike Query's text this one does not name it (DynamoDB capture, 2026-08).
    if (plan_.index == nullptr) return validationError("The table does not have the specified index");
    if (plan_.index->backfilling || plan_.index->status == IndexStatus::Creating) {
      return validationError("Cannot read from backfilling global secondary index: " + plan_.index->name);
    }
    if (plan_.index->global && consistent) {
      return validationError("Strongly consistent read is not supported on Global Secondary Indexes");
    }
    return {};
  }

  bool isProjectedHere(const std::string& attribute) const {
    return plan_.index == nullptr || isProjected(table(), *plan_.index, attribute);
  }

  // `SELECT *` is what the index holds; a named column that a local index lacks comes from the table.
  Result<void> planColumns() {
    if (!statement_.columns) return {};
    plan_.named.emplace();
    std::vector<std::string> missing;
    for (const PartiqlColumn& column : *statement_.columns) {
      plan_.named->paths.push_back(column.path);
      const std::string& attribute = column.path.attribute();
      if (!isProjectedHere(attribute) && std::ranges::find(missing, attribute) == missing.end())
        missing.push_back(attribute);
    }
    if (missing.empty()) return {};
    if (plan_.index->global) {
      return invalidParameter("Global secondary index " + plan_.index->name + " does not project " + bracketed(missing));
    }
    plan_.from_table = true;
    return {};
  }

  Result<void> checkNestedPaths() {
    if (plan_.named) TRY(checkNestedKeyPaths(table(), *plan_.named));
    if (statement_.where) TRY(checkNestedKeyPaths(table(), *statement_.where));
    return {};
  }

  // A read keyed on the hash may not filter by what the index lacks; a scan takes it for missing (DynamoDB capture,
  // 2026-08).
  Result<void> checkFilterProjection() {
    if (plan_.index == nullptr) return {};
    const std::string& hash = schema().hash.front().name;
    const bool keyed = std::ranges::any_of(
        conjuncts_, [&](const Condition* conjunct) { return !allowedValues(*conjunct, hash, false).empty(); });
    if (!keyed) return {};
    std::vector<std::string> missing;
    forEachPath(*statement_.where, [&](const DocumentPath& path) {
      const std::string& attribute = path.attribute();
      if (!isProjectedHere(attribute) && std::ranges::find(missing, attribute) == missing.end())
        missing.push_back(attribute);
    });
    if (missing.empty()) return {};
    sortAsJavaSet(missing);
    return invalidParameter("Secondary index " + plan_.index->name +
                            " does not project one or more filter attributes: " + bracketed(missing));
  }

  // Of the first HASH attribute several values; of further ones (a global index may have up to four) one each.
  Result<void> planHash() {
    const std::vector<KeyAttribute>& hash = schema().hash;
    for (const KeyAttribute& attribute : hash) {
      const bool first = &attribute == &hash.front();
      Values values;
      const Condition* source = nullptr;
      for (const Condition* conjunct : conjuncts_) {
        values = allowedValues(*conjunct, attribute.name, hash.size() == 1);
        source = conjunct;
        if (!values.empty() && (values.size() == 1 || hash.size() == 1)) break;
        values.clear();
      }
      if (values.empty()) return forgetHash();
      for (const AttributeValueView& value : values) TRY(checkKeyAttribute(attribute, value, true));
      used_.push_back(source);
      if (first) {
        hash_values_ = withoutRepeats(values);
      } else {
        more_hash_.push_back(values.front());
      }
    }
    if (hash_values_.size() <= kMaxPartiqlReads) return {};
    return validationError("Too many decomposed read operations for a given query.");
  }

  Result<void> forgetHash() {
    used_.clear();
    hash_values_.clear();
    more_hash_.clear();
    return {};
  }

  static Values withoutRepeats(const Values& values) {
    Values unique;
    for (const AttributeValueView& value : values)
      if (std::ranges::find(unique, value) == unique.end()) unique.push_back(value);
    return unique;
  }

  static Result<void> checkKeyAttribute(const KeyAttribute& attribute, AttributeValueView value, bool is_hash) {
    if (value.type() != attribute.type) return keyTypeMismatch(attribute.name);
    return checkKeyValue(attribute.name, value, is_hash);
  }

  const PartiqlOrderTerm* orderTerm(std::string_view attribute) const {
    const auto term = std::ranges::find(statement_.order_by, attribute, &PartiqlOrderTerm::attribute);
    return term == statement_.order_by.end() ? nullptr : &*term;
  }

  // Texts and directions: DynamoDB captures, 2026-09.
  Result<void> planOrder() {
    if (statement_.order_by.empty()) return {};
    if (!statement_.where) return validationError("Must have WHERE clause in the statement when using ORDER BY clause.");
    for (const PartiqlOrderTerm& term : statement_.order_by) {
      if (schema().contains(term.attribute)) continue;
      return validationError("Attribute " + term.attribute + " in ORDER BY clause must be part of the primary key");
    }
    if (hash_values_.empty()) {
      return validationError(
          "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.");
    }
    const PartiqlOrderTerm* by_hash = orderTerm(schema().hash.front().name);
    if (hash_values_.size() > 1) {
      if (by_hash == nullptr) {
        return validationError(
            "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.");
      }
      std::ranges::sort(hash_values_, [&](const AttributeValueView& left, const AttributeValueView& right) {
        const auto order = compareScalars(left, right);
        return by_hash->descending ? order > 0 : order < 0;
      });
    }
    if (schema().range.empty()) return {};
    // Without a term of its own the sort key descends, even under an ascending hash key.
    const PartiqlOrderTerm* by_range = orderTerm(schema().range.front().name);
    plan_.forward = by_range != nullptr && !by_range->descending;
    return {};
  }

  Result<void> planRange() {
    for (const KeyAttribute& attribute : schema().range) {
      const size_t before = range_.size();
      for (const Condition* conjunct : conjuncts_) {
        auto condition = rangeCondition(*conjunct, attribute);
        if (!condition) continue;
        TRY(checkRangeType(attribute, *condition));
        range_.push_back(std::move(*condition));
        used_.push_back(conjunct);
        break;
      }
      if (range_.size() == before || range_.back().op != RangeCondition::Operator::Equal) break;
    }
    return {};
  }

  static Result<void> checkRangeType(const KeyAttribute& attribute, const RangeCondition& condition) {
    TRY(checkKeyAttribute(attribute, condition.low, false));
    if (condition.high) TRY(checkKeyAttribute(attribute, *condition.high, false));
    return {};
  }

  void makeRanges() {
    for (const AttributeValueView& value : hash_values_) {
      KeyRange range;
      range.hash.emplace_back(value);
      for (const AttributeValueView& more : more_hash_) range.hash.emplace_back(more);
      range.range = range_;
      plan_.ranges.push_back(std::move(range));
    }
  }

  const PartiqlStatement& statement_;
  PartiqlPlan plan_;
  Conjuncts conjuncts_;
  Conjuncts used_;  // those that the key answers
  Values hash_values_;
  Values more_hash_;
  std::vector<RangeCondition> range_;
};

}  // namespace

bool PartiqlPlan::isPoint(const KeyRange& range) const {
  return index == nullptr && range.range.size() == table->key.range.size() &&
         std::ranges::all_of(
             range.range, [](const RangeCondition& condition) { return condition.op == RangeCondition::Operator::Equal; });
}

Result<PartiqlPlan> planSelect(const PartiqlStatement& statement, const TableSchema& table, bool consistent) {
  return Planner(statement, table).plan(consistent);
}

}  // namespace stator
