#include "storage/item_batch.h"

#include "storage/expiry_index.h"

namespace stator {
namespace {

constexpr size_t kKeptBatchSize = 1 << 20;  // bytes that a thread keeps allocated from one batch to the next

// A batch's buffer is reused: a write in the steady state allocates nothing for it.
rocksdb::WriteBatch& threadBatch() {
  thread_local rocksdb::WriteBatch batch;
  return batch;
}

}  // namespace

ItemBatch::ItemBatch(Database::Impl& database, TableCounters& counters, StreamStore* streams, const CommitContext& context)
    : database_(database), batch_(threadBatch()), counters_(counters), streams_(streams, context) {
  batch_.Clear();
}

ItemBatch::~ItemBatch() {
  if (batch_.GetDataSize() > kKeptBatchSize) batch_ = rocksdb::WriteBatch();
}

void ItemBatch::add(const ItemChange& change) {
  const auto& [table, key, old_item, new_item] = change;
  // An identical overwrite changes nothing, and what is stored was already acknowledged.
  if (old_item && new_item && *old_item == *new_item) return;
  if (!old_item && !new_item) return;
  const size_t stripe = lockStripe(key);
  int64_t items = 0;
  int64_t bytes = 0;
  if (old_item) {
    items -= 1;
    bytes -= static_cast<int64_t>(itemSize(*old_item));
  }
  if (new_item) {
    batch_.Put(database_.items, toSlice(key), toSlice(new_item->bytes()));
    items += 1;
    bytes += static_cast<int64_t>(itemSize(*new_item));
  } else if (old_item) {
    batch_.Delete(database_.items, toSlice(key));
  }
  counters_.add(table->id, stripe, items, bytes);
  for (const IndexEntryChange& entry : indexEntryChanges(*table, key, old_item, new_item)) addEntryChange(entry, stripe);
  if (table->itemsExpire()) addExpiryChange(change);
  streams_.add(change, batch_);
}

void ItemBatch::addExpiryChange(const ItemChange& change) {
  const auto expiry = [&](const std::optional<ItemView>& item) {
    return item ? expiryKey(*change.table, *item, change.key) : std::nullopt;
  };
  const std::optional<std::string> before = expiry(change.old_item);
  const std::optional<std::string> after = expiry(change.new_item);
  if (before == after) return;  // also when a backfill has yet to come to it
  if (before) batch_.Delete(database_.index, *before);
  if (after) addExpiry(*after);
}

void ItemBatch::addExpiry(std::string_view expiry_key) {
  batch_.Put(database_.index, toSlice(expiry_key), rocksdb::Slice());
}

void ItemBatch::addToken(const TokenEntry& token) {
  batch_.Put(database_.catalog, toSlice(token.key), toSlice(token.value));
}

void ItemBatch::addEntryChange(const IndexEntryChange& change, size_t stripe) {
  // A backfill may not have reached the item yet; what is not there must not be counted as gone.
  const bool had_entry =
      change.old_entry && (!mayLackEntries(*change.index) || hasIndexEntry(database_, change.old_entry->key()));
  int64_t items = 0;
  int64_t bytes = 0;
  if (had_entry) {
    if (!change.sameKey()) batch_.Delete(database_.index, toSlice(change.old_entry->key()));
    items -= 1;
    bytes -= change.old_entry->bytes();
  }
  if (change.new_entry) {
    batch_.Put(database_.index, toSlice(change.new_entry->key()), toSlice(change.new_entry->value().bytes()));
    items += 1;
    bytes += change.new_entry->bytes();
  }
  counters_.add(change.index->id, stripe, items, bytes);
}

void ItemBatch::addEntry(StorageId index, size_t stripe, const IndexEntry& entry) {
  batch_.Put(database_.index, toSlice(entry.key()), toSlice(entry.value().bytes()));
  counters_.add(index, stripe, 1, entry.bytes());
}

void ItemBatch::write() {
  if (batch_.Count() == 0) return;
  counters_.appendTo(batch_, database_.counters);
  database_.write(batch_);
  counters_.publish();
}

bool hasIndexEntry(Database::Impl& database, std::string_view index_key) {
  rocksdb::PinnableSlice value;
  const rocksdb::Status status = database.db->Get(database.get_options, database.index, toSlice(index_key), &value);
  if (status.IsNotFound()) return false;
  throwIfFailed(status, "cannot read");
  return true;
}

}  // namespace stator
