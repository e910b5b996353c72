#include "storage/key_encoding.h"

#include <stdexcept>

#include "storage/key_bytes.h"
#include "storage/partition_hash.h"

namespace stator {
namespace {

constexpr size_t kTypicalKeySize = 96;

void appendKeyParts(std::string& out, const std::vector<KeyAttribute>& attributes, ItemView item) {
  for (const KeyAttribute& attribute : attributes) {
    const auto value = item.find(attribute.name);
    if (!value) throw std::logic_error("an item without its key attribute " + attribute.name + " has no storage key");
    appendKeyPart(out, *value);
  }
}

}  // namespace

void appendBigEndian(std::string& out, uint32_t value) {
  const char bytes[] = {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
                        static_cast<char>(value)};
  out.append(bytes, sizeof bytes);
}

void appendBigEndian(std::string& out, uint64_t value) {
  appendBigEndian(out, static_cast<uint32_t>(value >> 32));
  appendBigEndian(out, static_cast<uint32_t>(value));
}

uint64_t partitionHashOf(std::string_view storage_key) {
  uint64_t hash = 0;
  for (size_t i = sizeof(StorageId); i < kPartitionPrefixSize && i < storage_key.size(); ++i) {
    hash = hash << 8 | static_cast<uint8_t>(storage_key[i]);
  }
  return hash;
}

void appendKeyPrefix(std::string& out, AttributeValueView value) {
  const std::string_view payload = value.payload();
  if (value.type() == AttributeType::N) {
    out += payload;
    return;
  }
  size_t start = 0;
  for (size_t zero; (zero = payload.find('\0', start)) != std::string_view::npos; start = zero + 1) {
    out.append(payload, start, zero - start);
    out += kEscapedZero;
  }
  out.append(payload, start);
}

void appendKeyPart(std::string& out, AttributeValueView value) {
  appendKeyPrefix(out, value);
  out += value.type() == AttributeType::N ? kNumberEnd : kBytesEnd;
}

std::string encodeItemKey(const TableSchema& table, ItemView attributes) {
  std::string key;
  key.reserve(kTypicalKeySize);
  appendBigEndian(key, table.id);
  appendBigEndian(key, partitionHash(attributes, table.key.hash));
  appendKeyParts(key, table.key.hash, attributes);
  appendKeyParts(key, table.key.range, attributes);
  return key;
}

std::string encodeIndexKey(const TableSchema& table, const SecondaryIndex& index, ItemView attributes) {
  return encodeIndexKey(table, index, attributes, encodeItemKey(table, attributes));
}

std::string encodeIndexKey(const TableSchema& table, const SecondaryIndex& index, ItemView attributes,
                           std::string_view item_key) {
  std::string key;
  key.reserve(kTypicalKeySize + item_key.size());
  appendBigEndian(key, index.id);
  if (index.key.hash == table.key.hash) {
    // A local index's partitions are the table's: no second digest.
    key += item_key.substr(sizeof(StorageId), kPartitionPrefixSize - sizeof(StorageId));
  } else {
    appendBigEndian(key, partitionHash(attributes, index.key.hash));
  }
  appendKeyParts(key, index.key.hash, attributes);
  appendKeyParts(key, index.key.range, attributes);
  appendBigEndian(key, tieHash(attributes, table.key));
  key += item_key.substr(kPartitionPrefixSize);
  return key;
}

}  // namespace stator
