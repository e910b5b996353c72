// What a stream is: whose it is, since when, and its shards. Kept in the `catalog` column family under 's' id(4), as an
// item (types/item.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "types/table_schema.h"

namespace stator {

// A part of a stream: the records of a range of partition hashes, from one sequence number to another.
struct StreamShard {
  uint32_t number = 0;          // in order of creation; never used again within the stream
  int64_t id_time = 0;          // milliseconds since 1970: ascending, so that ids are in order of creation too
  uint64_t first_hash = 0;      // storage/partition_hash.h
  uint64_t last_hash = 0;       // inclusive
  uint64_t start = 0;           // sequence number
  std::optional<uint64_t> end;  // inclusive; present when the shard is closed
  uint64_t horizon = 0;         // records below it have been trimmed
  TimePoint created{};
  std::optional<TimePoint> closed;
  std::string parent;  // shard id; empty: none

  friend bool operator==(const StreamShard&, const StreamShard&) = default;
};

struct StreamDescription {
  StorageId id = 0;
  std::string account;
  std::string region;
  std::string table;
  std::string label;
  StreamViewType view_type = StreamViewType::NewAndOldImages;
  KeySchema key;
  TimePoint created{};
  std::optional<TimePoint> disabled;
  std::vector<StreamShard> shards;  // in order of creation; never empty

  std::string arn() const;
  // "shardId-00000001541626099285-f35f62ef"
  std::string shardId(const StreamShard& shard) const;
  const StreamShard* findShard(std::string_view shard_id) const;

  friend bool operator==(const StreamDescription&, const StreamDescription&) = default;
};

// "arn:aws:dynamodb:<region>:<account>:table/": how the ARNs of a place's streams begin.
std::string streamArnPrefix(std::string_view account, std::string_view region);

std::string encodeStreamDescription(const StreamDescription& stream);
std::optional<StreamDescription> decodeStreamDescription(std::string_view record);  // nullopt when it is no such record

}  // namespace stator
