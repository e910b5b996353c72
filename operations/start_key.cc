#include "operations/start_key.h"

#include "operations/key_check.h"
#include "protocol/attribute_value_json.h"
#include "storage/partition_hash.h"

namespace stator {
namespace {

constexpr std::string_view kInvalid = "The provided starting key is invalid";
constexpr std::string_view kMismatch = "The provided key element does not match the schema";

Error invalid(std::string_view detail = {}) {
  std::string text(kInvalid);
  if (!detail.empty()) text.append(": ").append(detail);
  return validationError(std::move(text));
}

// Errors that come without the prefix (dynalite): empty number sets, duplicates, numbers.
bool comesBare(const Error& error) {
  for (std::string_view part :
       {"contains duplicates", "number set", "numeric value", "significant digits", "number with magnitude"})
    if (error.message.find(part) != std::string::npos) return true;
  return false;
}

// How many attributes a start key has: those of the index and of the table, without repeats.
size_t startKeySize(const TableSchema& table, const SecondaryIndex* index) {
  size_t size = table.key.size();
  if (index == nullptr) return size;
  for (const auto* part : {&index->key.hash, &index->key.range})
    for (const KeyAttribute& attribute : *part)
      if (!table.key.contains(attribute.name)) ++size;
  return size;
}

Result<void> checkPart(const KeyAttribute& attribute, bool is_hash, ItemView key) {
  const auto value = key.find(attribute.name);
  if (!value) return invalid();
  if (value->type() != attribute.type) return validationError(std::string(kMismatch));
  return checkKeyValue(attribute.name, *value, is_hash);
}

Result<void> checkHashPart(const KeySchema& schema, ItemView key) {
  for (const KeyAttribute& attribute : schema.hash) TRY(checkPart(attribute, true, key));
  return {};
}

Result<void> checkRangePart(const KeySchema& schema, ItemView key) {
  for (const KeyAttribute& attribute : schema.range) TRY(checkPart(attribute, false, key));
  return {};
}

// The table's part of the key; its errors carry the prefix.
Result<void> checkTablePart(const TableSchema& table, ItemView key) {
  const std::string table_key = keyItem(key, table.key, table.key);
  Result<void> result = checkKey(table, ItemView(table_key));
  if (!result) return invalid(result.error().message);
  return {};
}

bool sameHash(const KeyRange& range, const KeySchema& schema, ItemView key) {
  for (size_t i = 0; i < schema.hash.size(); ++i)
    if (!(*key.find(schema.hash[i].name) == range.hash[i].view())) return false;
  return true;
}

bool rangeMatches(const KeyRange& range, const KeySchema& schema, ItemView key) {
  for (size_t i = 0; i < range.range.size(); ++i)
    if (!matches(range.range[i], *key.find(schema.range[i].name))) return false;
  return true;
}

}  // namespace

Result<std::optional<std::string>> readStartKey(RequestValue request, ValueLayer layer) {
  const RequestValue json = request["ExclusiveStartKey"];
  if (!json) return std::optional<std::string>();
  Result<std::string> key = toItem(json, layer);
  if (key) return std::optional<std::string>(std::move(key).value());
  Error error = std::move(key).error();
  if (error.code == ErrorCode::ValidationException && !comesBare(error)) return invalid(error.message);
  return error;
}

Result<void> checkQueryStartKeyHash(const TableSchema& table, const SecondaryIndex* index, ItemView key) {
  if (key.attributeCount() != startKeySize(table, index)) return invalid();
  return checkHashPart(index == nullptr ? table.key : index->key, key);
}

Result<void> checkQueryStartKey(const TableSchema& table, const SecondaryIndex* index, const KeyRange& range, ItemView key) {
  const KeySchema& schema = index == nullptr ? table.key : index->key;
  TRY(checkRangePart(schema, key));
  TRY(checkTablePart(table, key));
  if (range.range.empty()) {
    if (sameHash(range, schema, key)) return {};
    return validationError("The provided starting key is outside query boundaries based on provided conditions");
  }
  if (!rangeMatches(range, schema, key)) {
    return validationError("The provided starting key does not match the range key predicate");
  }
  if (!sameHash(range, schema, key)) return validationError("The query can return at most one row and cannot be restarted");
  return {};
}

Result<void> checkScanStartKeyMembers(const TableSchema& table, const SecondaryIndex* index, ItemView key) {
  if (key.attributeCount() != startKeySize(table, index)) return invalid();
  if (index == nullptr) return {};
  TRY(checkHashPart(index->key, key));
  return checkRangePart(index->key, key);
}

Result<void> checkScanStartKey(const TableSchema& table, const SecondaryIndex* index, Segment segment, ItemView key) {
  const KeySchema& schema = index == nullptr ? table.key : index->key;
  TRY(checkTablePart(table, key));
  if (segmentOf(partitionHash(key, schema.hash), segment.total) != segment.number) {
    return invalid("Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: " +
                   std::to_string(segment.total) + " Segment: " + std::to_string(segment.number));
  }
  return {};
}

}  // namespace stator
