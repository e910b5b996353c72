#include "operations/partiql_plan.h"

#include <algorithm>
#include <bit>

#include "operations/key_check.h"
#include "operations/partiql_key.h"
#include "operations/table_access.h"

namespace stator {
namespace {

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

// The text is about tables, but it is the index that counts (parity suite, captured in eu-west-2, 2026-10).
Result<void> checkKeyParts(const SecondaryIndex& index) {
  if (index.key.hash.size() < 2 && index.key.range.size() < 2) return {};
  return validationError(
      "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.");
}

class Planner {
 public:
  Planner(const PartiqlStatement& statement, const TableSchema& table) : statement_(statement) { plan_.table = &table; }

  Result<PartiqlPlan> plan(bool consistent) {
    TRY(findIndex(consistent));
    TRY(planColumns());
    TRY(checkNestedPaths());
    if (statement_.where) branches_ = TRY(partiqlBranches(*statement_.where, schema()));
    TRY(checkFilterProjection());
    for (const PartiqlBranch& branch : branches_) TRY(checkTypes(branch));
    TRY(planOrder());
    dropContradictions();
    sortBranches();
    for (const PartiqlBranch& branch : branches_) {
      plan_.ranges.push_back(rangeOf(branch));
      plan_.filters.push_back(filterOf(branch));
    }
    if (branches_.empty()) plan_.filters.push_back(statement_.where);
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
    TRY(checkKeyParts(*plan_.index));  // the table may be another than when the statement was parsed
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

  // Reads by key may not filter by what the index lacks, unless one of them does not; of several the one of the greatest
  // HASH value is named (floci, captured in eu-west-2, 2026-09). A scan takes such attributes for missing.
  Result<void> checkFilterProjection() const {
    if (plan_.index == nullptr || branches_.empty()) return {};
    const PartiqlBranch* last = nullptr;
    std::vector<std::string> named;
    for (const PartiqlBranch& branch : branches_) {
      std::vector<std::string> missing = missingInFilters(branch);
      if (missing.empty()) return {};
      if (last != nullptr && compareHash(branch, *last) < 0) continue;
      last = &branch;
      named = std::move(missing);
    }
    sortAsJavaSet(named);
    return invalidParameter("Secondary index " + plan_.index->name +
                            " does not project one or more filter attributes: " + bracketed(named));
  }

  std::vector<std::string> missingInFilters(const PartiqlBranch& branch) const {
    std::vector<std::string> missing;
    for (const Condition* filter : branch.filters) {
      forEachPath(*filter, [&](const DocumentPath& path) {
        const std::string& attribute = path.attribute();
        if (!isProjectedHere(attribute) && std::ranges::find(missing, attribute) == missing.end())
          missing.push_back(attribute);
      });
    }
    return missing;
  }

  static std::strong_ordering compareHash(const PartiqlBranch& left, const PartiqlBranch& right) {
    if (left.hash.type() != right.hash.type()) return left.hash.type() <=> right.hash.type();
    return compareScalars(left.hash, right.hash);
  }

  Result<void> checkTypes(const PartiqlBranch& branch) const {
    TRY(checkKeyAttribute(schema().hash.front(), branch.hash, true));
    for (const auto& [condition, source] : branch.range) {
      TRY(checkKeyAttribute(schema().range.front(), condition.low, false));
      if (condition.high) TRY(checkKeyAttribute(schema().range.front(), *condition.high, false));
    }
    return {};
  }

  static Result<void> checkKeyAttribute(const KeyAttribute& attribute, AttributeValueView value, bool is_hash) {
    if (value.type() != attribute.type) return keyTypeMismatch(attribute.name);
    return checkKeyValue(attribute.name, value, is_hash);
  }

  bool hasSeveralHashes() const {
    return std::ranges::any_of(branches_,
                               [&](const PartiqlBranch& branch) { return !(branch.hash == branches_.front().hash); });
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
    if (branches_.empty()) {
      return validationError(
          "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.");
    }
    const PartiqlOrderTerm* by_hash = orderTerm(schema().hash.front().name);
    if (by_hash == nullptr && hasSeveralHashes()) {
      return validationError(
          "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.");
    }
    if (schema().range.empty()) return {};
    // Without a term of its own the sort key descends, even under an ascending hash key.
    const PartiqlOrderTerm* by_range = orderTerm(schema().range.front().name);
    plan_.forward = by_range != nullptr && !by_range->descending;
    return {};
  }

  // One of them stays, with its filters: what finds nothing is a read as well.
  void dropContradictions() {
    if (branches_.size() < 2) return;
    std::erase_if(branches_, [&](const PartiqlBranch& branch) { return branch.contradictory && &branch != &branches_[0]; });
    if (branches_.size() > 1 && branches_.front().contradictory) branches_.erase(branches_.begin());
  }

  // HASH values in the order asked for, else as they were written; the ranges of one in the order of reading.
  void sortBranches() {
    const PartiqlOrderTerm* by_hash = orderTerm(schema().hash.front().name);
    std::vector<AttributeValueView> written;
    for (const PartiqlBranch& branch : branches_)
      if (std::ranges::find(written, branch.hash) == written.end()) written.push_back(branch.hash);
    std::ranges::stable_sort(branches_, [&](const PartiqlBranch& left, const PartiqlBranch& right) {
      if (!(left.hash == right.hash)) {
        if (by_hash == nullptr) return std::ranges::find(written, left.hash) < std::ranges::find(written, right.hash);
        return by_hash->descending ? compareHash(left, right) > 0 : compareHash(left, right) < 0;
      }
      return plan_.forward ? readsBefore(left, right) : readsBefore(right, left);
    });
  }

  // They do not overlap, so that their first conditions tell; one without a lower bound begins first.
  static bool readsBefore(const PartiqlBranch& left, const PartiqlBranch& right) {
    if (left.range.empty() || right.range.empty()) return false;
    const RangeCondition& one = left.range.front().condition;
    const RangeCondition& other = right.range.front().condition;
    const auto order = compareScalars(one.low, other.low);
    if (order != 0) return order < 0;
    return isUpperBound(one) && !isUpperBound(other);
  }

  static bool isUpperBound(const RangeCondition& condition) {
    return condition.op == RangeCondition::Operator::Less || condition.op == RangeCondition::Operator::LessOrEqual;
  }

  static KeyRange rangeOf(const PartiqlBranch& branch) {
    KeyRange range;
    range.hash.emplace_back(branch.hash);
    if (!branch.range.empty()) range.range.push_back(branch.range.front().condition);
    return range;
  }

  // What the range does not answer.
  static std::optional<Condition> filterOf(const PartiqlBranch& branch) {
    std::vector<Condition> conditions;
    for (const Condition* filter : branch.filters) conditions.push_back(*filter);
    for (size_t i = 1; i < branch.range.size(); ++i) conditions.push_back(*branch.range[i].source);
    return conjunction(std::move(conditions));
  }

  const PartiqlStatement& statement_;
  PartiqlPlan plan_;
  std::vector<PartiqlBranch> branches_;  // none: a scan
};

}  // namespace

bool PartiqlPlan::isPoint(const KeyRange& range) const {
  return index == nullptr && range.range.size() == table->key.range.size() &&
         std::ranges::all_of(
             range.range, [](const RangeCondition& condition) { return condition.op == RangeCondition::Operator::Equal; });
}

PartiqlSourceCheck partiqlIndexCheck(OperationContext& context) {
  return [&context](std::string_view table_name, std::string_view index_name) -> Result<void> {
    const auto table = findTable(context, table_name);
    const SecondaryIndex* index = table ? (*table)->findIndex(index_name) : nullptr;
    return index == nullptr ? Result<void>() : checkKeyParts(*index);
  };
}

Result<PartiqlPlan> planSelect(const PartiqlStatement& statement, const TableSchema& table, bool consistent) {
  return Planner(statement, table).plan(consistent);
}

}  // namespace stator
