#include "storage/stream_appender.h"

#include <algorithm>
#include <stdexcept>

#include "storage/key_encoding.h"
#include "storage/stream_store_state.h"

namespace stator {
namespace {

// The partition hash, from where it stands in the item's key.
uint64_t hashOf(std::string_view item_key) {
  uint64_t hash = 0;
  for (const char byte : item_key.substr(sizeof(StorageId), sizeof hash)) hash = hash << 8 | static_cast<uint8_t>(byte);
  return hash;
}

// The open shard of a hash; the newest ones are last.
const StreamShard& openShardOf(const StreamDescription& stream, uint64_t hash) {
  const auto found = std::find_if(stream.shards.rbegin(), stream.shards.rend(), [&](const StreamShard& shard) {
    return !shard.end && shard.first_hash <= hash && hash <= shard.last_hash;
  });
  if (found == stream.shards.rend()) throw std::logic_error("a write to a stream that is not open");
  return *found;
}

}  // namespace

StreamAppender::~StreamAppender() {
  for (const Claim& claim : claims_) {
    const std::lock_guard lock(claim.stream->mutex);
    auto& in_flight = claim.stream->in_flight;
    in_flight.erase(std::ranges::find(in_flight, claim.sequence));
  }
}

void StreamAppender::add(const ItemChange& change, rocksdb::WriteBatch& batch) {
  const TableSchema& table = *change.table;
  if (streams_ == nullptr || !table.stream || table.stream->id == 0) return;
  StreamStore::State& state = *streams_->state_;
  const std::shared_ptr<OpenStream> stream = state.findOrMake(table);
  uint32_t shard = 0;
  claims_.reserve(claims_.size() + 1);  // what is claimed below must not be lost
  {
    const std::lock_guard lock(stream->mutex);
    shard = openShardOf(stream->description, hashOf(change.key)).number;
    stream->in_flight.push_back(stream->next);
    claims_.push_back({stream, stream->next++});
  }
  const std::string key = encodeStreamKey(table.stream->id, shard, claims_.back().sequence);
  batch.Put(state.database.streams, key,
            encodeStreamRecord(table, change.old_item, change.new_item, state.clock.now(), context_.by_service));
}

}  // namespace stator
