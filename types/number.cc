#include "types/number.h"

#include <algorithm>
#include <charconv>

#include "types/decimal_digits.h"

namespace stator {

using decimal::countDigits;
using decimal::powerOfTen;

namespace {

// The service's texts: DynamoDB captures up to 2026 and dynalite.
Error notNumeric(std::string_view text) {
  std::string message = "The parameter cannot be converted to a numeric value";
  if (!text.empty()) message.append(": ").append(text);
  return validationError(std::move(message));
}

Error tooManyDigits() { return validationError("Attempting to store more than 38 significant digits in a Number"); }

// What is wrong with a number of that shape. Magnitude comes before digits as in dynalite; unverified.
std::optional<Error> rangeError(int64_t leading_exponent, int64_t digits) {
  if (leading_exponent > kMaxNumberExponent) {
    return validationError("Number overflow. Attempting to store a number with magnitude larger than supported range");
  }
  if (leading_exponent < kMinNumberExponent) {
    return validationError("Number underflow. Attempting to store a number with magnitude smaller than supported range");
  }
  if (digits > kMaxNumberDigits) return tooManyDigits();
  return std::nullopt;
}

bool isDigit(char character) { return character >= '0' && character <= '9'; }

// Reads what is behind the digits. False when that is no exponent, or one of more than 64 bits (captured in October 2026).
bool readExponent(const char* pos, const char* end, int64_t& exponent) {
  exponent = 0;
  if (pos == end) return true;
  if (*pos != 'e' && *pos != 'E') return false;
  ++pos;
  if (pos != end && *pos == '+' && ++pos != end && *pos == '-') return false;
  const auto [stopped, error] = std::from_chars(pos, end, exponent);
  return error == std::errc() && stopped == end;
}

// Far enough from the range of numbers, and from the range of int64_t.
int64_t bounded(int64_t exponent) {
  constexpr int64_t kFarAway = int64_t{1} << 40;
  return std::clamp(exponent, -kFarAway, kFarAway);
}

}  // namespace

Result<Number> Number::parse(std::string_view text) {
  const char* pos = text.data();
  const char* const end = pos + text.size();
  Number number;
  if (pos != end && (*pos == '+' || *pos == '-')) number.negative_ = *pos++ == '-';

  // value = digits_ * 10^(zeros + exponent): zeros are held back until a digit follows, so that trailing ones count not.
  int64_t significant = 0, zeros = 0, exponent = 0;
  bool any = false, fraction = false;
  for (; pos != end; ++pos) {
    if (*pos == '.' && !fraction) {
      fraction = true;
      continue;
    }
    if (!isDigit(*pos)) break;
    any = true;
    exponent -= fraction;
    if (*pos == '0') {
      zeros += significant > 0;
      continue;
    }
    significant += zeros + 1;
    if (significant <= kMaxNumberDigits) {
      number.digits_ = number.digits_ * (zeros == 0 ? 10 : powerOfTen(zeros + 1)) + static_cast<unsigned>(*pos - '0');
    }
    zeros = 0;
  }
  int64_t written = 0;
  if (!any || !readExponent(pos, end, written)) return notNumeric(text);
  // Zero is in range or not by the exponent with which it is written (captured in October 2026).
  const int64_t leading = exponent + bounded(written) + (significant == 0 ? 0 : zeros + significant - 1);
  if (auto error = rangeError(leading, significant)) return *std::move(error);
  if (significant == 0) return Number();
  exponent += written + zeros;
  number.exponent_ = static_cast<int16_t>(exponent);
  return number;
}

Number Number::fromInteger(int64_t value) {
  const bool negative = value < 0;
  const uint64_t magnitude = negative ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  return normalized(negative, magnitude, 0).value();
}

Result<Number> Number::normalized(bool negative, Digits digits, int exponent) {
  if (digits == 0) return Number();
  for (; digits % 10 == 0; digits /= 10) ++exponent;
  const int count = countDigits(digits);
  if (auto error = rangeError(exponent + count - 1, count)) return *std::move(error);
  Number number;
  number.negative_ = negative;
  number.digits_ = digits;
  number.exponent_ = static_cast<int16_t>(exponent);
  return number;
}

void Number::appendText(std::string& out) const {
  if (isZero()) {
    out.push_back('0');
    return;
  }
  const decimal::DigitBuffer buffer(digits_);
  decimal::appendPlain(out, negative_, exponent_ + buffer.count() - 1,
                       {buffer.digits(), static_cast<size_t>(buffer.count())});
}

std::string Number::text() const {
  std::string out;
  appendText(out);
  return out;
}

std::optional<int64_t> Number::toInteger() const {
  constexpr int kMaxPower = 18;  // of a multiple of 10^power in the range of int64_t
  if (isZero()) return 0;
  const Digits limit = static_cast<Digits>(INT64_MAX) + (negative_ ? 1 : 0);
  if (exponent_ < 0 || exponent_ > kMaxPower || digits_ > limit) return std::nullopt;
  const Digits magnitude = digits_ * powerOfTen(exponent_);
  if (magnitude > limit) return std::nullopt;
  const auto bits = static_cast<uint64_t>(magnitude);
  return static_cast<int64_t>(negative_ ? 0 - bits : bits);
}

size_t Number::size() const {
  if (isZero()) return 1;
  const int count = countDigits(digits_);
  return decimal::countedSize(negative_, exponent_ + count - 1, count);
}

Number Number::negated() const {
  Number result = *this;
  result.negative_ = !isZero() && !negative_;
  return result;
}

Result<Number> Number::add(const Number& left, const Number& right) {
  if (left.isZero()) return right;
  if (right.isZero()) return left;
  const Number& high = left.exponent_ >= right.exponent_ ? left : right;
  const Number& low = left.exponent_ >= right.exponent_ ? right : left;

  // The last digit of `low` is not 0, so the result keeps its exponent whenever the exponents differ. A result of 38
  // digits therefore needs `high`, brought to that exponent, to be under 2 * 10^38 (a borrow may take one digit away),
  // and that fits 128 bits.
  const int shift = high.exponent_ - low.exponent_;
  Digits scaled = 0;
  if (shift > kMaxNumberDigits || __builtin_mul_overflow(high.digits_, powerOfTen(shift), &scaled)) {
    return tooManyDigits();
  }
  if (high.negative_ != low.negative_) {
    const bool high_wins = scaled >= low.digits_;
    return normalized(high_wins ? high.negative_ : low.negative_, high_wins ? scaled - low.digits_ : low.digits_ - scaled,
                      low.exponent_);
  }
  Digits sum = 0;
  if (__builtin_add_overflow(scaled, low.digits_, &sum)) return tooManyDigits();
  return normalized(high.negative_, sum, low.exponent_);
}

Result<Number> Number::subtract(const Number& left, const Number& right) { return add(left, right.negated()); }

std::strong_ordering operator<=>(const Number& left, const Number& right) {
  const auto sign = [](const Number& number) { return number.isZero() ? 0 : number.negative_ ? -1 : 1; };
  if (sign(left) != sign(right) || sign(left) == 0) return sign(left) <=> sign(right);
  const int left_count = countDigits(left.digits_);
  const int right_count = countDigits(right.digits_);
  std::strong_ordering order = left.exponent_ + left_count <=> right.exponent_ + right_count;
  if (order == 0) {
    const int count = std::max(left_count, right_count);
    order = left.digits_ * powerOfTen(count - left_count) <=> right.digits_ * powerOfTen(count - right_count);
  }
  return left.negative_ ? 0 <=> order : order;
}

}  // namespace stator
