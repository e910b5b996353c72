// DynamoDB's number: a decimal of up to 38 significant digits between 1E-130 and 9.99...E+125, either sign, and zero.
//
// Two forms. `Number` is for arithmetic. "Ordered bytes" is the stored form: comparing two of them with memcmp compares
// the numbers, equal numbers have equal bytes, and the service's own Scan hash is taken over just these bytes
// (dynalite, recomputed). Ordered bytes:
//   zero      0x80
//   otherwise let x = decimal exponent of the leading digit + 1; when x is odd a 0 digit goes in front and x grows by 1;
//             an odd digit count gets a trailing 0. First byte: x/2 - 64 as a signed byte, its bits inverted for negatives.
//             Then each digit pair v as v+1 (101-v for negatives). Negatives of fewer than 20 pairs end with byte 102.
// Only the first byte can be 0x00, so a trailing 0x00 delimits them in keys.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "types/result.h"

namespace stator {

inline constexpr int kMaxNumberDigits = 38;
inline constexpr int kMaxNumberExponent = 125;   // of the leading digit
inline constexpr int kMinNumberExponent = -130;  // of the leading digit
inline constexpr size_t kMaxNumberBytes = 22;    // of ordered bytes

class Number {
 public:
  Number() = default;  // zero

  // Grammar: optional sign, digits with at most one dot and at least one digit, optional e/E with optional sign and
  // at least one digit. Errors (ValidationException) are the service's: not numeric (the text is quoted), more than 38
  // significant digits, overflow, underflow.
  static Result<Number> parse(std::string_view text);
  static Number fromInteger(int64_t value);
  // Only for bytes made by appendOrderedBytes.
  static Number fromOrderedBytes(std::string_view bytes);

  void appendOrderedBytes(std::string& out) const;
  // Plain decimal without exponent, plus sign, leading zeros or trailing fraction zeros: "-0.012", "100".
  void appendText(std::string& out) const;
  std::string text() const;
  // The value when it is an integer in the range of int64_t.
  std::optional<int64_t> toInteger() const;

  bool isZero() const { return digits_ == 0; }
  bool isNegative() const { return negative_; }
  // Bytes that the service counts for this number (DynamoDB captures, 2026-08).
  size_t size() const;

  // Exact; ValidationException when the result needs more than 38 digits, overflows or underflows.
  static Result<Number> add(const Number& left, const Number& right);
  static Result<Number> subtract(const Number& left, const Number& right);
  Number negated() const;

  friend bool operator==(const Number&, const Number&) = default;
  friend std::strong_ordering operator<=>(const Number& left, const Number& right);

 private:
  // value = (negative ? -1 : 1) * digits * 10^exponent; digits has no trailing zero; zero is {false, 0, 0}.
  __extension__ typedef unsigned __int128 Digits;
  static Result<Number> normalized(bool negative, Digits digits, int exponent);

  bool negative_ = false;
  int16_t exponent_ = 0;
  Digits digits_ = 0;
};

// Text of a number straight from its ordered bytes, for writing answers.
void appendNumberText(std::string& out, std::string_view ordered_bytes);
// Number::size() straight from ordered bytes.
size_t numberSize(std::string_view ordered_bytes);
// Whether `bytes` are what appendOrderedBytes writes for some number. For bytes of unknown origin.
bool isWellFormedNumber(std::string_view bytes);

}  // namespace stator
