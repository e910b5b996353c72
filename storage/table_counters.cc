#include "storage/table_counters.h"

#include <algorithm>
#include <mutex>
#include <tuple>

#include "storage/key_encoding.h"

namespace stator {
namespace {

constexpr size_t kKeySize = sizeof(StorageId) + sizeof(uint16_t);  // id(4) stripe(2)
constexpr size_t kRecordSize = 2 * sizeof(int64_t);                // items(8) bytes(8)

uint64_t readBigEndian(const char* bytes, size_t size) {
  uint64_t value = 0;
  for (size_t i = 0; i < size; ++i) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

}  // namespace

std::string counterKey(StorageId id, size_t stripe) {
  std::string key;
  appendBigEndian(key, id);
  key += static_cast<char>(stripe >> 8);
  key += static_cast<char>(stripe & 0xff);
  return key;
}

std::string encodeCounter(const TableSize& size) {
  std::string record;
  appendBigEndian(record, static_cast<uint64_t>(size.items));
  appendBigEndian(record, static_cast<uint64_t>(size.bytes));
  return record;
}

std::optional<TableSize> decodeCounter(std::string_view record) {
  if (record.size() != kRecordSize) return std::nullopt;
  return TableSize{static_cast<int64_t>(readBigEndian(record.data(), 8)),
                   static_cast<int64_t>(readBigEndian(record.data() + 8, 8))};
}

void TableCounters::load(Database::Impl& database) {
  const std::unique_ptr<rocksdb::Iterator> record(database.db->NewIterator({}, database.counters));
  for (record->SeekToFirst(); record->Valid(); record->Next()) add(toView(record->key()), toView(record->value()));
  throwIfFailed(record->status(), "reading the counters");
}

void TableCounters::load(Database::Impl& database, StorageId id) {
  const KeyBounds bounds = boundsOf(id);
  const std::unique_ptr<rocksdb::Iterator> record(database.db->NewIterator({}, database.counters));
  for (record->Seek(bounds.lower); record->Valid() && record->key().compare(bounds.upper) < 0; record->Next()) {
    add(toView(record->key()), toView(record->value()));
  }
  throwIfFailed(record->status(), "reading the counters");
}

void TableCounters::add(std::string_view key, std::string_view record) {
  const auto size = decodeCounter(record);
  if (key.size() != kKeySize || !size) throw DatabaseError("a counter's record cannot be read");
  const auto id = static_cast<StorageId>(readBigEndian(key.data(), sizeof(StorageId)));
  const size_t stripe = readBigEndian(key.data() + sizeof(StorageId), sizeof(uint16_t));
  if (stripe >= kItemLockStripes) throw DatabaseError("a counter's record cannot be read");
  StripedSize::Stripe& target = of(id)->stripes[stripe];
  target.items = size->items;
  target.bytes = size->bytes;
}

std::shared_ptr<StripedSize> TableCounters::of(StorageId id) {
  {
    const std::shared_lock lock(mutex_);
    if (const auto found = sizes_.find(id); found != sizes_.end()) return found->second;
  }
  const std::unique_lock lock(mutex_);
  std::shared_ptr<StripedSize>& size = sizes_[id];
  if (!size) size = std::make_shared<StripedSize>();
  return size;
}

TableSize TableCounters::size(StorageId id) const {
  const std::shared_lock lock(mutex_);
  TableSize sum;
  const auto found = sizes_.find(id);
  if (found == sizes_.end()) return sum;
  for (const StripedSize::Stripe& stripe : found->second->stripes) {
    sum.items += stripe.items.load(std::memory_order_relaxed);
    sum.bytes += stripe.bytes.load(std::memory_order_relaxed);
  }
  return sum;
}

void TableCounters::forget(StorageId id) {
  const std::unique_lock lock(mutex_);
  sizes_.erase(id);
}

void CounterChanges::add(StorageId id, size_t stripe, int64_t items, int64_t bytes) {
  if (items == 0 && bytes == 0) return;
  changes_.push_back({id, static_cast<uint16_t>(stripe), items, bytes, nullptr});
}

void CounterChanges::appendTo(rocksdb::WriteBatch& batch, rocksdb::ColumnFamilyHandle* family) {
  // Sorting brings the changes of one counter together; a transaction may have thousands.
  const auto order = [](const Change& change) { return std::tie(change.id, change.stripe); };
  std::sort(changes_.begin(), changes_.end(), [&](const Change& a, const Change& b) { return order(a) < order(b); });
  size_t kept = 0;
  for (size_t i = 0; i < changes_.size(); ++i) {
    if (kept > 0 && order(changes_[kept - 1]) == order(changes_[i])) {
      changes_[kept - 1].items += changes_[i].items;
      changes_[kept - 1].bytes += changes_[i].bytes;
    } else {
      if (kept != i) changes_[kept] = std::move(changes_[i]);
      ++kept;
    }
  }
  changes_.resize(kept);

  std::string key;
  std::string record;
  for (Change& change : changes_) {
    change.size = counters_.of(change.id);
    const StripedSize::Stripe& stripe = change.size->stripes[change.stripe];
    change.items += stripe.items.load(std::memory_order_relaxed);
    change.bytes += stripe.bytes.load(std::memory_order_relaxed);
    key.clear();
    appendBigEndian(key, change.id);
    key += static_cast<char>(change.stripe >> 8);
    key += static_cast<char>(change.stripe & 0xff);
    record.clear();
    appendBigEndian(record, static_cast<uint64_t>(change.items));
    appendBigEndian(record, static_cast<uint64_t>(change.bytes));
    batch.Put(family, key, record);
  }
}

void CounterChanges::publish() {
  for (const Change& change : changes_) {
    change.size->stripes[change.stripe].items.store(change.items, std::memory_order_relaxed);
    change.size->stripes[change.stripe].bytes.store(change.bytes, std::memory_order_relaxed);
  }
}

}  // namespace stator
