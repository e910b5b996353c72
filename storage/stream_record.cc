#include "storage/stream_record.h"

#include "base/varint.h"
#include "storage/key_encoding.h"

namespace stator {
namespace {

// value := event(1) flags(1) time(8) keys [new image] [old image]; items are each a varint length and their bytes.
constexpr uint8_t kHasNewImage = 1, kHasOldImage = 2, kByService = 4;
constexpr size_t kHeaderSize = 10;

uint64_t readBigEndian(std::string_view bytes) {
  uint64_t value = 0;
  for (const char byte : bytes.substr(0, sizeof value)) value = value << 8 | static_cast<uint8_t>(byte);
  return value;
}

void appendItem(std::string& out, ItemView item) {
  appendVarint(out, static_cast<uint32_t>(item.bytes().size()));
  out += item.bytes();
}

bool readItem(const char*& pos, const char* end, std::string& item) {
  uint32_t length = 0;
  if (!readVarintChecked(pos, end, length) || length > static_cast<size_t>(end - pos)) return false;
  item.assign(pos, length);
  pos += length;
  return true;
}

}  // namespace

int64_t StreamRecord::size() const {
  size_t size = itemSize(ItemView(keys));
  if (new_image) size += itemSize(ItemView(*new_image));
  if (old_image) size += itemSize(ItemView(*old_image));
  return static_cast<int64_t>(size);
}

std::string encodeStreamKey(StorageId stream, uint32_t shard, uint64_t sequence) {
  std::string key;
  key.reserve(kStreamKeySize);
  appendBigEndian(key, stream);
  appendBigEndian(key, shard);
  appendBigEndian(key, sequence);
  return key;
}

uint64_t sequenceOfStreamKey(std::string_view key) { return readBigEndian(key.substr(kStreamKeySize - sizeof(uint64_t))); }

std::string encodeStreamRecord(const TableSchema& table, std::optional<ItemView> old_item, std::optional<ItemView> new_item,
                               TimePoint time, bool by_service) {
  const StreamViewType view = table.stream ? table.stream->view_type : StreamViewType::KeysOnly;
  const bool both = view == StreamViewType::NewAndOldImages;
  const bool with_new = new_item && (both || view == StreamViewType::NewImage);
  const bool with_old = old_item && (both || view == StreamViewType::OldImage);
  const StreamEvent event = !old_item ? StreamEvent::Insert : !new_item ? StreamEvent::Remove : StreamEvent::Modify;
  std::string value;
  value += static_cast<char>(event);
  value += static_cast<char>((with_new ? kHasNewImage : 0) | (with_old ? kHasOldImage : 0) | (by_service ? kByService : 0));
  appendBigEndian(value, static_cast<uint64_t>(time.time_since_epoch().count()));
  const std::string keys = keyItem(new_item ? *new_item : *old_item, table.key, table.key);
  appendItem(value, ItemView(keys));
  if (with_new) appendItem(value, *new_item);
  if (with_old) appendItem(value, *old_item);
  return value;
}

std::optional<StreamRecord> decodeStreamRecord(std::string_view value) {
  const auto time = timeOfStreamRecord(value);
  if (!time) return std::nullopt;
  StreamRecord record;
  record.event = static_cast<StreamEvent>(value[0]);
  record.time = *time;
  const auto flags = static_cast<uint8_t>(value[1]);
  record.by_service = (flags & kByService) != 0;
  const char* pos = value.data() + kHeaderSize;
  const char* end = value.data() + value.size();
  bool whole = readItem(pos, end, record.keys);
  if (whole && (flags & kHasNewImage) != 0) whole = readItem(pos, end, record.new_image.emplace());
  if (whole && (flags & kHasOldImage) != 0) whole = readItem(pos, end, record.old_image.emplace());
  if (!whole || pos != end) return std::nullopt;
  return record;
}

std::optional<TimePoint> timeOfStreamRecord(std::string_view value) {
  if (value.size() < kHeaderSize || value[0] < 1 || value[0] > 3) return std::nullopt;
  return TimePoint(std::chrono::microseconds(static_cast<int64_t>(readBigEndian(value.substr(2)))));
}

}  // namespace stator
