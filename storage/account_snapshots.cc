#include "storage/account_snapshots.h"

#include <algorithm>

#include "storage/catalog_keys.h"
#include "storage/range_cleanup.h"
#include "storage/rocksdb_handles.h"
#include "types/record_fields.h"

namespace stator {
namespace {

std::string encode(const AccountSnapshot& snapshot) {
  FieldWriter fields;
  fields.text("account", snapshot.account);
  fields.text("name", snapshot.name);
  fields.time("taken", snapshot.taken);
  std::vector<AttributeValue> tables;
  for (const TableSchema& table : snapshot.tables) tables.push_back(AttributeValue::binary(encodeTableSchema(table)));
  fields.list("tables", tables);
  return fields.build();
}

AccountSnapshot decode(std::string_view record) {
  const FieldReader fields{ItemView(record)};
  AccountSnapshot snapshot{fields.text("account"), fields.text("name"), fields.time("taken"), {}};
  for (const AttributeValueView element : fields.list("tables")) {
    auto table = decodeTableSchema(element.payload());
    if (!table)
      throw DatabaseError("the record of a snapshot cannot be read; the data is damaged or of a newer version of Stator");
    snapshot.tables.push_back(*std::move(table));
  }
  return snapshot;
}

std::vector<AccountSnapshot> readAll(Database::Impl& database, std::string_view from, std::string_view behind) {
  std::vector<AccountSnapshot> snapshots;
  const std::unique_ptr<rocksdb::Iterator> record(database.db->NewIterator({}, database.catalog));
  for (record->Seek(toSlice(from)); record->Valid() && record->key().compare(toSlice(behind)) < 0; record->Next()) {
    snapshots.push_back(decode(toView(record->value())));
  }
  throwIfFailed(record->status(), "reading the snapshots");
  return snapshots;
}

}  // namespace

std::vector<TableSchema> snapshotTables(Database::Impl& database) {
  std::vector<TableSchema> tables;
  for (AccountSnapshot& snapshot : readAll(database, kFirstSnapshotKey, kBehindSnapshotKeys)) {
    std::move(snapshot.tables.begin(), snapshot.tables.end(), std::back_inserter(tables));
  }
  return tables;
}

std::optional<AccountSnapshot> AccountSnapshots::find(std::string_view account, std::string_view name) const {
  Database::Impl& database = database_.impl();
  std::string record;
  const rocksdb::Status status =
      database.db->Get(database.get_options, database.catalog, snapshotKey(account, name), &record);
  if (status.IsNotFound()) return std::nullopt;
  throwIfFailed(status, "cannot read");
  return decode(record);
}

std::vector<AccountSnapshot> AccountSnapshots::list(std::string_view account) const {
  const std::lock_guard lock(mutex_);
  std::string behind = snapshotKey(account, {});
  behind.back() = '\x01';
  return readAll(database_.impl(), snapshotKey(account, {}), behind);
}

std::vector<TableSchema> AccountSnapshots::copyAll(TableCopy& copy, const std::vector<TableSchema>& tables) {
  std::vector<TableSchema> copies;
  copies.reserve(tables.size());
  try {
    for (const TableSchema& table : tables) {
      copies.push_back(withNewIds(table, [&] { return catalog_.allocateId(); }));
      copy.copy(table, copies.back());
    }
  } catch (...) {
    discardCopies(database_, copies);
    throw;
  }
  return copies;
}

AccountSnapshot AccountSnapshots::take(std::string_view account, std::string_view name, TimePoint now) {
  TableCopy copy(database_);
  AccountSnapshot snapshot{std::string(account), std::string(name), now, copyAll(copy, copy.tables(account))};
  const std::lock_guard lock(mutex_);
  const auto old = find(account, name);
  Database::Impl& database = database_.impl();
  const std::unique_lock gate(database.cleanup_gate);
  RangeCleanup cleanup(database);
  if (old) {
    for (const TableSchema& table : old->tables) cleanup.addWhole(table);
  }
  cleanup.batch().Put(database.catalog, snapshotKey(account, name), encode(snapshot));
  cleanup.write();
  return snapshot;
}

bool AccountSnapshots::remove(std::string_view account, std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto snapshot = find(account, name);
  if (!snapshot) return false;
  Database::Impl& database = database_.impl();
  const std::unique_lock gate(database.cleanup_gate);
  RangeCleanup cleanup(database);
  for (const TableSchema& table : snapshot->tables) cleanup.addWhole(table);
  cleanup.batch().Delete(database.catalog, snapshotKey(account, name));
  cleanup.write();
  return true;
}

std::optional<std::vector<TableSchema>> AccountSnapshots::copyTables(std::string_view account, std::string_view name) {
  std::optional<AccountSnapshot> snapshot;
  std::unique_ptr<TableCopy> copy;
  {
    const std::lock_guard lock(mutex_);  // whoever replaces or removes the snapshot comes before both or after both
    snapshot = find(account, name);
    if (!snapshot) return std::nullopt;
    copy = std::make_unique<TableCopy>(database_);
  }
  return copyAll(*copy, snapshot->tables);
}

}  // namespace stator
