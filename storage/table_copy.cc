#include "storage/table_copy.h"

#include <mutex>
#include <shared_mutex>
#include <string>

#include "storage/catalog_keys.h"
#include "storage/key_encoding.h"
#include "storage/range_cleanup.h"
#include "storage/rocksdb_handles.h"
#include "storage/table_counters.h"

namespace stator {
namespace {

constexpr size_t kBatchBytes = 1 << 20;  // of one write, so that a large table does not need its size in memory

bool isBelow(const rocksdb::Iterator& row, const std::string& upper) { return row.Valid() && row.key().compare(upper) < 0; }

}  // namespace

struct TableCopy::State {
  explicit State(Database& opened) : database(opened.impl()) {}

  // Everything of one id in one column family. Only the id in front of a key says whose it is; nothing behind it changes.
  void copyRange(rocksdb::ColumnFamilyHandle* family, rocksdb::Iterator& row, StorageId from, StorageId to) {
    const KeyBounds bounds = boundsOf(from);
    std::string key;
    for (row.Seek(bounds.lower); isBelow(row, bounds.upper); row.Next()) {
      key.clear();
      appendBigEndian(key, to);
      key.append(toView(row.key()).substr(sizeof to));
      batch.Put(family, key, row.value());
      if (batch.GetDataSize() >= kBatchBytes) flush();
    }
    throwIfFailed(row.status(), "cannot read");
  }

  // One record instead of one a stripe: a stripe's is no more than a summand.
  void copyCounters(StorageId from, StorageId to) {
    const KeyBounds bounds = boundsOf(from);
    TableSize sum;
    for (counters->Seek(bounds.lower); isBelow(*counters, bounds.upper); counters->Next()) {
      const auto size = decodeCounter(toView(counters->value()));
      if (!size) throw DatabaseError("a counter's record cannot be read");
      sum.items += size->items;
      sum.bytes += size->bytes;
    }
    throwIfFailed(counters->status(), "cannot read");
    if (sum.items != 0 || sum.bytes != 0) batch.Put(database.counters, counterKey(to, 0), encodeCounter(sum));
  }

  void flush() {
    if (batch.Count() > 0) database.write(batch);
    batch.Clear();
  }

  Database::Impl& database;
  rocksdb::WriteBatch batch;
  std::unique_ptr<rocksdb::Iterator> catalog;
  std::unique_ptr<rocksdb::Iterator> items;
  std::unique_ptr<rocksdb::Iterator> index;
  std::unique_ptr<rocksdb::Iterator> counters;
};

TableCopy::TableCopy(Database& database) : state_(std::make_unique<State>(database)) {
  Database::Impl& impl = state_->database;
  // Dropping a table may take whole files away, which a snapshot does not keep but an iterator does.
  const std::shared_lock gate(impl.cleanup_gate);
  const Snapshot snapshot(database);
  rocksdb::ReadOptions options;
  options.snapshot = static_cast<const rocksdb::Snapshot*>(snapshot.handle());
  options.total_order_seek = true;
  options.fill_cache = false;
  const auto open = [&](rocksdb::ColumnFamilyHandle* family) {
    return std::unique_ptr<rocksdb::Iterator>(impl.db->NewIterator(options, family));
  };
  state_->catalog = open(impl.catalog);
  state_->items = open(impl.items);
  state_->index = open(impl.index);
  state_->counters = open(impl.counters);
}

TableCopy::~TableCopy() = default;

std::vector<TableSchema> TableCopy::tables(std::string_view account) {
  const std::string prefix = tableKey(account, {}, {}).substr(0, 1 + account.size() + 1);
  std::vector<TableSchema> tables;
  rocksdb::Iterator& record = *state_->catalog;
  for (record.Seek(prefix); record.Valid() && record.key().starts_with(prefix); record.Next()) {
    auto schema = decodeTableSchema(toView(record.value()));
    if (!schema) throw DatabaseError("the record of a table cannot be read");
    if (schema->status != TableStatus::Deleting) tables.push_back(*std::move(schema));
  }
  throwIfFailed(record.status(), "cannot read");
  return tables;
}

void TableCopy::copy(const TableSchema& from, const TableSchema& to) {
  State& state = *state_;
  Database::Impl& database = state.database;
  state.copyRange(database.items, *state.items, from.id, to.id);
  state.copyCounters(from.id, to.id);
  for (size_t i = 0; i < from.indexes.size(); ++i) {
    state.copyRange(database.index, *state.index, from.indexes[i].id, to.indexes[i].id);
    state.copyCounters(from.indexes[i].id, to.indexes[i].id);
  }
  if (from.itemsExpire()) state.copyRange(database.index, *state.index, from.time_to_live->id, to.time_to_live->id);
  state.flush();
}

TableSchema withNewIds(const TableSchema& table, const std::function<StorageId()>& allocate) {
  TableSchema renumbered = table;
  renumbered.id = allocate();
  for (SecondaryIndex& index : renumbered.indexes) index.id = allocate();
  if (renumbered.itemsExpire()) renumbered.time_to_live->id = allocate();
  if (renumbered.stream) renumbered.stream->id = 0;
  return renumbered;
}

void discardCopies(Database& database, const std::vector<TableSchema>& tables) {
  Database::Impl& impl = database.impl();
  const std::unique_lock gate(impl.cleanup_gate);
  RangeCleanup cleanup(impl);
  for (const TableSchema& table : tables) cleanup.addWhole(table);
  if (cleanup.batch().Count() > 0) cleanup.write();
}

}  // namespace stator
