// What a change of an item means for the indexes of its table. Pure: no database in sight.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "types/table_schema.h"

namespace stator {

// An item's entry in an index. Borrows the item.
class IndexEntry {
 public:
  IndexEntry(const TableSchema& table, const SecondaryIndex& index, ItemView item, std::string_view item_key);
  const std::string& key() const { return key_; }
  // The projected item.
  ItemView value() const { return whole_ ? *whole_ : ItemView(projected_); }
  int64_t bytes() const;  // as the service counts the projected item

 private:
  std::string key_;
  std::optional<ItemView> whole_;  // with ProjectionType::All
  std::string projected_;
};

// At least one entry is there, and they differ. With equal keys the new one replaces the old one.
struct IndexEntryChange {
  const SecondaryIndex* index = nullptr;
  std::optional<IndexEntry> old_entry;
  std::optional<IndexEntry> new_entry;

  bool sameKey() const { return old_entry && new_entry && old_entry->key() == new_entry->key(); }
};

// The entries that differ, in the order of the table's indexes. `item_key` is encodeItemKey of both items.
std::vector<IndexEntryChange> indexEntryChanges(const TableSchema& table, std::string_view item_key,
                                                std::optional<ItemView> old_item, std::optional<ItemView> new_item);

// While an index is being filled, items may still lack their entries.
inline bool mayLackEntries(const SecondaryIndex& index) {
  return index.backfilling || index.status == IndexStatus::Creating;
}

}  // namespace stator
