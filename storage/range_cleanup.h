// Deleting everything that belongs to a table or an index.
#pragma once

#include <rocksdb/write_batch.h>

#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "storage/key_encoding.h"
#include "storage/rocksdb_handles.h"

namespace stator {

// Collects deletions in one batch, writes it, and gives the space back. Not thread-safe.
class RangeCleanup {
 public:
  explicit RangeCleanup(Database::Impl& database) : database_(database) {}

  rocksdb::WriteBatch& batch() { return batch_; }  // for what has to happen together with the deletions
  void addTable(StorageId id);                     // its items and counters
  void addIndex(StorageId id);                     // its entries and counters
  void addStream(StorageId id);                    // its records
  void addTokens(std::string_view scope_prefix);    // tokens of transactions whose scopes begin so
  void addWhole(const TableSchema& table);         // the table, its indexes and its index of expiries
  // With the database's cleanup_gate held since before the first add: backfills leave these ids alone from now on. Throws
  // std::runtime_error, and then nothing is deleted.
  void write();

 private:
  struct Range {
    rocksdb::ColumnFamilyHandle* family;
    KeyBounds bounds;
  };
  void addRange(rocksdb::ColumnFamilyHandle* family, StorageId id);

  Database::Impl& database_;
  rocksdb::WriteBatch batch_;
  std::vector<StorageId> ids_;
  std::vector<Range> large_;
};

// Deletes the data of ids that no table has: an index taken out of its table just before a crash.
void deleteOrphans(Database::Impl& database, const std::unordered_set<StorageId>& live);

}  // namespace stator
