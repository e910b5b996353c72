// Items and their index entries. Everything that changes items goes through commit(), so no index can be forgotten.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.h"
#include "storage/item_locks.h"
#include "storage/key_encoding.h"
#include "types/table_schema.h"

namespace stator {

class StreamStore;

// One item before and after a write. Whoever commits it holds the item's lock and the table's TableForWrite since
// before reading `old_item`. Borrows everything.
struct ItemChange {
  const TableSchema* table = nullptr;
  std::string_view key;              // encodeItemKey
  std::optional<ItemView> old_item;  // nullopt: absent
  std::optional<ItemView> new_item;  // nullopt: deleted
};

// A transaction's request token as it is kept in the catalog (storage/idempotency_tokens.h).
struct TokenEntry {
  std::string key;
  std::string value;
};

// What is to be known about a commit as a whole.
struct CommitContext {
  bool by_service = false;            // deletes items whose time to live is over: their stream records say so
  const TokenEntry* token = nullptr;  // written along, also when no item changes
};

// An item that expires, and the second since the epoch in which it does.
struct ExpiringItem {
  uint64_t second = 0;
  std::string key;  // encodeItemKey

  friend bool operator==(const ExpiringItem&, const ExpiringItem&) = default;
};

struct TableSize {
  int64_t items = 0;
  int64_t bytes = 0;
};

// Thread-safe.
class ItemStore {
 public:
  // Loads the counters. `streams` gets the records of tables with streams; nullptr: there are none.
  explicit ItemStore(Database& database, StreamStore* streams = nullptr);
  ~ItemStore();

  // Puts the item's bytes in `item`; false when there is none.
  bool get(std::string_view item_key, std::string& item, const Snapshot* snapshot = nullptr) const;

  // One atomic batch: items, index entries that differ, stream records, counters, token. Throws std::runtime_error on an I/O
  // error; then nothing is written.
  void commit(std::span<const ItemChange> changes, const CommitContext& context = {});

  // Exact: ItemCount and TableSizeBytes of a table or index (item bytes by the service's rule).
  TableSize size(StorageId id) const;

  // Writes the entries of a new index for existing items, some thousand at a time under their locks; restartable and
  // idempotent. `index` must be in the published schema already. Returns when done or when `stop()` says so.
  void backfill(const TableSchema& table, const SecondaryIndex& index, ItemLocks& locks, const std::function<bool()>& stop);

  // The same for the index of expiries of a table whose items expire.
  void backfillExpiries(const TableSchema& table, ItemLocks& locks, const std::function<bool()>& stop);

  // The first items of `table`, up to `limit`, that expire at from_second or later but before to_second, in order of time.
  std::vector<ExpiringItem> expiring(const TableSchema& table, uint64_t from_second, uint64_t to_second, size_t limit) const;

  // Reads the counters of tables that were copied (storage/table_copy.h), before they are published.
  void adopt(const TableSchema& table);
  // Forgets the counters of a dropped table or index (Catalog has deleted them on disk).
  void forget(StorageId id);
  void forget(const TableSchema& table);  // and of its indexes

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stator
