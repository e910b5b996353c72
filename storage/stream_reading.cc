// Reading streams, and what happens to their shards in the course of time.
#include <algorithm>

#include "storage/catalog_keys.h"
#include "storage/range_cleanup.h"
#include "storage/stream_store.h"
#include "storage/stream_store_state.h"

namespace stator {
namespace {

constexpr size_t kTrimChunk = 1000;  // records deleted in one batch, while writers of the stream wait

constexpr const char* kDamaged = "a record of a stream cannot be read";

// The records of a shard from one sequence number to another (exclusive).
class RecordIterator {
 public:
  RecordIterator(Database::Impl& database, StorageId stream, uint32_t shard, uint64_t from, uint64_t to)
      : upper_(encodeStreamKey(stream, shard, to)), upper_slice_(upper_) {
    rocksdb::ReadOptions options;
    options.iterate_upper_bound = &upper_slice_;
    row_.reset(database.db->NewIterator(options, database.streams));
    row_->Seek(encodeStreamKey(stream, shard, from));
  }
  bool valid() const {
    throwIfFailed(row_->status(), "cannot read");
    return row_->Valid();
  }
  void next() { row_->Next(); }
  rocksdb::Slice key() const { return row_->key(); }
  uint64_t sequence() const { return sequenceOfStreamKey(toView(row_->key())); }
  std::string_view value() const { return toView(row_->value()); }

