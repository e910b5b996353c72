// Items and their index entries. Everything that changes items goes through commit(), so no index can be forgotten.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "storage/database.h"
#include "storage/item_locks.h"
#include "storage/key_encoding.h"
#include "types/table_schema.h"

namespace stator {

// One item before and after a write. Whoever commits it holds the item's lock and the table's TableForWrite since
// before reading `old_item`. Borrows everything.
struct ItemChange {
  const TableSchema* table = nullptr;
  std::string_view key;                    // encodeItemKey
  std::optional<ItemView> old_item;        // nullopt: absent
  std::optional<ItemView> new_item;        // nullopt: deleted
};

struct TableSize {
  int64_t items = 0;
  int64_t bytes = 0;
};

// Thread-safe.
class ItemStore {
 public:
  explicit ItemStore(Database& database);  // loads the counters
  ~ItemStore();

  // Puts the item's bytes in `item`; false when there is none.
  bool get(std::string_view item_key, std::string& item, const Snapshot* snapshot = nullptr) const;

  // One atomic batch: items, index entries that differ, counters. Throws std::runtime_error on an I/O error; then
  // nothing is written.
  void commit(std::span<const ItemChange> changes);

  // Exact: ItemCount and TableSizeBytes of a table or index (item bytes by the service's rule).
  TableSize size(StorageId id) const;

  // Writes the entries of a new index for existing items, some thousand at a time under their locks; restartable and
  // idempotent. `index` must be in the published schema already. Returns when done or when `stop()` says so.
  void backfill(const TableSchema& table, const SecondaryIndex& index, ItemLocks& locks, const std::function<bool()>& stop);

  // Forgets the counters of a dropped table or index (Catalog has deleted them on disk).
  void forget(StorageId id);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stator
