// One record of a stream: what happened to one item. Key and value in the `streams` column family
// (docs/storage_format.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "types/table_schema.h"

namespace stator {

enum class StreamEvent : uint8_t { Insert = 1, Modify = 2, Remove = 3 };

struct StreamRecord {
  uint64_t sequence = 0;  // from the key
  StreamEvent event = StreamEvent::Insert;
  bool by_service = false;  // an item whose time to live was over
  TimePoint time{};
  std::string keys;                      // items (types/item.h)
  std::optional<std::string> new_image;  // as the stream's view type has it
  std::optional<std::string> old_image;

  // SizeBytes: keys and images as present (LocalStack snapshot, 2025).
  int64_t size() const;
};

inline constexpr size_t kStreamKeySize = 16;
std::string encodeStreamKey(StorageId stream, uint32_t shard, uint64_t sequence);
uint64_t sequenceOfStreamKey(std::string_view key);  // of kStreamKeySize bytes

// The record of a change that changes something: at least one item is there, and they differ.
std::string encodeStreamRecord(const TableSchema& table, std::optional<ItemView> old_item, std::optional<ItemView> new_item,
                               TimePoint time, bool by_service);
// nullopt when `value` is no record.
std::optional<StreamRecord> decodeStreamRecord(std::string_view value);
// Only the time; nullopt when `value` is no record.
std::optional<TimePoint> timeOfStreamRecord(std::string_view value);

}  // namespace stator