 private:
  std::string upper_;
  rocksdb::Slice upper_slice_;
  std::unique_ptr<rocksdb::Iterator> row_;
};

bool isOpen(const StreamShard& shard) { return !shard.end; }

size_t countOpen(const StreamDescription& stream) {
  return static_cast<size_t>(std::ranges::count_if(stream.shards, isOpen));
}

uint64_t readableEnd(const OpenStream& stream, const StreamShard& shard) {
  const uint64_t end = stream.visibleEnd();
  return shard.end ? std::min(end, *shard.end + 1) : end;
}

}  // namespace

void closeShard(StreamDescription& stream, size_t position, size_t children, TimePoint now, uint64_t& next) {
  // A sequence number of its own for the end, and one for each start, so that all are distinct and in order.
  StreamShard& parent = stream.shards[position];
  parent.end = next++;
  parent.closed = now;
  const StreamShard closed = parent;
  const uint64_t middle = closed.first_hash + (closed.last_hash - closed.first_hash) / 2;
  for (size_t i = 0; i < children; ++i) {
    const StreamShard& newest = stream.shards.back();
    StreamShard child;
    child.number = newest.number + 1;
    child.id_time = std::max(newest.id_time + 1, now.time_since_epoch().count() / 1000);
    child.first_hash = i == 0 ? closed.first_hash : middle + 1;
    child.last_hash = i + 1 < children ? middle : closed.last_hash;
    child.start = child.horizon = next++;
    child.created = now;
    child.parent = stream.shardId(closed);
    stream.shards.push_back(std::move(child));
  }
}

std::optional<uint64_t> StreamStore::latest(StorageId id, uint32_t shard) const {
  const auto stream = state_->find(id);
  if (!stream) return std::nullopt;
  const std::lock_guard lock(stream->mutex);
  const StreamShard* found = stream->shard(shard);
  if (found == nullptr) return std::nullopt;
  // A write in flight may be older than the shard itself.
  return std::max(stream->visibleEnd(), found->horizon);
}

std::optional<uint64_t> StreamStore::horizon(StorageId id, uint32_t shard) {
  const auto stream = state_->find(id);
  if (!stream) return std::nullopt;
  state_->trim(*stream, shard);
  const std::lock_guard lock(stream->mutex);
  const StreamShard* found = stream->shard(shard);
  return found == nullptr || state_->isOver(*found) ? std::nullopt : std::optional(found->horizon);
}

std::optional<StreamPage> StreamStore::read(StorageId id, uint32_t shard, uint64_t position, size_t limit,
                                            int64_t max_bytes) {
  const auto stream = state_->find(id);
  if (!stream) return std::nullopt;
  state_->trim(*stream, shard);
  uint64_t end = 0;
  StreamPage page;
  {
    const std::lock_guard lock(stream->mutex);
    const StreamShard* found = stream->shard(shard);
    if (found == nullptr || state_->isOver(*found) || position < found->horizon) return std::nullopt;
    // Taken before the iterator is made: everything below is written, or never will be.
    end = readableEnd(*stream, *found);
    page.finished = found->end && std::max(position, end) > *found->end;
  }
  int64_t bytes = 0;
  page.next = position;
  if (position >= end) return page;
  for (RecordIterator record(state_->database, id, shard, position, end); record.valid(); record.next()) {
    auto decoded = decodeStreamRecord(record.value());
    if (!decoded) throw std::runtime_error(kDamaged);
    decoded->sequence = record.sequence();
    bytes += decoded->size();
    if (page.records.size() == limit || (bytes > max_bytes && !page.records.empty())) {
      page.finished = false;
      return page;
    }
    page.next = decoded->sequence + 1;
    page.records.push_back(*std::move(decoded));
  }
  page.next = end;
  return page;
}

void StreamStore::State::trim(OpenStream& stream, uint32_t shard) {
  for (;;) {
    const std::lock_guard lock(stream.mutex);
    const StreamShard* found = stream.shard(shard);
    if (found == nullptr) return;
    rocksdb::WriteBatch batch;
    uint64_t trimmed = found->horizon;
    size_t count = 0;
    RecordIterator record(database, stream.description.id, shard, found->horizon, readableEnd(stream, *found));
    for (; record.valid() && count < kTrimChunk; record.next(), ++count) {
      const auto time = timeOfStreamRecord(record.value());
      if (!time) throw std::runtime_error(kDamaged);
      if (!isOver(*time)) break;
      batch.Delete(database.streams, record.key());
      trimmed = record.sequence() + 1;
    }
    if (batch.Count() == 0) return;
    StreamDescription changed = stream.description;
    std::ranges::find(changed.shards, shard, &StreamShard::number)->horizon = trimmed;
    change(stream, std::move(changed), batch);
    if (count < kTrimChunk) return;
  }
}

bool StreamStore::split(StorageId id, uint32_t shard) {
  const auto stream = state_->find(id);
  if (!stream) return false;
  const std::lock_guard lock(stream->mutex);
  const StreamShard* found = stream->shard(shard);
  if (found == nullptr || found->end || found->first_hash == found->last_hash) return false;
  StreamDescription changed = stream->description;
  if (countOpen(changed) >= kMaxOpenShards) return false;
  closeShard(changed, static_cast<size_t>(found - stream->description.shards.data()), 2, state_->clock.now(), stream->next);
  rocksdb::WriteBatch batch;
  state_->change(*stream, std::move(changed), batch);
  return true;
}

void StreamStore::State::splitOldest(OpenStream& stream) {
  const std::lock_guard lock(stream.mutex);
  StreamDescription changed = stream.description;
  // Shards are in order of creation, so the newest one tells when this was done last.
  if (clock.now() < changed.shards.back().created + options.split_interval) return;
  const auto oldest = std::ranges::find_if(changed.shards, isOpen);
  if (oldest == changed.shards.end() || changed.shards.size() > kMaxScheduledShards) return;
  const bool divides = oldest->first_hash != oldest->last_hash && countOpen(changed) < kMaxScheduledOpenShards;
  closeShard(changed, static_cast<size_t>(oldest - changed.shards.begin()), divides ? 2 : 1, clock.now(), stream.next);
  rocksdb::WriteBatch batch;
  change(stream, std::move(changed), batch);
}

void StreamStore::State::rollOver(OpenStream& stream) {
  const std::lock_guard lock(stream.mutex);
  StreamDescription changed = stream.description;
  const TimePoint now = clock.now();
  const size_t count = changed.shards.size();
  for (size_t i = 0; i < count; ++i) {
    const StreamShard& shard = changed.shards[i];
    if (!shard.end && shard.created + options.shard_life <= now) closeShard(changed, i, 1, now, stream.next);
  }
  if (changed.shards.size() == count) return;
  rocksdb::WriteBatch batch;
  change(stream, std::move(changed), batch);
}

// All records of a shard are older than its end, but for a moment: those that were in flight then may be left by trim().
void StreamStore::State::forgetShards(OpenStream& stream) {
  const std::lock_guard lock(stream.mutex);
  StreamDescription changed = stream.description;
  rocksdb::WriteBatch batch;
  for (const StreamShard& shard : changed.shards) {
    if (!isOver(shard)) continue;
    RecordIterator record(database, changed.id, shard.number, shard.horizon, *shard.end + 1);
    for (; record.valid(); record.next()) batch.Delete(database.streams, record.key());
  }
  if (std::erase_if(changed.shards, [&](const StreamShard& shard) { return isOver(shard); }) == 0) return;
  change(stream, std::move(changed), batch);
}

void StreamStore::State::drop(OpenStream& stream) {
  const StorageId id = stream.description.id;
  {
    const std::unique_lock lock(mutex);
    by_id.erase(id);
    const auto named = by_arn.find(stream.description.arn());
    if (named != by_arn.end() && named->second.get() == &stream) by_arn.erase(named);
  }
  {
    const std::lock_guard lock(stream.mutex);
    stream.dropped = true;
  }
  const std::unique_lock gate(database.cleanup_gate);
  RangeCleanup cleanup(database);
  cleanup.batch().Delete(database.catalog, streamKey(id));
  cleanup.addStream(id);
  cleanup.write();
}

void StreamStore::drop(std::span<const StorageId> ids) {
  for (const StorageId id : ids) {
    if (const auto stream = state_->find(id)) state_->drop(*stream);
  }
}

void StreamStore::maintain() {
  std::vector<std::shared_ptr<OpenStream>> streams;
  {
    const std::shared_lock lock(state_->mutex);
    for (const auto& [id, stream] : state_->by_id) streams.push_back(stream);
  }
  for (const auto& stream : streams) {
    const auto shown = state_->visible(*stream);
    if (!shown) {
      state_->drop(*stream);
      continue;
    }
    if (!shown->disabled && state_->options.split_interval.count() > 0) state_->splitOldest(*stream);
    if (!shown->disabled) state_->rollOver(*stream);
    std::vector<uint32_t> shards;
    {
      const std::lock_guard lock(stream->mutex);
      for (const StreamShard& shard : stream->description.shards) shards.push_back(shard.number);
    }
    for (const uint32_t shard : shards) state_->trim(*stream, shard);
    if (!shown->disabled) state_->forgetShards(*stream);
  }
}

}  // namespace stator
