#include "base/base64.h"

#include <array>
#include <cstdint>

namespace stator {

namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint8_t kForeign = 0xff;

constexpr std::array<uint8_t, 256> kSextets = [] {
  std::array<uint8_t, 256> table{};
  table.fill(kForeign);
  for (uint8_t i = 0; i < 64; ++i) table[static_cast<uint8_t>(kAlphabet[i])] = i;
  return table;
}();

uint32_t sextet(char character) { return kSextets[static_cast<uint8_t>(character)]; }

}  // namespace

void appendBase64(std::string& out, std::string_view bytes) {
  const size_t start = out.size();
  out.resize(start + (bytes.size() + 2) / 3 * 4);
  char* to = out.data() + start;
  const auto* from = reinterpret_cast<const uint8_t*>(bytes.data());
  size_t left = bytes.size();
  for (; left >= 3; left -= 3, from += 3) {
    const uint32_t group = static_cast<uint32_t>(from[0]) << 16 | static_cast<uint32_t>(from[1]) << 8 | from[2];
    *to++ = kAlphabet[group >> 18];
    *to++ = kAlphabet[group >> 12 & 63];
    *to++ = kAlphabet[group >> 6 & 63];
    *to++ = kAlphabet[group & 63];
  }
  if (left == 0) return;
  const uint32_t group = static_cast<uint32_t>(from[0]) << 16 | (left == 2 ? static_cast<uint32_t>(from[1]) << 8 : 0);
  *to++ = kAlphabet[group >> 18];
  *to++ = kAlphabet[group >> 12 & 63];
  *to++ = left == 2 ? kAlphabet[group >> 6 & 63] : '=';
  *to++ = '=';
}

std::string base64(std::string_view bytes) {
  std::string out;
  appendBase64(out, bytes);
  return out;
}

Base64Error decodeBase64(std::string_view text, std::string& out) {
  if (text.size() % 4 != 0) return Base64Error::Length;
  if (text.empty()) return Base64Error::None;
  size_t characters = text.size();
  if (text[characters - 1] == '=') --characters;
  if (text[characters - 1] == '=') --characters;

  const size_t start = out.size();
  out.resize(start + characters * 3 / 4);
  char* to = out.data() + start;
  uint32_t foreign = 0;  // gathers the high bits of all sextets, so that there is one test at the end
  size_t i = 0;
  for (; i + 4 <= characters; i += 4) {
    const uint32_t a = sextet(text[i]), b = sextet(text[i + 1]), c = sextet(text[i + 2]), d = sextet(text[i + 3]);
    foreign |= a | b | c | d;
    *to++ = static_cast<char>(a << 2 | b >> 4);
    *to++ = static_cast<char>(b << 4 | c >> 2);
    *to++ = static_cast<char>(c << 6 | d);
  }
  uint32_t loose_bits = 0;  // of the last character, which no byte takes: they must be 0
  if (i < characters) {
    const uint32_t a = sextet(text[i]), b = sextet(text[i + 1]);
    foreign |= a | b;
    *to++ = static_cast<char>(a << 2 | b >> 4);
    loose_bits = b & 0xf;
    if (characters - i == 3) {
      const uint32_t c = sextet(text[i + 2]);
      foreign |= c;
      *to++ = static_cast<char>(b << 4 | c >> 2);
      loose_bits = c & 0x3;
    }
  }
  if ((foreign & 0xc0) == 0 && loose_bits == 0) return Base64Error::None;
  out.resize(start);
  return (foreign & 0xc0) != 0 ? Base64Error::Alphabet : Base64Error::Tail;
}

}  // namespace stator
