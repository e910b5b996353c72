// Item counts and sizes of tables and indexes, exact at every commit. A counter is kept per lock stripe of the items: who
// writes an item holds its stripe, so the stripe's numbers have one writer at a time and are stored as absolute values in
// the item's own batch. (A merge operator or one counter a table would be a hot key, and a separate write not exact.)
#pragma once

#include <rocksdb/write_batch.h>

#include <array>
#include <atomic>
#include <memory>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "storage/item_locks.h"
#include "storage/item_store.h"
#include "storage/rocksdb_handles.h"

namespace stator {

// Key and value in the `counters` column family.
std::string counterKey(StorageId id, size_t stripe);
std::string encodeCounter(const TableSize& size);
std::optional<TableSize> decodeCounter(std::string_view record);  // nullopt when it is no such record

// The counters of one table or index.
struct StripedSize {
  struct Stripe {
    std::atomic<int64_t> items{0};
    std::atomic<int64_t> bytes{0};
  };
  std::array<Stripe, kItemLockStripes> stripes;
};

// Thread-safe.
class TableCounters {
 public:
  void load(Database::Impl& database);
  void load(Database::Impl& database, StorageId id);  // of one table or index, before anybody writes to it
  std::shared_ptr<StripedSize> of(StorageId id);      // made when there is none
  TableSize size(StorageId id) const;
  void forget(StorageId id);

 private:
  void add(std::string_view key, std::string_view record);

  mutable std::shared_mutex mutex_;
  std::unordered_map<StorageId, std::shared_ptr<StripedSize>> sizes_;
};

// What one batch changes about counters. Not thread-safe; the caller holds the stripes.
class CounterChanges {
 public:
  explicit CounterChanges(TableCounters& counters) : counters_(counters) {}
  void add(StorageId id, size_t stripe, int64_t items, int64_t bytes);
  // Puts the new absolute values in the batch.
  void appendTo(rocksdb::WriteBatch& batch, rocksdb::ColumnFamilyHandle* family);
  // The batch is written: the new values are valid.
  void publish();

 private:
  struct Change {
    StorageId id;
    uint16_t stripe;
    int64_t items;  // differences; absolute values after appendTo
    int64_t bytes;
    std::shared_ptr<StripedSize> size;
  };
  TableCounters& counters_;
  std::vector<Change> changes_;
};

}  // namespace stator
