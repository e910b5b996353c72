// The tables, by account, region and name: in memory for reading, persisted in the `catalog` column family.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/fair_shared_mutex.h"
#include "storage/database.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

// A table as writers see it: while this lives, the schema cannot change, so no write in flight misses a new index.
// Movable. Hold it only for the length of one write; whoever opens several tables does so in ascending order of
// account, region and name, or two schema changes could make a deadlock of it.
class TableForWrite {
 public:
  TableForWrite() = default;  // of no table: to be assigned to
  TableForWrite(TableForWrite&&) noexcept = default;
  TableForWrite& operator=(TableForWrite&& other) noexcept;
  const TableSchema& schema() const { return *schema_; }
  const std::shared_ptr<const TableSchema>& shared() const { return schema_; }

 private:
  friend class Catalog;
  struct Gate;
  std::shared_ptr<Gate> gate_;  // released after lock_
  std::shared_lock<FairSharedMutex> lock_;
  std::shared_ptr<const TableSchema> schema_;
};

// Thread-safe.
class Catalog {
 public:
  explicit Catalog(Database& database);  // loads every table; throws DatabaseError on records it cannot read
  ~Catalog();

  // nullptr / nullopt when there is none.
  std::shared_ptr<const TableSchema> find(std::string_view account, std::string_view region, std::string_view name) const;
  std::optional<TableForWrite> openForWrite(std::string_view account, std::string_view region, std::string_view name) const;

  // Up to `limit` names in ascending order, behind `after` (exclusive) if it is not empty.
  std::vector<std::string> list(std::string_view account, std::string_view region, std::string_view after,
                                size_t limit) const;
  size_t tableCount(std::string_view account, std::string_view region) const;
  // Every table of every account and region.
  std::vector<std::shared_ptr<const TableSchema>> all() const;
  // Where else a table of this name lives, as "account/region", for a hint in the log.
  std::optional<std::string> findElsewhere(std::string_view account, std::string_view region, std::string_view name) const;

  // Never returns the same number twice, across restarts.
  StorageId allocateId();

  // Adds a table whose ids are allocated; false when the name is taken.
  bool create(TableSchema schema);

  // Changes a table while no write is in flight on it: `change` edits a copy, which is persisted and published. When
  // `change` returns an error nothing happens. nullopt error semantics: ResourceNotFoundException with an empty message
  // when there is no such table. Returns the new schema.
  Result<std::shared_ptr<const TableSchema>> update(std::string_view account, std::string_view region, std::string_view name,
                                                    const std::function<Result<void>(TableSchema&)>& change);

  // Takes the table out of the catalog and deletes its data, its indexes' and its counters, in one batch. Not its stream.
  // False when there is none.
  bool drop(std::string_view account, std::string_view region, std::string_view name);
  // Takes all tables of an account away as drop() does, those of one region if that is not empty, and puts `tables` in their
  // place, whose data is there, and forgets the transactions' tokens whose scopes begin with `token_scope`: all in one write,
  // and nobody sees it half done. `tables` must belong to that account, and region. Returns what was there.
  std::vector<std::shared_ptr<const TableSchema>> replaceAll(std::string_view account, std::string_view region,
                                                             std::vector<TableSchema> tables,
                                                             std::string_view token_scope);
  // Deletes the data and counters of an index, or an index of expiries, that update() has taken out of its table's schema.
  void dropIndexData(StorageId index);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stator
