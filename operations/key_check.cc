#include "operations/key_check.h"

#include <algorithm>

#include "types/limits.h"

namespace stator {
namespace {

Error schemaMismatch() { return validationError("The provided key element does not match the schema"); }

std::string text(AttributeType type) { return std::string(toString(type)); }

bool isEmpty(AttributeValueView value) { return value.type() != AttributeType::N && value.payload().empty(); }

std::string_view emptyKind(AttributeValueView value) { return value.type() == AttributeType::S ? "string" : "binary"; }

Result<void> checkStoredKeyAttribute(const KeyAttribute& key, bool is_hash, ItemView item, KeyErrors errors) {
  const auto value = item.find(key.name);
  if (!value && errors == KeyErrors::SchemaMismatch) return schemaMismatch();
  if (!value) return invalidParameter("Missing the key " + key.name + " in the item");
  if (value->type() != key.type) {
    if (errors == KeyErrors::SchemaMismatch) return schemaMismatch();
    return invalidParameter("Type mismatch for key " + key.name + " expected: " + text(key.type) +
                            " actual: " + text(value->type()));
  }
  return checkKeyValue(key.name, *value, is_hash);
}

// A key attribute of an index.
struct IndexKey {
  const KeyAttribute* attribute = nullptr;
  const SecondaryIndex* index = nullptr;
  bool is_hash = false;
};

// Of all index keys that fail `check`, the one of the alphabetically first index is reported.
template <class Check>
Result<void> checkIndexKeys(const TableSchema& table, Check check) {
  Result<void> result;
  const SecondaryIndex* failed = nullptr;
  const auto check_one = [&](const SecondaryIndex& index, const KeyAttribute& key, bool is_hash) {
    if (failed == &index) return;
    Result<void> checked = check(IndexKey{&key, &index, is_hash});
    if (checked) return;
    result = std::move(checked);
    failed = &index;
  };
  for (const SecondaryIndex& index : table.indexes) {
    if (failed != nullptr && index.name > failed->name) continue;
    for (const KeyAttribute& key : index.key.hash) check_one(index, key, true);
    for (const KeyAttribute& key : index.key.range) check_one(index, key, false);
  }
  return result;
}

Error indexTypeMismatch(const IndexKey& key, AttributeType actual) {
  return invalidParameter("Type mismatch for Index Key " + key.attribute->name + " Expected: " + text(key.attribute->type) +
                          " Actual: " + text(actual) + " IndexName: " + key.index->name);
}

Result<void> checkIndexKey(const IndexKey& key, AttributeValueView value, bool by_update) {
  if (value.type() != key.attribute->type) return indexTypeMismatch(key, value.type());
  if (isEmpty(value)) {
    const std::string empty =
        "The AttributeValue for a key attribute cannot contain an empty " + std::string(emptyKind(value)) + " value.";
    if (by_update) {
      return validationError(
          "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a "
          "value that is not supported. " +
          empty);
    }
    return validationError(
        "One or more parameter values are not valid. A value specified for a secondary index key is not supported. " +
        empty + " IndexName: " + key.index->name + ", IndexKey: " + key.attribute->name);
  }
  return checkKeyValue(key.attribute->name, value, key.is_hash);
}

bool sets(const UpdateAction& action, const IndexKey& key) { return action.target.attribute() == key.attribute->name; }

// The value that an action gives its attribute, if it is in the request; nullptr when it has to be worked out.
const AttributeValueView* givenValue(const UpdateAction& action) {
  if (action.target.nested()) return nullptr;
  if (action.kind == UpdateAction::Kind::Add && action.value) return &*action.value;
  const bool is_value = action.kind == UpdateAction::Kind::Set && action.set.kind == SetValue::Kind::Value;
  return is_value && action.set.value ? &*action.set.value : nullptr;
}

// The type that a SET's sum or list_append has whatever the item holds (dynalite).
std::optional<AttributeType> computedType(const UpdateAction& action) {
  if (action.kind != UpdateAction::Kind::Set) return std::nullopt;
  switch (action.set.kind) {
    case SetValue::Kind::Add:
    case SetValue::Kind::Subtract:
      return AttributeType::N;
    case SetValue::Kind::ListAppend:
      return AttributeType::L;
    default:
      return std::nullopt;
  }
}

Result<void> checkOperandPaths(const TableSchema& table, const SetValue& value) {
  if (!value.path.elements.empty()) TRY(checkNestedKeyPath(table, value.path));
  for (const SetValue& argument : value.arguments) TRY(checkOperandPaths(table, argument));
  return {};
}

}  // namespace

Result<void> checkKeyValue(std::string_view name, AttributeValueView value, bool is_hash) {
  if (isEmpty(value)) {
    return validationError(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty " +
        std::string(emptyKind(value)) + " value. Key: " + std::string(name));
  }
  if (value.type() == AttributeType::N) return {};
  if (is_hash && value.payload().size() > kMaxHashKeySize) {
    // The missing space is the service's own (dynalite).
    return invalidParameter("Size of hashkey has exceeded the maximum size limit of2048 bytes");
  }
  if (!is_hash && value.payload().size() > kMaxRangeKeySize) {
    return invalidParameter("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
  }
  return {};
}

Result<void> checkKey(const TableSchema& table, ItemView key) {
  if (key.attributeCount() != table.key.size()) return schemaMismatch();
  const auto check = [&](const KeyAttribute& attribute, bool is_hash) -> Result<void> {
    const auto value = key.find(attribute.name);
    if (!value || value->type() != attribute.type) return schemaMismatch();
    return checkKeyValue(attribute.name, *value, is_hash);
  };
  for (const KeyAttribute& attribute : table.key.hash) TRY(check(attribute, true));
  for (const KeyAttribute& attribute : table.key.range) TRY(check(attribute, false));
  return {};
}

Result<void> checkItem(const TableSchema& table, ItemView item, KeyErrors errors) {
  for (const KeyAttribute& key : table.key.hash) TRY(checkStoredKeyAttribute(key, true, item, errors));
  for (const KeyAttribute& key : table.key.range) TRY(checkStoredKeyAttribute(key, false, item, errors));
  return checkIndexKeys(table, [&](const IndexKey& key) -> Result<void> {
    if (table.key.contains(key.attribute->name)) return {};
    const auto value = item.find(key.attribute->name);
    return value ? checkIndexKey(key, *value, false) : Result<void>();
  });
}

Result<void> checkGivenIndexKeys(const TableSchema& table, const UpdateExpression& update) {
  return checkIndexKeys(table, [&](const IndexKey& key) -> Result<void> {
    for (const UpdateAction& action : update.actions) {
      if (!sets(action, key)) continue;
      const AttributeValueView* value = givenValue(action);
      if (value != nullptr) TRY(checkIndexKey(key, *value, true));
      const auto computed = computedType(action);
      if (computed && *computed != key.attribute->type) return indexTypeMismatch(key, *computed);
    }
    return {};
  });
}

Result<void> checkUpdatedIndexKeys(const TableSchema& table, const UpdateExpression& update, ItemView item) {
  return checkIndexKeys(table, [&](const IndexKey& key) -> Result<void> {
    for (const UpdateAction& action : update.actions) {
      if (!sets(action, key)) continue;
      const auto value = item.find(key.attribute->name);
      if (!value) return {};
      if (value->type() != key.attribute->type && givenValue(action) == nullptr) {  // dynalite
        return validationError("The update expression attempted to update the secondary index key to unsupported type");
      }
      return checkIndexKey(key, *value, true);
    }
    return {};
  });
}

Result<void> checkUpdateTargets(const TableSchema& table, const UpdateExpression& update) {
  const auto check = [&](const KeyAttribute& key) -> Result<void> {
    for (const UpdateAction& action : update.actions) {
      if (action.target.attribute() != key.name) continue;
      return invalidParameter("Cannot update attribute " + key.name + ". This attribute is part of the key");
    }
    return {};
  };
  for (const KeyAttribute& key : table.key.hash) TRY(check(key));
  for (const KeyAttribute& key : table.key.range) TRY(check(key));
  return {};
}

Result<void> checkUpdatePaths(const TableSchema& table, const UpdateExpression& update) {
  for (const UpdateAction& action : update.actions) {
    TRY(checkNestedKeyPath(table, action.target));
    TRY(checkOperandPaths(table, action.set));
  }
  return {};
}

Result<void> checkNestedKeyPath(const TableSchema& table, const DocumentPath& path) {
  if (!path.nested()) return {};
  constexpr std::string_view kText =
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ";
  const std::string& attribute = path.attribute();
  if (table.key.contains(attribute)) return validationError(std::string(kText) + "Key: " + attribute);
  for (const SecondaryIndex& index : table.indexes)
    if (index.key.contains(attribute)) return validationError(std::string(kText) + "IndexKey: " + attribute);
  return {};
}

Result<void> checkNestedKeyPaths(const TableSchema& table, const ProjectionExpression& projection) {
  for (const DocumentPath& path : projection.paths) TRY(checkNestedKeyPath(table, path));
  return {};
}

Result<void> checkNestedKeyPaths(const TableSchema& table, const Condition& condition) {
  Result<void> result;
  forEachPath(condition, [&](const DocumentPath& path) {
    if (result) result = checkNestedKeyPath(table, path);
  });
  return result;
}

}  // namespace stator
