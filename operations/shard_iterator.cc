#include "operations/shard_iterator.h"

#include "base/base64.h"
#include "base/digest.h"

namespace stator {
namespace {

constexpr std::string_view kMiddle = "|1|";
constexpr size_t kPlaceSize = 4 + 8 + 8;
constexpr size_t kChecksumSize = 4;

void append(std::string& out, uint64_t value, size_t bytes) {
  for (size_t i = bytes; i-- > 0;) out += static_cast<char>(value >> (8 * i));
}

uint64_t take(std::string_view& bytes, size_t count) {
  uint64_t value = 0;
  for (const char byte : bytes.substr(0, count)) value = value << 8 | static_cast<uint8_t>(byte);
  bytes.remove_prefix(count);
  return value;
}

}  // namespace

std::string toText(const ShardIterator& iterator) {
  std::string place;
  append(place, iterator.shard, 4);
  append(place, iterator.position, 8);
  append(place, static_cast<uint64_t>(iterator.issued.time_since_epoch().count()), 8);
  append(place, crc32(iterator.stream_arn + place), kChecksumSize);
  std::string text = iterator.stream_arn;
  text += kMiddle;
  appendBase64(text, place);
  return text;
}

std::optional<ShardIterator> parseShardIterator(std::string_view text) {
  const size_t middle = text.rfind(kMiddle);
  if (middle == std::string_view::npos) return std::nullopt;
  std::string place;
  if (decodeBase64(text.substr(middle + kMiddle.size()), place) != Base64Error::None) return std::nullopt;
  if (place.size() != kPlaceSize + kChecksumSize) return std::nullopt;
  ShardIterator iterator;
  iterator.stream_arn = text.substr(0, middle);
  std::string_view rest = place;
  iterator.shard = static_cast<uint32_t>(take(rest, 4));
  iterator.position = take(rest, 8);
  iterator.issued = TimePoint(std::chrono::microseconds(static_cast<int64_t>(take(rest, 8))));
  if (take(rest, kChecksumSize) != crc32(iterator.stream_arn + place.substr(0, kPlaceSize))) return std::nullopt;
  return iterator;
}

}  // namespace stator
