// ExclusiveStartKey: its checks, which differ between Query and Scan (dynalite).
#pragma once

#include <optional>
#include <string>

#include "protocol/attribute_value_json.h"
#include "protocol/request.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

// The key's attributes as item bytes, values checked; nullopt when there is none. Errors are prefixed with "The provided
// starting key is invalid: " but for empty number sets, duplicates and number errors, which come bare.
Result<std::optional<std::string>> readStartKey(RequestValue request, ValueLayer layer = ValueLayer::Current);

// Of the index read (nullptr: the table itself): how many members there are, and the HASH attributes of what is queried.
// These come before the key conditions, the rest behind them (dynalite).
Result<void> checkQueryStartKeyHash(const TableSchema& table, const SecondaryIndex* index, ItemView key);
// The rest: its RANGE attributes, the table's keys, then the position against `range`.
Result<void> checkQueryStartKey(const TableSchema& table, const SecondaryIndex* index, const KeyRange& range, ItemView key);

struct Segment {
  int64_t number = 0;
  int64_t total = 1;
};
Result<void> checkScanStartKeyMembers(const TableSchema& table, const SecondaryIndex* index, ItemView key);
Result<void> checkScanStartKey(const TableSchema& table, const SecondaryIndex* index, Segment segment, ItemView key);

}  // namespace stator
