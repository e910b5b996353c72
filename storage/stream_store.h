// The streams: their records, appended in the batch of the items that they tell of, and their shards, which split, roll
// over and are trimmed. A stream outlives its table's interest in it, and the table itself, by the retention.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "storage/database.h"
#include "storage/stream_description.h"
#include "storage/stream_record.h"

namespace stator {

inline constexpr std::chrono::hours kStreamRetention{24};
inline constexpr size_t kMaxOpenShards = 256;  // of one stream
// A schedule of splits leaves a stream alone while it has more open shards, or more in all, than this.
inline constexpr size_t kMaxScheduledOpenShards = 16;
inline constexpr size_t kMaxScheduledShards = 1000;

struct StreamOptions {
  uint32_t shards = 1;                        // of a new stream, as on the service; at most kMaxOpenShards
  std::chrono::seconds shard_life{4 * 3600};  // then a shard closes and one child takes its place, as on the service
  // How often the oldest open shard of each stream is closed for two children, so that consumers get to follow them. A
  // stream of kMaxScheduledOpenShards gives it one child instead. Zero: never.
  std::chrono::seconds split_interval{0};
};

// What read() found: records in ascending order.
struct StreamPage {
  std::vector<StreamRecord> records;
  uint64_t next = 0;      // the sequence number to go on from
  bool finished = false;  // the shard is closed and has nothing from `next` on
};

// Thread-safe. Retention is by the Clock: what is over it is invisible at once, and deleted by maintain().
class StreamStore {
 public:
  // Loads the descriptions; deletes records of no stream. Throws DatabaseError on records it cannot read.
  StreamStore(Database& database, const Clock& clock, const StreamOptions& options = {});
  ~StreamStore();

  // Makes the stream that table.stream names, unless it is there. A write to the table does it too.
  void open(const TableSchema& table);
  // Ends a stream: its shards close, and it stays readable for the retention. Nothing when there is no such stream.
  void disable(StorageId id);
  // The streams of an account, enabled or not; an empty region: of all its regions.
  std::vector<StorageId> streamsOf(std::string_view account, std::string_view region) const;
  // Deletes streams at once, with their records. No write to their tables may be under way.
  void drop(std::span<const StorageId> ids);
  // After loading: opens the streams of these tables and disables all others.
  void reconcile(std::span<const std::shared_ptr<const TableSchema>> tables);

  std::optional<StreamDescription> find(std::string_view arn) const;
  // In ascending order of ARN, up to `limit` of those behind `after` (exclusive; empty: from the first); only those of
  // `table` unless that is empty.
  std::vector<StreamDescription> list(std::string_view account, std::string_view region, std::string_view table,
                                      std::string_view after, size_t limit) const;

  // Where a reader starts who wants what comes from now on: behind all that is written. nullopt when there is no such shard.
  std::optional<uint64_t> latest(StorageId id, uint32_t shard) const;
  // The lowest sequence number of a shard that is not trimmed; nullopt when there is no such shard.
  std::optional<uint64_t> horizon(StorageId id, uint32_t shard);
  // Up to `limit` records of `max_bytes` (StreamRecord::size) in all, but at least one if there is any, with sequence
  // numbers from `position` on. nullopt when the position is trimmed, and so when shard or stream are no more.
  std::optional<StreamPage> read(StorageId id, uint32_t shard, uint64_t position, size_t limit, int64_t max_bytes);

  // Closes an open shard; two children take a half of its hashes each. False when it is not open or cannot be split.
  bool split(StorageId id, uint32_t shard);
  // Splits by the schedule, trims, rolls old shards over, forgets what is over the retention. Meant to be called about once
  // a minute, or at the interval of splits.
  void maintain();

 private:
  friend class StreamAppender;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stator
