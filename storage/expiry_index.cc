#include "storage/expiry_index.h"

#include <charconv>

#include "storage/item_store_state.h"
#include "storage/key_encoding.h"

namespace stator {
namespace {

constexpr size_t kMaxDigits = 18;  // some thirty thousand million years

std::string secondKey(StorageId id, uint64_t second) {
  std::string key;
  appendBigEndian(key, id);
  appendBigEndian(key, second);
  return key;
}

}  // namespace

std::optional<uint64_t> expirySecond(const TableSchema& table, ItemView item) {
  if (!table.itemsExpire()) return std::nullopt;
  const auto value = item.find(table.time_to_live->attribute);
  if (!value || value->type() != AttributeType::N) return std::nullopt;
  const std::string text = value->number().text();
  const std::string_view whole = std::string_view(text).substr(0, text.find('.'));
  if (text.starts_with('-') || whole.size() > kMaxDigits) return std::nullopt;
  uint64_t second = 0;
  std::from_chars(whole.data(), whole.data() + whole.size(), second);
  return second;
}

std::optional<std::string> expiryKey(const TableSchema& table, ItemView item, std::string_view item_key) {
  const auto second = expirySecond(table, item);
  if (!second) return std::nullopt;
  return secondKey(table.time_to_live->id, *second).append(item_key.substr(sizeof(StorageId)));
}

std::vector<ExpiringItem> ItemStore::expiring(const TableSchema& table, uint64_t from_second, uint64_t to_second,
                                              size_t limit) const {
  std::vector<ExpiringItem> items;
  if (!table.itemsExpire() || from_second >= to_second) return items;
  const std::string upper = secondKey(table.time_to_live->id, to_second);
  const rocksdb::Slice upper_bound = upper;
  rocksdb::ReadOptions options;
  options.total_order_seek = true;  // a second is a partition of the index family
  options.iterate_upper_bound = &upper_bound;
  const std::unique_ptr<rocksdb::Iterator> row(state_->database.db->NewIterator(options, state_->database.index));
  std::string item_key_start;
  appendBigEndian(item_key_start, table.id);
  for (row->Seek(secondKey(table.time_to_live->id, from_second)); row->Valid() && items.size() < limit; row->Next()) {
    const std::string_view key = toView(row->key());
    if (key.size() <= kPartitionPrefixSize) continue;
    ExpiringItem item;
    for (const char byte : key.substr(sizeof(StorageId), sizeof item.second)) {
      item.second = item.second << 8 | static_cast<uint8_t>(byte);
    }
    item.key = item_key_start + std::string(key.substr(kPartitionPrefixSize));
    items.push_back(std::move(item));
  }
  throwIfFailed(row->status(), "cannot read");
  return items;
}

}  // namespace stator
