// A shard iterator: a place in a shard, good for 15 minutes. Its text is opaque to clients.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace stator {

inline constexpr std::chrono::minutes kShardIteratorLife{15};

struct ShardIterator {
  std::string stream_arn;
  uint32_t shard = 0;
  uint64_t position = 0;  // sequence number of the first record wanted
  TimePoint issued{};

  bool expired(TimePoint now) const { return issued + kShardIteratorLife < now; }
};

// "<stream arn>|1|<base64>", the form of the service's.
std::string toText(const ShardIterator& iterator);
// nullopt when it is none that toText() made.
std::optional<ShardIterator> parseShardIterator(std::string_view text);

}  // namespace stator
