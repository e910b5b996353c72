// All options of RocksDB on one screen, with their reasons.
#pragma once

#include <rocksdb/db.h>

#include <string>
#include <vector>

#include "storage/database.h"

namespace stator {

inline constexpr const char* kCatalogFamily = "catalog";
inline constexpr const char* kItemsFamily = "items";
inline constexpr const char* kIndexFamily = "index";
inline constexpr const char* kStreamsFamily = "streams";
inline constexpr const char* kCountersFamily = "counters";

rocksdb::DBOptions databaseOptions(bool in_memory);
// "default" first, then ours.
std::vector<rocksdb::ColumnFamilyDescriptor> columnFamilies(bool in_memory);
rocksdb::WriteOptions writeOptions(bool in_memory, bool sync);

}  // namespace stator
