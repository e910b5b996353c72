#include "storage/stream_store.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

#include "storage/catalog_keys.h"
#include "storage/key_encoding.h"
#include "storage/range_cleanup.h"
#include "storage/stream_store_state.h"

namespace stator {
namespace {

// Sequence numbers that a restart skips: those of writes that were in flight at a crash must not come again, since
// iterators may already point behind them.
constexpr uint64_t kSkippedAtStart = 4096;

constexpr uint64_t kLastHash = std::numeric_limits<uint64_t>::max();

StorageId idOf(const rocksdb::Slice& key) {
  StorageId id = 0;
  for (size_t i = 0; i < sizeof id && i < key.size(); ++i) id = id << 8 | static_cast<uint8_t>(key[i]);
  return id;
}

int64_t milliseconds(TimePoint time) { return time.time_since_epoch().count() / 1000; }

StreamDescription newStream(const TableSchema& table, uint32_t shards, TimePoint now, uint64_t& next) {
  StreamDescription stream;
  stream.id = table.stream->id;
  stream.account = table.account;
  stream.region = table.region;
  stream.table = table.name;
  stream.label = table.stream->label;
  stream.view_type = table.stream->view_type;
  stream.key = table.key;
  stream.created = now;
  // Sequence numbers start at the time, so that those of a table's streams ascend from one to the next.
  next = static_cast<uint64_t>(std::max<int64_t>(now.time_since_epoch().count(), 1));
  const uint64_t width = kLastHash / shards;
  for (uint32_t i = 0; i < shards; ++i) {
    StreamShard shard;
    shard.number = i;
    shard.id_time = milliseconds(now) + i;
    shard.first_hash = i * width + (i == 0 ? 0 : 1);
    shard.last_hash = i + 1 == shards ? kLastHash : (i + 1) * width;
    shard.start = shard.horizon = next++;
    shard.created = now;
    stream.shards.push_back(std::move(shard));
  }
  return stream;
}

// One above every sequence number in use.
uint64_t nextSequence(Database::Impl& database, const StreamDescription& stream) {
  uint64_t next = 1;
  rocksdb::ReadOptions options;
  options.total_order_seek = true;
  const std::unique_ptr<rocksdb::Iterator> row(database.db->NewIterator(options, database.streams));
  for (const StreamShard& shard : stream.shards) {
    next = std::max({next, shard.start + 1, shard.horizon, shard.end.value_or(0) + 1});
    row->SeekForPrev(encodeStreamKey(stream.id, shard.number, kLastHash));
    throwIfFailed(row->status(), "cannot read");
    if (!row->Valid() || row->key().size() != kStreamKeySize) continue;
    if (!row->key().starts_with(encodeStreamKey(stream.id, shard.number, 0).substr(0, kStreamKeySize - sizeof next)))
      continue;
    next = std::max(next, sequenceOfStreamKey(toView(row->key())) + 1);
  }
  return next;
}

}  // namespace

StreamShard* OpenStream::shard(uint32_t number) {
  const auto found = std::ranges::find(description.shards, number, &StreamShard::number);
  return found == description.shards.end() ? nullptr : &*found;
}

std::shared_ptr<OpenStream> StreamStore::State::find(StorageId id) const {
  const std::shared_lock lock(mutex);
  const auto found = by_id.find(id);
  return found == by_id.end() ? nullptr : found->second;
}

std::shared_ptr<OpenStream> StreamStore::State::findOrMake(const TableSchema& table) {
  if (auto found = find(table.stream->id)) return found;
  const std::unique_lock lock(mutex);
  if (const auto found = by_id.find(table.stream->id); found != by_id.end()) return found->second;
  uint64_t next = 0;
  auto stream = std::make_shared<OpenStream>(newStream(table, options.shards, clock.now(), next), 0);
  stream->next = next;
  rocksdb::WriteBatch batch;
  change(*stream, stream->description, batch);  // nobody else has it yet
  add(stream);
  return stream;
}

void StreamStore::State::add(std::shared_ptr<OpenStream> stream) {
  by_arn[stream->description.arn()] = stream;
  by_id[stream->description.id] = std::move(stream);
}

void StreamStore::State::change(OpenStream& stream, StreamDescription changed, rocksdb::WriteBatch& batch) {
  if (stream.dropped) return;
  batch.Put(database.catalog, streamKey(changed.id), encodeStreamDescription(changed));
  database.write(batch);
  // Only what may change: readers look at the rest without the mutex.
  stream.description.disabled = changed.disabled;
  stream.description.shards = std::move(changed.shards);
}

void StreamStore::State::load() {
  const std::unique_ptr<rocksdb::Iterator> record(database.db->NewIterator({}, database.catalog));
  for (record->Seek(kFirstStreamKey); record->Valid() && record->key().compare(kBehindStreamKeys) < 0; record->Next()) {
    auto description = decodeStreamDescription(toView(record->value()));
    if (!description || streamKey(description->id) != toView(record->key())) {
      throw DatabaseError("the record of a stream cannot be read; the data is damaged or of a newer version of Stator");
    }
    const uint64_t next = nextSequence(database, *description) + kSkippedAtStart;
    add(std::make_shared<OpenStream>(*std::move(description), next));
  }
  throwIfFailed(record->status(), "reading the streams");
}

// What a crash has left of a stream that was being dropped.
void StreamStore::State::deleteOrphans() {
  RangeCleanup cleanup(database);
  rocksdb::ReadOptions read_options;
  read_options.total_order_seek = true;
  const std::unique_ptr<rocksdb::Iterator> row(database.db->NewIterator(read_options, database.streams));
  for (row->SeekToFirst(); row->Valid();) {
    const StorageId id = idOf(row->key());
    if (!by_id.contains(id)) cleanup.addStream(id);
    row->Seek(boundsOf(id).upper);
  }
  throwIfFailed(row->status(), "cannot read");
  if (cleanup.batch().Count() > 0) cleanup.write();
}

StreamStore::StreamStore(Database& database, const Clock& clock, const StreamOptions& options)
    : state_(std::make_unique<State>(database, clock, options)) {
  state_->options.shards = std::clamp<uint32_t>(options.shards, 1, kMaxOpenShards);
  state_->load();
  if (!state_->database.in_memory) state_->deleteOrphans();
}

StreamStore::~StreamStore() = default;

void StreamStore::open(const TableSchema& table) {
  if (table.stream && table.stream->id != 0) state_->findOrMake(table);
}

void StreamStore::disable(StorageId id) {
  const auto stream = state_->find(id);
  if (!stream) return;
  const std::lock_guard lock(stream->mutex);
  if (stream->description.disabled) return;
  StreamDescription changed = stream->description;
  changed.disabled = state_->clock.now();
  for (size_t i = 0; i < changed.shards.size(); ++i) {
    if (!changed.shards[i].end) closeShard(changed, i, 0, *changed.disabled, stream->next);
  }
  rocksdb::WriteBatch batch;
  state_->change(*stream, std::move(changed), batch);
}

void StreamStore::reconcile(std::span<const std::shared_ptr<const TableSchema>> tables) {
  std::unordered_set<StorageId> live;
  for (const auto& table : tables) {
    if (!table->stream) continue;
    open(*table);
    live.insert(table->stream->id);
  }
  std::vector<StorageId> ids;
  {
    const std::shared_lock lock(state_->mutex);
    for (const auto& [id, stream] : state_->by_id)
      if (!live.contains(id)) ids.push_back(id);
  }
  for (const StorageId id : ids) disable(id);
}

std::optional<StreamDescription> StreamStore::State::visible(OpenStream& stream) const {
  const std::lock_guard lock(stream.mutex);
  if (stream.description.disabled && isOver(*stream.description.disabled)) return std::nullopt;
  StreamDescription shown = stream.description;
  if (!shown.disabled) {
    std::erase_if(shown.shards, [&](const StreamShard& shard) { return isOver(shard); });
  }
  return shown;
}

std::optional<StreamDescription> StreamStore::find(std::string_view arn) const {
  std::shared_ptr<OpenStream> stream;
  {
    const std::shared_lock lock(state_->mutex);
    const auto found = state_->by_arn.find(arn);
    if (found == state_->by_arn.end()) return std::nullopt;
    stream = found->second;
  }
  return state_->visible(*stream);
}

std::vector<StorageId> StreamStore::streamsOf(std::string_view account, std::string_view region) const {
  std::vector<StorageId> ids;
  const std::shared_lock lock(state_->mutex);
  for (const auto& [id, stream] : state_->by_id) {
    const StreamDescription& description = stream->description;
    if (description.account == account && (region.empty() || description.region == region)) ids.push_back(id);
  }
  return ids;
}

std::vector<StreamDescription> StreamStore::list(std::string_view account, std::string_view region, std::string_view table,
                                                 std::string_view after, size_t limit) const {
  const std::string prefix = streamArnPrefix(account, region);
  std::vector<StreamDescription> streams;
  const std::shared_lock lock(state_->mutex);
  auto next = after < prefix ? state_->by_arn.lower_bound(prefix) : state_->by_arn.upper_bound(after);
  for (; next != state_->by_arn.end() && next->first.starts_with(prefix) && streams.size() < limit; ++next) {
    if (!table.empty() && next->second->description.table != table) continue;
    if (auto shown = state_->visible(*next->second)) streams.push_back(*std::move(shown));
  }
  return streams;
}

}  // namespace stator
