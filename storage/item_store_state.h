// Inside of ItemStore, shared by item_store.cc and backfill.cc.
#pragma once

#include "storage/item_store.h"
#include "storage/rocksdb_handles.h"
#include "storage/table_counters.h"

namespace stator {

struct ItemStore::State {
  State(Database& opened, StreamStore* records) : database(opened.impl()), streams(records) { counters.load(database); }
  Database::Impl& database;
  StreamStore* streams;  // nullptr: none
  TableCounters counters;
};

}  // namespace stator
