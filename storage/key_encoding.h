// Every key layout of the product (docs/storage_format.md has it in prose). All integers big-endian, so that memcmp orders.
//
//   items  id(4) hash(8) | pk | sk                        -> item
//   index  id(4) hash(8) | index pk... | index sk... | tie(8) pk sk -> projected item
//
// A key part is self-delimiting and order-preserving: S and B escape 0x00 as 0x00 0xFF and end in 0x00 0x00; N is its
// ordered bytes and 0x00. The first 12 bytes are one partition. The tie is tieHash() of pk and sk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "types/table_schema.h"

namespace stator {

inline constexpr size_t kPartitionPrefixSize = 12;

// `attributes` must hold the table's key attributes with the right types (more attributes do no harm).
std::string encodeItemKey(const TableSchema& table, ItemView attributes);
// `attributes` must hold the keys of the index and of the table.
std::string encodeIndexKey(const TableSchema& table, const SecondaryIndex& index, ItemView attributes);
// The same for a caller that has the item's key already: encodeItemKey(table, attributes).
std::string encodeIndexKey(const TableSchema& table, const SecondaryIndex& index, ItemView attributes,
                           std::string_view item_key);

// The partitionHash in such a key.
uint64_t partitionHashOf(std::string_view storage_key);

void appendKeyPart(std::string& out, AttributeValueView value);
void appendBigEndian(std::string& out, uint32_t value);
void appendBigEndian(std::string& out, uint64_t value);

// Storage keys k with lower <= k < upper.
struct KeyBounds {
  std::string lower;
  std::string upper;
};
// Every key of a table or index.
KeyBounds boundsOf(StorageId id);
// The keys that a Query reads.
KeyBounds boundsOf(StorageId id, const KeyRange& range);
// The keys of one segment of a parallel Scan: 0 <= segment < total.
KeyBounds segmentBounds(StorageId id, int64_t segment, int64_t total);

}  // namespace stator
