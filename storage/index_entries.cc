#include "storage/index_entries.h"

#include "storage/key_encoding.h"

namespace stator {

IndexEntry::IndexEntry(const TableSchema& table, const SecondaryIndex& index, ItemView item, std::string_view item_key)
    : key_(encodeIndexKey(table, index, item, item_key)) {
  if (index.projection.type == ProjectionType::All) {
    whole_ = item;
  } else {
    projected_ = projectForIndex(table, index, item);
  }
}

int64_t IndexEntry::bytes() const { return static_cast<int64_t>(itemSize(value())); }

std::vector<IndexEntryChange> indexEntryChanges(const TableSchema& table, std::string_view item_key,
                                                std::optional<ItemView> old_item, std::optional<ItemView> new_item) {
  std::vector<IndexEntryChange> changes;
  if (old_item && new_item && *old_item == *new_item) return changes;
  for (const SecondaryIndex& index : table.indexes) {
    IndexEntryChange change{&index, std::nullopt, std::nullopt};
    if (old_item && belongsToIndex(index, *old_item)) change.old_entry.emplace(table, index, *old_item, item_key);
    if (new_item && belongsToIndex(index, *new_item)) change.new_entry.emplace(table, index, *new_item, item_key);
    if (!change.old_entry && !change.new_entry) continue;
    if (change.sameKey() && change.old_entry->value() == change.new_entry->value()) continue;
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace stator
