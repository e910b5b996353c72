#include "storage/item_store.h"

#include "storage/item_batch.h"
#include "storage/item_store_state.h"

namespace stator {

ItemStore::ItemStore(Database& database, StreamStore* streams) : state_(std::make_unique<State>(database, streams)) {}

ItemStore::~ItemStore() = default;

bool ItemStore::get(std::string_view item_key, std::string& item, const Snapshot* snapshot) const {
  disablePerfCounters();
  Database::Impl& database = state_->database;
  rocksdb::ReadOptions options = database.get_options;
  if (snapshot) options.snapshot = static_cast<const rocksdb::Snapshot*>(snapshot->handle());
  const rocksdb::Status status = database.db->Get(options, database.items, toSlice(item_key), &item);
  if (status.IsNotFound()) return false;
  throwIfFailed(status, "cannot read");
  return true;
}

void ItemStore::commit(std::span<const ItemChange> changes, const CommitContext& context) {
  ItemBatch batch(state_->database, state_->counters, state_->streams, context);
  for (const ItemChange& change : changes) batch.add(change);
  if (context.token != nullptr) batch.addToken(*context.token);
  batch.write();
}

TableSize ItemStore::size(StorageId id) const { return state_->counters.size(id); }

void ItemStore::adopt(const TableSchema& table) {
  state_->counters.load(state_->database, table.id);
  for (const SecondaryIndex& index : table.indexes) state_->counters.load(state_->database, index.id);
}

void ItemStore::forget(StorageId id) { state_->counters.forget(id); }

void ItemStore::forget(const TableSchema& table) {
  forget(table.id);
  for (const SecondaryIndex& index : table.indexes) forget(index.id);
}

}  // namespace stator
