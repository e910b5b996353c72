#include "storage/range_cleanup.h"

#include <rocksdb/convenience.h>

#include <mutex>

#include "storage/catalog_keys.h"

namespace stator {
namespace {

// Up to so many keys are deleted one by one. A range tombstone is one record, but every later read in its column family
// looks at it until compaction has worked it off, and test suites drop hundreds of small tables.
constexpr size_t kMaxPointDeletions = 4096;

StorageId idOf(const rocksdb::Slice& key) {
  StorageId id = 0;
  for (size_t i = 0; i < sizeof id && i < key.size(); ++i) id = id << 8 | static_cast<uint8_t>(key[i]);
  return id;
}

}  // namespace

void RangeCleanup::addTable(StorageId id) {
  ids_.push_back(id);
  addRange(database_.items, id);
  addRange(database_.counters, id);
}

void RangeCleanup::addIndex(StorageId id) {
  ids_.push_back(id);
  addRange(database_.index, id);
  addRange(database_.counters, id);
}

void RangeCleanup::addStream(StorageId id) {
  ids_.push_back(id);
  addRange(database_.streams, id);
}

void RangeCleanup::addTokens(std::string_view scope_prefix) {
  const std::string prefix = tokenKey(scope_prefix);
  const std::unique_ptr<rocksdb::Iterator> record(database_.db->NewIterator({}, database_.catalog));
  for (record->Seek(prefix); record->Valid() && record->key().starts_with(prefix); record->Next()) {
    batch_.Delete(database_.catalog, record->key());
  }
  throwIfFailed(record->status(), "cannot read");
}

void RangeCleanup::addWhole(const TableSchema& table) {
  addTable(table.id);
  for (const SecondaryIndex& index : table.indexes) addIndex(index.id);
  if (table.itemsExpire()) addIndex(table.time_to_live->id);
}

void RangeCleanup::addRange(rocksdb::ColumnFamilyHandle* family, StorageId id) {
  const KeyBounds bounds = boundsOf(id);
  const rocksdb::Slice upper = bounds.upper;
  rocksdb::ReadOptions options;
  options.total_order_seek = true;
  options.iterate_upper_bound = &upper;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> row(database_.db->NewIterator(options, family));
  batch_.SetSavePoint();
  size_t keys = 0;
  for (row->Seek(bounds.lower); row->Valid() && keys <= kMaxPointDeletions; row->Next(), ++keys) {
    batch_.Delete(family, row->key());
  }
  throwIfFailed(row->status(), "cannot read");
  if (keys <= kMaxPointDeletions) {
    batch_.PopSavePoint();
    return;
  }
  batch_.RollbackToSavePoint();
  batch_.DeleteRange(family, bounds.lower, bounds.upper);
  large_.push_back({family, bounds});
}

void RangeCleanup::write() {
  database_.write(batch_);
  database_.dropped.insert(ids_.begin(), ids_.end());
  for (const Range& range : large_) {
    // Whole files of the range can go at once. Only an economy: the data is deleted already, so a failure is nothing.
    const rocksdb::Slice lower = range.bounds.lower;
    const rocksdb::Slice upper = range.bounds.upper;
    const rocksdb::RangePtr whole(&lower, &upper);
    rocksdb::DeleteFilesInRanges(database_.db.get(), range.family, &whole, 1, /*include_end=*/false).PermitUncheckedError();
  }
}

void deleteOrphans(Database::Impl& database, const std::unordered_set<StorageId>& live) {
  RangeCleanup cleanup(database);
  const auto collect = [&](rocksdb::ColumnFamilyHandle* family, auto&& add) {
    rocksdb::ReadOptions options;
    options.total_order_seek = true;
    const std::unique_ptr<rocksdb::Iterator> row(database.db->NewIterator(options, family));
    // One seek an id, not one step a key.
    for (row->SeekToFirst(); row->Valid();) {
      const StorageId id = idOf(row->key());
      if (!live.contains(id)) add(id);
      row->Seek(boundsOf(id).upper);
    }
    throwIfFailed(row->status(), "cannot read");
  };
  collect(database.items, [&](StorageId id) { cleanup.addTable(id); });
  collect(database.index, [&](StorageId id) { cleanup.addIndex(id); });
  if (cleanup.batch().Count() > 0) cleanup.write();
}

}  // namespace stator
