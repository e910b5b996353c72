// Where RocksDB keeps its files when there is no directory: in the process's own memory.
#pragma once

#include <rocksdb/env.h>

#include <memory>

namespace stator {

// A file system of its own, empty, that dies with the returned object. Threads and clock are the process's. RocksDB's
// OPTIONS files are refused: it writes and parses them at each opening for a later one, which cannot come, and carries on
// without (DBOptions::fail_if_options_file_error is off).
std::unique_ptr<rocksdb::Env> newMemoryEnv();

}  // namespace stator
