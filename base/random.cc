#include "base/random.h"

namespace stator {

uint64_t Random::next() {
  std::lock_guard lock(mutex_);
  return engine_();
}

uint64_t Random::below(uint64_t bound) {
  // Draws under 2^64 mod bound are thrown away, since they would favour the small results.
  const uint64_t threshold = (0 - bound) % bound;
  std::lock_guard lock(mutex_);
  for (;;) {
    const uint64_t draw = engine_();
    if (draw >= threshold) return draw % bound;
  }
}

std::string Random::uuid() {
  uint64_t halves[2] = {next(), next()};
  halves[0] = (halves[0] & ~0xf000ULL) | 0x4000ULL;                          // version 4
  halves[1] = (halves[1] & ~0xc000000000000000ULL) | 0x8000000000000000ULL;  // variant 1
  std::string text;
  text.reserve(36);
  for (int i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) text.push_back('-');
    text.push_back("0123456789abcdef"[halves[i / 16] >> (60 - 4 * (i % 16)) & 0xf]);
  }
  return text;
}

std::string Random::requestId() {
  constexpr size_t kLength = 52;
  constexpr int kPerDraw = 12;  // 36^12 < 2^64, so that a draw is nearly uniform over so many characters
  std::string id;
  id.reserve(kLength);
  std::lock_guard lock(mutex_);
  while (id.size() < kLength) {
    uint64_t draw = engine_();
    for (int i = 0; i < kPerDraw && id.size() < kLength; ++i, draw /= 36) {
      id.push_back("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[draw % 36]);
    }
  }
  return id;
}

uint64_t entropySeed() {
  std::random_device device;
  return static_cast<uint64_t>(device()) << 32 | device();
}

}  // namespace stator
