// ExclusiveStartKey: its checks, which differ between Query and Scan (dynalite).
#pragma once

#include <optional>
#include <string>

#include "protocol/request.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

// The key's attributes as item bytes, values checked; nullopt when there is none. Errors are prefixed with "The provided
// starting key is invalid: " but for empty number sets, duplicates and number errors, which come bare.
Result<std::optional<std::string>> readStartKey(RequestValue request);

// Members and types against the table and the index read (nullptr: the table itself), then the position against `range`.
Result<void> checkQueryStartKey(const TableSchema& table, const SecondaryIndex* index, const KeyRange& range, ItemView key);

struct Segment {
  int64_t number = 0;
  int64_t total = 1;
};
Result<void> checkScanStartKey(const TableSchema& table, const SecondaryIndex* index, Segment segment, ItemView key);

}  // namespace stator
