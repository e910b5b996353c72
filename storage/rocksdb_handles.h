// The open RocksDB database as the files of storage/ see it, and nobody else.
#pragma once

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/perf_level.h>

#include <atomic>
#include <memory>
#include <shared_mutex>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "storage/database.h"
#include "types/table_schema.h"

namespace stator {

struct Database::Impl {
  std::unique_ptr<rocksdb::Env> memory_env;  // in memory only; outlives `db`
  std::unique_ptr<rocksdb::DB> db;
  bool in_memory = false;
  uint32_t format = 0;  // of the data, as the record says

  // Column families, by name. Owned by `all_families`.
  rocksdb::ColumnFamilyHandle* catalog = nullptr;
  rocksdb::ColumnFamilyHandle* items = nullptr;
  rocksdb::ColumnFamilyHandle* index = nullptr;
  rocksdb::ColumnFamilyHandle* streams = nullptr;
  rocksdb::ColumnFamilyHandle* counters = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> all_families;  // with RocksDB's own "default", which stays empty

  std::atomic<bool> last_write_failed = false;

  rocksdb::WriteOptions write_options;
  rocksdb::ReadOptions get_options;

  // A backfill writes entries under no table's gate. It holds this shared for a chunk, whoever deletes an index holds it
  // exclusively and leaves the id in `dropped`, so that no entry appears behind a deletion.
  std::shared_mutex cleanup_gate;
  std::unordered_set<StorageId> dropped;  // of this process's life; guarded by cleanup_gate

  // Writes atomically; throws std::runtime_error with RocksDB's text, and then nothing is written.
  void write(rocksdb::WriteBatch& batch);
};

inline rocksdb::Slice toSlice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
inline std::string_view toView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

// RocksDB counts comparisons and the like for each thread, which nobody reads and every step of a search pays for.
// Called at the start of reads and writes; costs next to nothing after a thread's first time.
inline void disablePerfCounters() {
  thread_local const bool done = (rocksdb::SetPerfLevel(rocksdb::PerfLevel::kDisable), true);
  (void)done;
}

// Throws std::runtime_error "<what>: <RocksDB's text>" unless `status` is ok.
void throwIfFailed(const rocksdb::Status& status, std::string_view what);

}  // namespace stator
