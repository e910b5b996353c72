// What the operations tell the engine's Throughput: every request on items passes through one of these, once.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "operations/item_write.h"
#include "types/capacity.h"
#include "types/result.h"

namespace stator {

// All of these give the error of a throttled request, and then nothing has been consumed.

// A write that is about to be committed, or, if `applied` says so, one whose condition failed: that costs too. What the
// service itself deletes costs nothing.
Result<void> consumeWrite(Engine& engine, const ItemWrite& write, const ItemImages& images, const Result<void>& applied);

// The writes of a transaction, all or none. Error: TransactionCanceledException.
Result<void> consumeTransaction(Engine& engine, std::span<const ItemWrite> writes, std::span<const ItemImages> images);

// A read of one item. Borrows everything.
struct ItemRead {
  const TableSchema* table = nullptr;
  std::string_view item_key;  // encodeItemKey
  ItemView key;               // holds the hash key attribute
  int64_t half_units = 0;
};
Result<void> consumeRead(Engine& engine, const ItemRead& read);

// The reads of a transaction, all or none. Error: TransactionCanceledException.
Result<void> consumeTransaction(Engine& engine, std::span<const ItemRead> reads);

// What a page of a Query, a Scan or a SELECT has read.
struct PageRead {
  const TableSchema* table = nullptr;
  const SecondaryIndex* index = nullptr;      // nullptr: the table itself
  int64_t table_half_units = 0;               // beside the index: of items fetched from the table
  int64_t half_units = 0;                     // of the table, or of the index
  std::optional<uint64_t> hash;               // of the partition that was read, of the table or the index
  const AttributeValue* key_value = nullptr;  // of a Query on the table
};
Result<void> consumePage(Engine& engine, const PageRead& page);

// What is read of a table without being one of its items: a transaction that is answered again. Never throttled.
void chargeRead(Engine& engine, const TableSchema& table, int64_t half_units);

}  // namespace stator
