// Digits as characters, and the ordered bytes (types/number.h has their layout).
#include <algorithm>
#include <array>

#include "types/decimal_digits.h"
#include "types/number.h"

namespace stator {

namespace {

constexpr size_t kMaxPairs = 20;  // 38 digits, a 0 in front and a 0 behind
constexpr uint8_t kZeroByte = 0x80;
constexpr char kNegativeEnd = 102;  // above every pair, so that of two negatives the longer is the smaller

constexpr auto kPairText = [] {
  std::array<char, 200> text{};
  for (size_t i = 0; i < 100; ++i) {
    text[2 * i] = static_cast<char>('0' + i / 10);
    text[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return text;
}();

// Ordered bytes taken apart. Not for zero.
struct Pairs {
  explicit Pairs(std::string_view bytes) {
    const auto first = static_cast<uint8_t>(bytes[0]);
    negative = first < 0x80;
    even_exponent = 2 * (static_cast<int8_t>(negative ? ~first : first) + 64);
    bytes.remove_prefix(1);
    if (negative && bytes.ends_with(kNegativeEnd)) bytes.remove_suffix(1);
    encoded = bytes.substr(0, kMaxPairs);
    if (encoded.empty()) return;
    const int leading_zero = value(0) < 10;
    leading_exponent = even_exponent - 1 - leading_zero;
    digits = static_cast<int>(2 * encoded.size()) - leading_zero - (value(encoded.size() - 1) % 10 == 0);
  }
  int value(size_t i) const {
    const int byte = static_cast<uint8_t>(encoded[i]);
    return negative ? 101 - byte : byte - 1;
  }

  bool negative = false;
  int even_exponent = 0;
  int leading_exponent = 0;
  int digits = 0;
  std::string_view encoded;
};

bool isZeroBytes(std::string_view bytes) { return bytes.size() <= 1; }

}  // namespace

namespace decimal {

int countDigits(Digits digits) {
  const auto* const above = std::upper_bound(kPowersOfTen.begin(), kPowersOfTen.end(), digits);
  return static_cast<int>(above - kPowersOfTen.begin());
}

DigitBuffer::DigitBuffer(Digits digits) {
  constexpr uint64_t kChunk = 10'000'000'000'000'000'000ULL;  // 10^19: division by it leaves 64-bit parts
  characters_[kEnd] = '0';
  const auto write = [this](uint64_t part, size_t least) {
    const size_t stop = kEnd - least;
    while (part != 0 || start_ > stop) {
      characters_[--start_] = static_cast<char>('0' + part % 10);
      part /= 10;
    }
  };
  const auto high = static_cast<uint64_t>(digits / kChunk);
  write(static_cast<uint64_t>(digits % kChunk), high != 0 ? 19 : 0);
  write(high, 0);
  characters_[start_ - 1] = '0';
}

void appendPlain(std::string& out, bool negative, int leading_exponent, std::string_view digits) {
  if (negative) out.push_back('-');
  if (leading_exponent < 0) {
    out.append("0.").append(static_cast<size_t>(-leading_exponent - 1), '0').append(digits);
    return;
  }
  const auto integer_digits = static_cast<size_t>(leading_exponent) + 1;
  if (digits.size() <= integer_digits) {
    out.append(digits).append(integer_digits - digits.size(), '0');
  } else {
    out.append(digits.substr(0, integer_digits)).append(1, '.').append(digits.substr(integer_digits));
  }
}

size_t countedSize(bool negative, int leading_exponent, int count) {
  // Integer and fraction digits are paired each by themselves, with the zeros at the outer ends trimmed: fits every
  // figure measured (DynamoDB captures, 2026-08: 100 is 2, 1010 is 3, 1.5 is 3, 100.5 is 4).
  const int integer_digits = std::clamp(leading_exponent + 1, 0, count);
  const int pairs = (integer_digits + 1) / 2 + (count - integer_digits + 1) / 2;
  return static_cast<size_t>(pairs) + 1 + negative;
}

}  // namespace decimal

void Number::appendOrderedBytes(std::string& out) const {
  if (isZero()) {
    out.push_back(static_cast<char>(kZeroByte));
    return;
  }
  const decimal::DigitBuffer buffer(digits_);
  const int x = exponent_ + buffer.count();
  const int odd = x & 1;
  const auto first = static_cast<uint8_t>((x + odd) / 2 - 64);
  const size_t pairs = (static_cast<size_t>(buffer.count()) + static_cast<size_t>(odd) + 1) / 2;

  char bytes[1 + kMaxPairs + 1];
  bytes[0] = static_cast<char>(negative_ ? ~first : first);
  const char* digit = buffer.digits() - odd;
  for (size_t i = 1; i <= pairs; ++i, digit += 2) {
    const int pair = (digit[0] - '0') * 10 + (digit[1] - '0');
    bytes[i] = static_cast<char>(negative_ ? 101 - pair : pair + 1);
  }
  size_t size = 1 + pairs;
  if (negative_ && pairs < kMaxPairs) bytes[size++] = kNegativeEnd;
  out.append(bytes, size);
}

Number Number::fromOrderedBytes(std::string_view bytes) {
  if (isZeroBytes(bytes)) return Number();
  const Pairs pairs(bytes);
  Number number;
  if (pairs.encoded.empty()) return number;
  for (size_t i = 0; i + 1 < pairs.encoded.size(); ++i) {
    number.digits_ = number.digits_ * 100 + static_cast<unsigned>(pairs.value(i));
  }
  // The trailing 0 of an odd digit count is left out: with it 39 digits would not fit.
  const auto last = static_cast<unsigned>(pairs.value(pairs.encoded.size() - 1));
  number.digits_ = last % 10 == 0 ? number.digits_ * 10 + last / 10 : number.digits_ * 100 + last;
  number.negative_ = pairs.negative;
  number.exponent_ = static_cast<int16_t>(pairs.leading_exponent - pairs.digits + 1);
  return number;
}

void appendNumberText(std::string& out, std::string_view ordered_bytes) {
  if (isZeroBytes(ordered_bytes)) {
    out.push_back('0');
    return;
  }
  const Pairs pairs(ordered_bytes);
  char digits[2 * kMaxPairs];
  for (size_t i = 0; i < pairs.encoded.size(); ++i) {
    const auto value = static_cast<size_t>(std::clamp(pairs.value(i), 0, 99));
    digits[2 * i] = kPairText[2 * value];
    digits[2 * i + 1] = kPairText[2 * value + 1];
  }
  const size_t skip = pairs.leading_exponent != pairs.even_exponent - 1;
  decimal::appendPlain(out, pairs.negative, pairs.leading_exponent, {digits + skip, static_cast<size_t>(pairs.digits)});
}

size_t numberSize(std::string_view ordered_bytes) {
  if (isZeroBytes(ordered_bytes)) return 1;
  const Pairs pairs(ordered_bytes);
  return decimal::countedSize(pairs.negative, pairs.leading_exponent, pairs.digits);
}

bool isWellFormedNumber(std::string_view bytes) {
  if (bytes.size() < 2) return bytes.size() == 1 && static_cast<uint8_t>(bytes[0]) == kZeroByte;
  std::string_view body = bytes.substr(1);
  const bool negative = static_cast<uint8_t>(bytes[0]) < 0x80;
  if (negative) {
    const bool ended = body.back() == kNegativeEnd;
    if (ended) body.remove_suffix(1);
    if (ended == (body.size() == kMaxPairs)) return false;
  }
  if (body.empty() || body.size() > kMaxPairs) return false;
  for (const char byte : body) {
    const auto value = static_cast<uint8_t>(byte);
    if (negative ? value < 2 || value > 101 : value < 1 || value > 100) return false;
  }
  const Pairs pairs(bytes);
  return pairs.value(0) != 0 && pairs.value(body.size() - 1) != 0 && pairs.digits <= kMaxNumberDigits;
}

}  // namespace stator
