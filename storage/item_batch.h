// One atomic write of items, the index entries and expiries that differ, stream records, and counters.
#pragma once

#include <rocksdb/write_batch.h>

#include "storage/index_entries.h"
#include "storage/item_store.h"
#include "storage/rocksdb_handles.h"
#include "storage/stream_appender.h"
#include "storage/table_counters.h"

namespace stator {

// Not thread-safe. The caller holds the locks of all items in it until write() has returned.
class ItemBatch {
 public:
  ItemBatch(Database::Impl& database, TableCounters& counters, StreamStore* streams = nullptr,
            const CommitContext& context = {});
  ~ItemBatch();
  ItemBatch(const ItemBatch&) = delete;
  ItemBatch& operator=(const ItemBatch&) = delete;

  void add(const ItemChange& change);
  // Entries that an index lacks: for backfill.
  void addEntry(StorageId index, size_t stripe, const IndexEntry& entry);
  void addExpiry(std::string_view expiry_key);
  void addToken(const TokenEntry& token);
  // Throws std::runtime_error, and then nothing is written.
  void write();

 private:
  void addExpiryChange(const ItemChange& change);
  void addEntryChange(const IndexEntryChange& change, size_t stripe);

  Database::Impl& database_;
  rocksdb::WriteBatch& batch_;  // the thread's
  CounterChanges counters_;
  StreamAppender streams_;
};

// Whether the index has an entry of this key. Throws std::runtime_error on an I/O error.
bool hasIndexEntry(Database::Impl& database, std::string_view index_key);

}  // namespace stator
