#include "operations/partiql_key.h"

#include <algorithm>

#include "expression/evaluate.h"
#include "operations/key_check.h"
#include "protocol/partiql_parameter.h"
#include "storage/key_encoding.h"
#include "types/limits.h"

namespace stator {
namespace {

Condition existence(const std::string& attribute, bool exists) {
  Condition condition;
  condition.op = exists ? Condition::Operator::AttributeExists : Condition::Operator::AttributeNotExists;
  Operand operand;
  operand.path.elements.push_back({.name = attribute});
  condition.operands.push_back(std::move(operand));
  return condition;
}

// UPDATE does not create items; DELETE of an absent one is a success whatever else the clause says (DynamoDB captures,
// 2026).
std::optional<Condition> writeCondition(const PartiqlStatement& statement, const TableSchema& table,
                                        std::vector<Condition> others) {
  const std::string& hash = table.key.hash.front().name;
  if (statement.kind == PartiqlKind::Update) others.insert(others.begin(), existence(hash, true));
  std::optional<Condition> condition = conjunction(std::move(others));
  if (statement.kind != PartiqlKind::Delete || !condition) return condition;
  Condition either;
  either.op = Condition::Operator::Or;
  either.children.push_back(existence(hash, false));
  either.children.push_back(std::move(*condition));
  return either;
}

Result<void> checkKeyAttribute(const KeyAttribute& attribute, bool is_hash, ItemView item) {
  const auto value = item.find(attribute.name);
  // The texts are those of DynamoDB Local 3.3.1.
  if (!value) return validationError("Key attribute should be present in the item: Key " + attribute.name);
  if (value->type() != attribute.type) return keyTypeMismatch(attribute.name);
  return checkKeyValue(attribute.name, *value, is_hash);
}

// A SELECT takes IN of one value for an equality (floci, captured in eu-west-2, 2026-09).
std::optional<AttributeEquality> onlyCandidate(const Condition& condition) {
  if (condition.op != Condition::Operator::In || condition.operands.size() != 2) return std::nullopt;
  const Operand& attribute = condition.operands[0];
  const Operand& candidate = condition.operands[1];
  if (attribute.path.nested() || candidate.kind != Operand::Kind::Value) return std::nullopt;
  return AttributeEquality{&attribute.path.attribute(), *candidate.value};
}

}  // namespace

Result<std::vector<AttributeValue>> readPartiqlParameters(RequestValue statement) {
  std::vector<AttributeValue> parameters;
  for (RequestValue json : statement["Parameters"].elements()) parameters.push_back(TRY(toPartiqlParameter(json)));
  return parameters;
}

Error existsOutsideTransaction() { return validationError("EXISTS can only be used in ExecuteTransaction write requests."); }

Result<void> checkPartiqlItemSize(const PartiqlStatement& statement) {
  if (statement.kind != PartiqlKind::Insert || itemSize(ItemView(statement.item)) <= kMaxItemSize) return {};
  return validationError("Item size has exceeded the maximum allowed size");
}

Error keyTypeMismatch(std::string_view name) {
  return validationError("Key attribute's data type should match its data type in table's schema: Key " + std::string(name));
}

std::optional<Condition> conjunction(std::vector<Condition> conditions) {
  if (conditions.empty()) return std::nullopt;
  if (conditions.size() == 1) return std::move(conditions.front());
  Condition all;
  all.op = Condition::Operator::And;
  all.children = std::move(conditions);
  return all;
}

PartiqlKey partiqlKey(const PartiqlStatement& statement, const TableSchema& table) {
  PartiqlKey result;
  std::vector<const Condition*> conjuncts;
  if (statement.where) collectConjuncts(*statement.where, conjuncts);
  ItemBuilder key;
  std::vector<AttributeEquality> found;
  for (const Condition* conjunct : conjuncts) {
    auto equality = attributeEquality(*conjunct);
    if (!equality && statement.isRead()) equality = onlyCandidate(*conjunct);
    if (!equality || !table.key.contains(*equality->attribute)) {
      result.others.push_back(*conjunct);
      continue;
    }
    const auto earlier = std::ranges::find_if(
        found, [&](const AttributeEquality& other) { return *other.attribute == *equality->attribute; });
    if (earlier == found.end()) {
      found.push_back(*equality);
      key.add(*equality->attribute, equality->value);
    } else if (earlier->value == equality->value) {
      continue;
    } else if (statement.kind == PartiqlKind::Exists) {
      result.others.push_back(*conjunct);  // a condition on the item of the first value
    } else if (result.contradiction.empty()) {
      result.contradiction = *equality->attribute;
    }
  }
  result.complete = found.size() == table.key.size();
  result.key = key.build();
  return result;
}

Result<void> checkPartiqlKey(const TableSchema& table, ItemView key) {
  for (const KeyAttribute& attribute : table.key.hash) TRY(checkKeyAttribute(attribute, true, key));
  for (const KeyAttribute& attribute : table.key.range) TRY(checkKeyAttribute(attribute, false, key));
  return {};
}

PartiqlWrite::PartiqlWrite(const PartiqlStatement& statement, const TableSchema& table)
    : statement_(statement), table_(table) {
  if (statement.kind == PartiqlKind::Insert) return;
  key_ = partiqlKey(statement, table);
  condition_ = writeCondition(statement, table, key_.others);
}

Result<void> PartiqlWrite::checkStatement() const {
  if (statement_.kind == PartiqlKind::Insert) return {};
  if (statement_.kind == PartiqlKind::Exists) {
    if (statement_.index) return validationError("Operations on indices are not supported in transactions");
    if (key_.complete && key_.contradiction.empty() && !key_.others.empty()) return {};
    return validationError("EXISTS() must contain a single item read with additional condition");
  }
  if (!key_.complete) return validationError("Where clause does not contain a mandatory equality on all key attributes");
  if (key_.contradiction.empty()) return {};
  return validationError("Multiple conditions on same key " + key_.contradiction +
                         ". Only single item Update/Insert/Delete are supported");
}

Result<void> PartiqlWrite::checkAgainstTable() const {
  TRY(checkPartiqlKey(table_, item()));
  if (statement_.kind == PartiqlKind::Insert) return checkItem(table_, item());
  if (statement_.kind == PartiqlKind::Update) {
    TRY(checkUpdateTargets(table_, statement_.update));
    TRY(checkUpdatePaths(table_, statement_.update));
  }
  if (condition_) TRY(checkNestedKeyPaths(table_, *condition_));
  return {};
}

ItemWrite PartiqlWrite::itemWrite(bool return_item_on_failure) const {
  ItemWrite write{.table = &table_,
                  .key = encodeItemKey(table_, item()),
                  .item = item(),
                  .condition = condition_ ? &*condition_ : nullptr,
                  .return_item_on_failure = return_item_on_failure};
  switch (statement_.kind) {
    case PartiqlKind::Insert:
      write.kind = ItemWrite::Kind::Put;
      write.must_be_new = true;
      break;
    case PartiqlKind::Update:
      write.kind = ItemWrite::Kind::Update;
      write.update = &statement_.update;
      break;
    case PartiqlKind::Delete:
      write.kind = ItemWrite::Kind::Delete;
      break;
    default:
      write.kind = ItemWrite::Kind::ConditionCheck;
      break;
  }
  return write;
}

std::optional<ItemView> PartiqlWrite::returned(const ItemImages& images, std::string& storage) const {
  switch (statement_.returning) {
    case PartiqlReturning::None:
      return std::nullopt;
    case PartiqlReturning::AllOld:
      return images.before();
    case PartiqlReturning::AllNew:
      return images.after();
    case PartiqlReturning::ModifiedOld:
      storage = updatedAttributes(statement_.update, ItemView(images.old_item));
      break;
    // The element that moved to a removed index counts as changed, unlike with ReturnValues (DynamoDB capture, 2026).
    case PartiqlReturning::ModifiedNew:
      storage = updatedAttributes(statement_.update, ItemView(images.new_item));
      break;
  }
  return storage.empty() ? std::nullopt : std::optional(ItemView(storage));
}

}  // namespace stator
