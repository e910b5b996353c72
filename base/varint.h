// LEB128 unsigned varints: seven bits a byte, low bits first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace stator {

inline constexpr size_t kMaxVarintBytes = 5;  // of a uint32_t

void appendVarint(std::string& out, uint32_t value);

// Reads a varint at `pos` and moves `pos` behind it. Only for bytes known to be well-formed.
inline uint32_t readVarint(const char*& pos) {
  uint32_t byte = static_cast<uint8_t>(*pos++);
  if (byte < 0x80) return byte;
  uint32_t value = byte & 0x7f;
  for (int shift = 7;; shift += 7) {
    byte = static_cast<uint8_t>(*pos++);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
}

// The checked form, for bytes of unknown origin: false when `pos..end` holds no whole canonical varint.
bool readVarintChecked(const char*& pos, const char* end, uint32_t& value);

inline size_t varintSize(uint32_t value) {
  size_t size = 1;
  while (value >= 0x80) value >>= 7, ++size;
  return size;
}

}  // namespace stator
