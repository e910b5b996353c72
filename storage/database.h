// Opening and closing the RocksDB database that holds everything. In memory it is RocksDB's memory Env: the same code.
// Only storage/ sees RocksDB; this header shows none of it.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stator {

struct DatabaseOptions {
  std::string directory;  // empty: in memory
  bool sync = false;      // fsync every write: survives a power failure, not only the death of the process
};

// One line that says what to do: in use by another process, not writable, written by a newer format, damaged.
class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Thread-safe once open.
class Database {
 public:
  explicit Database(const DatabaseOptions& options);  // throws DatabaseError
  ~Database();                                        // flushes; nothing acknowledged is lost
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // The version of the data's format (docs/storage_format.md); lower than kFormatVersion until an upgrade is done, which
  // ends with recordFormat().
  uint32_t format() const;
  void recordFormat();

  // RocksDB's main figures now, by names in the style of Prometheus: bytes and counts.
  std::vector<std::pair<std::string_view, double>> figures() const;

  struct Impl;  // storage/rocksdb_handles.h
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// A consistent view of the whole database while it lives. Thread-safe to read through.
class Snapshot {
 public:
  explicit Snapshot(Database& database);
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  const void* handle() const { return handle_; }

 private:
  Database& database_;
  const void* handle_;
};

}  // namespace stator
