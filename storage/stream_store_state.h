// Inside of StreamStore, shared by its files.
#pragma once

#include <rocksdb/write_batch.h>

#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "storage/rocksdb_handles.h"
#include "storage/stream_store.h"

namespace stator {

// A stream in memory. Sequence numbers are handed out before their batch is written, and batches finish in any order;
// readers see only what is below the lowest number still in flight, or they would step over it.
struct OpenStream {
  OpenStream(StreamDescription described, uint64_t first) : description(std::move(described)), next(first) {}

  std::mutex mutex;  // of everything but the ids, names, view and key, which never change
  StreamDescription description;
  uint64_t next;                    // sequence number
  std::vector<uint64_t> in_flight;  // ascending
  bool dropped = false;             // whoever still has it changes nothing more

  uint64_t visibleEnd() const { return in_flight.empty() ? next : in_flight.front(); }
  StreamShard* shard(uint32_t number);
};

struct StreamStore::State {
  State(Database& opened, const Clock& time, const StreamOptions& settings)
      : database(opened.impl()), clock(time), options(settings) {}

  Database::Impl& database;
  const Clock& clock;
  StreamOptions options;
  mutable std::shared_mutex mutex;  // of the maps; taken before a stream's
  std::unordered_map<StorageId, std::shared_ptr<OpenStream>> by_id;
  std::map<std::string, std::shared_ptr<OpenStream>, std::less<>> by_arn;

  std::shared_ptr<OpenStream> find(StorageId id) const;
  std::shared_ptr<OpenStream> findOrMake(const TableSchema& table);
  void add(std::shared_ptr<OpenStream> stream);  // with `mutex` held exclusively
  void load();
  void deleteOrphans();

  // Writes `batch` and the changed description, then publishes that. With the stream's mutex held.
  void change(OpenStream& stream, StreamDescription changed, rocksdb::WriteBatch& batch);
  // Deletes a shard's records that are over the retention. Takes the stream's mutex, again and again.
  void trim(OpenStream& stream, uint32_t shard);
  void rollOver(OpenStream& stream);
  void splitOldest(OpenStream& stream);
  void forgetShards(OpenStream& stream);
  void drop(OpenStream& stream);

  bool isOver(TimePoint time) const { return time + kStreamRetention <= clock.now(); }
  bool isOver(const StreamShard& shard) const { return shard.closed && isOver(*shard.closed); }
  // What find() and list() show: no shards that are over the retention; nullopt for a stream that is.
  std::optional<StreamDescription> visible(OpenStream& stream) const;
};

// Closes a shard of `stream` and gives it `children` (0, 1 or 2) that share its hashes. Takes sequence numbers from `next`.
void closeShard(StreamDescription& stream, size_t position, size_t children, TimePoint now, uint64_t& next);

}  // namespace stator
