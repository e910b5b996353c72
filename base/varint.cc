#include "base/varint.h"

namespace stator {

void appendVarint(std::string& out, uint32_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

bool readVarintChecked(const char*& pos, const char* end, uint32_t& value) {
  const char* at = pos;
  uint64_t result = 0;
  for (size_t i = 0; i < kMaxVarintBytes && at != end; ++i) {
    const uint32_t byte = static_cast<uint8_t>(*at++);
    result |= static_cast<uint64_t>(byte & 0x7f) << (7 * i);
    if (byte >= 0x80) continue;
    // A last byte of 0 adds nothing: the same number has a shorter form.
    if ((i > 0 && byte == 0) || result > UINT32_MAX) return false;
    pos = at;
    value = static_cast<uint32_t>(result);
    return true;
  }
  return false;
}

}  // namespace stator
