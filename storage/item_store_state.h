// Inside of ItemStore, shared by item_store.cc and backfill.cc.
#pragma once

#include "storage/item_store.h"
#include "storage/rocksdb_handles.h"
#include "storage/table_counters.h"

namespace stator {

struct ItemStore::State {
  explicit State(Database& opened) : database(opened.impl()) { counters.load(database); }
  Database::Impl& database;
  TableCounters counters;
};

}  // namespace stator
