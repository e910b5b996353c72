#include "storage/database_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include "storage/key_encoding.h"

namespace stator {
namespace {

constexpr size_t kBlockCacheSize = 32 << 20;    // bytes; filled as blocks are read
constexpr size_t kItemsWriteBuffer = 32 << 20;  // bytes of one memtable of items and index
constexpr size_t kSmallWriteBuffer = 8 << 20;   // of the others
constexpr size_t kArenaBlock = 64 << 10;        // bytes by which a memtable grows: an idle server stays small
constexpr uint64_t kMaxWalSize = 64 << 20;      // bytes to replay after a crash
constexpr int kMaxOpenFiles = 256;              // leaves a usual limit of 1024 to sockets
constexpr double kBloomBitsPerKey = 10;         // 1% of absent keys read a block
constexpr int kBackgroundJobs = 2;              // one flush and one compaction at a time

// RocksDB would write a LOG file of its own with every option and compaction; its errors reach us as statuses.
class NullLogger final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

rocksdb::ColumnFamilyOptions familyOptions(bool in_memory, size_t write_buffer_size) {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = write_buffer_size;
  options.arena_block_size = kArenaBlock;
  options.level_compaction_dynamic_level_bytes = true;  // space stays near 1.1 times the data
  // Compressing memory files would cost processor time on every flush; on disk LZ4 halves JSON-like items nearly for free.
  options.compression = in_memory ? rocksdb::kNoCompression : rocksdb::kLZ4Compression;
  return options;
}

// items and index: the first 12 bytes are one partition, which a Query stays inside.
rocksdb::ColumnFamilyOptions partitionedOptions(bool in_memory, const rocksdb::BlockBasedTableOptions& table) {
  rocksdb::ColumnFamilyOptions options = familyOptions(in_memory, kItemsWriteBuffer);
  options.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(kPartitionPrefixSize));  // every key there is longer
  options.max_write_buffer_number = 3;  // a burst fills a second one while the first is written out
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

}  // namespace

rocksdb::DBOptions databaseOptions(bool in_memory) {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.info_log = std::make_shared<NullLogger>();
  options.max_background_jobs = kBackgroundJobs;
  options.max_open_files = in_memory ? -1 : kMaxOpenFiles;  // files in memory have no descriptors
  options.max_file_opening_threads = 1;
  options.max_total_wal_size = kMaxWalSize;
  options.manual_wal_flush = false;  // every commit is in the operating system's hands before it is acknowledged
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;  // a torn last record was not acknowledged
  options.avoid_flush_during_shutdown = in_memory;                             // nothing to keep
  options.skip_stats_update_on_db_open = true;                                 // opening stays fast
  options.stats_dump_period_sec = 0;                                           // nobody reads them
  options.stats_persist_period_sec = 0;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> columnFamilies(bool in_memory) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(kBlockCacheSize);  // one for all families
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
  table.whole_key_filtering = true;  // besides the prefix: GetItem of an absent item
  table.format_version = 5;
  const rocksdb::ColumnFamilyOptions partitioned = partitionedOptions(in_memory, table);
  rocksdb::ColumnFamilyOptions small = familyOptions(in_memory, kSmallWriteBuffer);
  small.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return {{rocksdb::kDefaultColumnFamilyName, small},
          {kCatalogFamily, small},
          {kItemsFamily, partitioned},
          {kIndexFamily, partitioned},
          {kStreamsFamily, small},
          {kCountersFamily, small}};
}

rocksdb::WriteOptions writeOptions(bool in_memory, bool sync) {
  rocksdb::WriteOptions options;
  options.disableWAL = in_memory;  // the files die with the process: a log could never be replayed
  options.sync = sync && !in_memory;
  return options;
}

}  // namespace stator
