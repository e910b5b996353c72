// Checks of keys against a table's schema, with the service's texts (DynamoDB captures of 2026, dynalite).
#pragma once

#include "expression/syntax_tree.h"
#include "types/item.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

// Texts for a table key that an item lacks, or has with another type: BatchWriteItem has one of its own.
enum class KeyErrors : uint8_t { Named, SchemaMismatch };

// A key for looking up (GetItem, DeleteItem, UpdateItem, BatchGetItem ...): exactly the key attributes, right types, not
// empty, not too long.
Result<void> checkKey(const TableSchema& table, ItemView key);
// An item about to be stored: table key present and right, index keys right where present.
Result<void> checkItem(const TableSchema& table, ItemView item, KeyErrors errors = KeyErrors::Named);
// After an update: index keys that the update touched (the old item may hold what is not allowed any more).
Result<void> checkUpdatedIndexKeys(const TableSchema& table, const UpdateExpression& update, ItemView item);
// Before an update: values that it gives index keys outright.
Result<void> checkGivenIndexKeys(const TableSchema& table, const UpdateExpression& update);
// Paths of an update, targets and operands, must not lead into index keys. Comes last (dynalite).
Result<void> checkUpdatePaths(const TableSchema& table, const UpdateExpression& update);
// Targets of an update must not be key attributes. Comes first.
Result<void> checkUpdateTargets(const TableSchema& table, const UpdateExpression& update);

// One key attribute's value: not empty, not too long (hash 2048, range 1024 bytes).
Result<void> checkKeyValue(std::string_view name, AttributeValueView value, bool is_hash);

// "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: <a>" (or IndexKey).
Result<void> checkNestedKeyPath(const TableSchema& table, const DocumentPath& path);
Result<void> checkNestedKeyPaths(const TableSchema& table, const ProjectionExpression& projection);
Result<void> checkNestedKeyPaths(const TableSchema& table, const Condition& condition);

}  // namespace stator
