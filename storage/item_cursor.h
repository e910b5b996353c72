// Walks the items of a table or the entries of an index in key order, for Query and Scan.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "storage/database.h"
#include "types/table_schema.h"

namespace stator {

struct CursorOptions {
  const TableSchema* table = nullptr;
  const SecondaryIndex* index = nullptr;  // nullptr: the table itself
  const KeyRange* range = nullptr;        // of a Query; nullptr: a Scan
  int64_t segment = 0;                    // of a Scan
  int64_t total_segments = 1;
  bool forward = true;                  // Scans go forward
  std::optional<ItemView> start_after;  // ExclusiveStartKey: the key attributes of table and index; need not exist
  const Snapshot* snapshot = nullptr;
};

// Not thread-safe. Sees the database as it was when made.
class ItemCursor {
 public:
  ItemCursor(Database& database, const CursorOptions& options);
  ~ItemCursor();

  // Steps to the next item (at first to the first); false at the end. Throws std::runtime_error on an I/O error.
  bool next();
  // The item's bytes, or the projected item of an index entry; valid until the next call of next().
  ItemView item() const;
  // The partition (partitionHash) of a Query; of a Scan, that of the current item, and nothing behind the last one.
  std::optional<uint64_t> partition() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stator
