// Decimal digits of a number as characters: what number.cc and number_bytes.cc share. Internal to types.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "types/number.h"

namespace stator::decimal {

__extension__ typedef unsigned __int128 Digits;

inline constexpr auto kPowersOfTen = [] {
  std::array<Digits, kMaxNumberDigits + 1> powers{};
  powers[0] = 1;
  for (size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

// 10^power, power at most 38.
inline Digits powerOfTen(int64_t power) { return kPowersOfTen[static_cast<size_t>(power)]; }

// Of a value of at most 38 digits; 0 has none.
int countDigits(Digits digits);

// Digits of at most 38, right-aligned, with a '0' in front of them and one behind.
class DigitBuffer {
 public:
  explicit DigitBuffer(Digits digits);
  int count() const { return static_cast<int>(kEnd - start_); }
  const char* digits() const { return characters_ + start_; }

 private:
  static constexpr size_t kEnd = kMaxNumberDigits + 2;
  char characters_[kEnd + 1];
  size_t start_ = kEnd;
};

// Appends 0.ddd or ddd.ddd or ddd000: `digits` without leading or trailing zeros, not empty, the first one standing for
// 10^leading_exponent.
void appendPlain(std::string& out, bool negative, int leading_exponent, std::string_view digits);

// Number::size() of a number of `count` digits, the first one standing for 10^leading_exponent.
size_t countedSize(bool negative, int leading_exponent, int count);

}  // namespace stator::decimal
