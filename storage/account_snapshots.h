// Named snapshots of all tables of an account: copies of them (storage/table_copy.h) that no table of the catalog has, with
// a record of their own that names them. They stay until they are removed, across openings and whatever happens to the
// tables.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "storage/catalog.h"
#include "storage/table_copy.h"

namespace stator {

struct AccountSnapshot {
  std::string account;
  std::string name;
  TimePoint taken{};
  std::vector<TableSchema> tables;  // with the ids of the copies
};

// Thread-safe. Throws std::runtime_error on I/O errors, and then nothing has changed.
class AccountSnapshots {
 public:
  AccountSnapshots(Database& database, Catalog& catalog) : database_(database), catalog_(catalog) {}

  // Takes one, in place of the one of that name if there is one.
  AccountSnapshot take(std::string_view account, std::string_view name, TimePoint now);
  // In order of their names.
  std::vector<AccountSnapshot> list(std::string_view account) const;
  // False when there is none of that name.
  bool remove(std::string_view account, std::string_view name);
  // The tables of a snapshot, copied anew under ids of their own and ready for Catalog::replaceAll(); their streams have
  // neither id nor label. nullopt when there is none of that name.
  std::optional<std::vector<TableSchema>> copyTables(std::string_view account, std::string_view name);

 private:
  std::optional<AccountSnapshot> find(std::string_view account, std::string_view name) const;
  std::vector<TableSchema> copyAll(TableCopy& copy, const std::vector<TableSchema>& tables);

  Database& database_;
  Catalog& catalog_;
  mutable std::mutex mutex_;  // of the records
};

// The copies that all snapshots have. Throws DatabaseError on records it cannot read.
std::vector<TableSchema> snapshotTables(Database::Impl& database);

}  // namespace stator
