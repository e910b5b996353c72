// Copies of whole tables under other storage ids: what snapshots of accounts are made of.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "storage/database.h"
#include "types/table_schema.h"

namespace stator {

// All that it reads is of the moment at which it was made, whatever is written or dropped since. Not thread-safe; keep it
// only as long as copying takes, since it keeps RocksDB from giving space back.
class TableCopy {
 public:
  explicit TableCopy(Database& database);
  ~TableCopy();
  TableCopy(const TableCopy&) = delete;
  TableCopy& operator=(const TableCopy&) = delete;

  // The tables of an account, in order of region and name, without those that are DELETING.
  std::vector<TableSchema> tables(std::string_view account);

  // Writes the items, index entries, expiries and counters of `from` under the ids of `to`, which is withNewIds(from), some
  // MB at a time. No table of the catalog may have these ids yet: whoever publishes them makes the copy a table, and until
  // then the next opening of the database deletes it. Throws std::runtime_error on an I/O error; discard() what is there
  // then.
  void copy(const TableSchema& from, const TableSchema& to);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The table with storage ids from `allocate` for itself, its indexes and its index of expiries. A stream's id becomes 0.
TableSchema withNewIds(const TableSchema& table, const std::function<StorageId()>& allocate);

// Deletes the data of copies that nobody has published.
void discardCopies(Database& database, const std::vector<TableSchema>& tables);

}  // namespace stator
