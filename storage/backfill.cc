// Filling a new index from the items that were there before it. The index is in the published schema already, so writers
// maintain it from now on, and each item has to be visited only once: whoever comes first, this or a writer, both under
// the item's lock, leaves the entry, and the other finds it. That is also why a second run after a crash does no harm.
#include <string>
#include <vector>

#include "storage/expiry_index.h"
#include "storage/item_batch.h"
#include "storage/item_store_state.h"

namespace stator {
namespace {

constexpr size_t kChunkItems = 1000;  // between two looks at stop(), and the life of one iterator

// The next chunk of item keys, from `from` on; `from` moves behind them. Empty at the end of the table.
std::vector<std::string> nextKeys(Database::Impl& database, std::string& from, const std::string& upper) {
  const rocksdb::Slice upper_bound = upper;
  rocksdb::ReadOptions options;
  options.total_order_seek = true;  // across partitions
  options.iterate_upper_bound = &upper_bound;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> row(database.db->NewIterator(options, database.items));
  std::vector<std::string> keys;
  for (row->Seek(from); row->Valid() && keys.size() < kChunkItems; row->Next()) keys.push_back(row->key().ToString());
  throwIfFailed(row->status(), "cannot read");
  if (!keys.empty()) from = keys.back() + '\0';
  return keys;
}

}  // namespace

void ItemStore::backfill(const TableSchema& table, const SecondaryIndex& index, ItemLocks& locks,
                         const std::function<bool()>& stop) {
  Database::Impl& database = state_->database;
  auto [from, upper] = boundsOf(table.id);
  std::string item;
  while (!stop()) {
    const std::shared_lock gate(database.cleanup_gate);
    if (database.dropped.contains(index.id) || database.dropped.contains(table.id)) return;
    const std::vector<std::string> keys = nextKeys(database, from, upper);
    if (keys.empty()) return;
    for (const std::string& key : keys) {
      const auto lock = locks.lock(key);
      if (!get(key, item)) continue;  // deleted since the chunk was read
      const ItemView view(item);
      if (!belongsToIndex(index, view)) continue;
      const IndexEntry entry(table, index, view, key);
      if (hasIndexEntry(database, entry.key())) continue;
      ItemBatch batch(database, state_->counters);
      batch.addEntry(index.id, lockStripe(key), entry);
      batch.write();
    }
  }
}

void ItemStore::backfillExpiries(const TableSchema& table, ItemLocks& locks, const std::function<bool()>& stop) {
  Database::Impl& database = state_->database;
  auto [from, upper] = boundsOf(table.id);
  std::string item;
  while (!stop()) {
    const std::shared_lock gate(database.cleanup_gate);
    if (database.dropped.contains(table.time_to_live->id) || database.dropped.contains(table.id)) return;
    const std::vector<std::string> keys = nextKeys(database, from, upper);
    if (keys.empty()) return;
    for (const std::string& key : keys) {
      const auto lock = locks.lock(key);
      if (!get(key, item)) continue;
      const auto expiry = expiryKey(table, ItemView(item), key);
      if (!expiry) continue;
      ItemBatch batch(database, state_->counters);
      batch.addExpiry(*expiry);
      batch.write();
    }
  }
}

}  // namespace stator
