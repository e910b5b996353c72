#include "types/table_schema.h"

#include <algorithm>

#include "types/limits.h"
#include "types/schema_names.h"

namespace stator {

namespace {

// Whether a value can be an index key. One that is too long or empty is an index key violation: its item stays out of
// the index (AWS developer guide, "Detecting and correcting index key violations"; for empty values unverified).
bool isIndexKey(const std::optional<AttributeValueView>& value, const KeyAttribute& attribute, size_t max_size) {
  if (!value || value->type() != attribute.type) return false;
  return attribute.type == AttributeType::N || (!value->payload().empty() && value->payload().size() <= max_size);
}

}  // namespace

std::string_view toString(TableStatus value) { return enumName(value); }
std::string_view toString(IndexStatus value) { return enumName(value); }
std::string_view toString(BillingMode value) { return enumName(value); }
std::string_view toString(TableClass value) { return enumName(value); }
std::string_view toString(ProjectionType value) { return enumName(value); }
std::string_view toString(StreamViewType value) { return enumName(value); }

std::optional<BillingMode> parseBillingMode(std::string_view text) { return enumValue<BillingMode>(text); }
std::optional<TableClass> parseTableClass(std::string_view text) { return enumValue<TableClass>(text); }
std::optional<ProjectionType> parseProjectionType(std::string_view text) { return enumValue<ProjectionType>(text); }
std::optional<StreamViewType> parseStreamViewType(std::string_view text) { return enumValue<StreamViewType>(text); }

std::string TableSchema::arn() const { return "arn:aws:dynamodb:" + region + ":" + account + ":table/" + name; }

std::string TableSchema::indexArn(const SecondaryIndex& index) const { return arn() + "/index/" + index.name; }

std::string TableSchema::streamArn() const { return arn() + "/stream/" + latest_stream_label; }

const SecondaryIndex* TableSchema::findIndex(std::string_view index_name) const {
  const auto it =
      std::find_if(indexes.begin(), indexes.end(), [&](const SecondaryIndex& index) { return index.name == index_name; });
  return it == indexes.end() ? nullptr : &*it;
}

bool TableSchema::hasLocalIndexes() const {
  return std::any_of(indexes.begin(), indexes.end(), [](const SecondaryIndex& index) { return !index.global; });
}

std::string projectForIndex(const TableSchema& table, const SecondaryIndex& index, ItemView item) {
  if (index.projection.type == ProjectionType::All) return std::string(item.bytes());
  std::string out;
  for (const AttributeView attribute : item) {
    if (isProjected(table, index, attribute.name)) appendAttribute(out, attribute.name, attribute.value);
  }
  return out;
}

bool belongsToIndex(const SecondaryIndex& index, ItemView item) {
  const auto fits = [&](const std::vector<KeyAttribute>& attributes, size_t max_size) {
    return std::all_of(attributes.begin(), attributes.end(), [&](const KeyAttribute& attribute) {
      return isIndexKey(item.find(attribute.name), attribute, max_size);
    });
  };
  return fits(index.key.hash, kMaxHashKeySize) && fits(index.key.range, kMaxRangeKeySize);
}

bool isProjected(const TableSchema& table, const SecondaryIndex& index, std::string_view name) {
  if (index.projection.type == ProjectionType::All || index.key.contains(name) || table.key.contains(name)) return true;
  if (index.projection.type != ProjectionType::Include) return false;
  const auto& included = index.projection.non_key_attributes;
  return std::find(included.begin(), included.end(), name) != included.end();
}

}  // namespace stator
