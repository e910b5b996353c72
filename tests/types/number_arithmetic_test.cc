#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "tests/types/random_values.h"
#include "types/number.h"

namespace stator {
namespace {

std::string sum(std::string_view left, std::string_view right) {
  const auto result = Number::add(Number::parse(left).value(), Number::parse(right).value());
  return result ? result->text() : "error: " + result.error().message.substr(0, 17);
}

std::string difference(std::string_view left, std::string_view right) {
  const auto result = Number::subtract(Number::parse(left).value(), Number::parse(right).value());
  return result ? result->text() : "error: " + result.error().message.substr(0, 17);
}

// Schoolbook arithmetic on fixed-point digits, to compare with: 10^-170 up to 10^129, negatives as ten's complement.
using Fixed = std::array<int, 300>;

Fixed negatedFixed(const Fixed& value) {
  Fixed result{};
  int borrow = 0;
  for (size_t i = value.size(); i-- > 0;) {
    const int digit = -value[i] - borrow;
    result[i] = digit < 0 ? digit + 10 : digit;
    borrow = digit < 0;
  }
  return result;
}

Fixed fixedOf(std::string text) {
  const bool negative = text[0] == '-';
  if (negative) text.erase(0, 1);
  const size_t point = std::min(text.find('.'), text.size());
  Fixed value{};
  for (size_t i = 0; i < text.size(); ++i) {
    if (i != point) value[130 - point + i - (i > point)] = text[i] - '0';
  }
  return negative ? negatedFixed(value) : value;
}

Fixed addedFixed(const Fixed& left, const Fixed& right) {
  Fixed result{};
  int carry = 0;
  for (size_t i = left.size(); i-- > 0;) {
    const int digit = left[i] + right[i] + carry;
    result[i] = digit % 10;
    carry = digit / 10;
  }
  return result;
}

// Text of a fixed-point number, or "" when no Number holds it.
std::string textOf(Fixed value) {
  const bool negative = value[0] == 9;
  if (negative) value = negatedFixed(value);
  const auto is_digit = [](int digit) { return digit != 0; };
  const auto first = std::find_if(value.begin(), value.end(), is_digit) - value.begin();
  const auto last = std::find_if(value.rbegin(), value.rend(), is_digit).base() - value.begin();
  if (last == 0) return "0";
  if (last - first > kMaxNumberDigits || 129 - first > kMaxNumberExponent || 129 - first < kMinNumberExponent) return "";
  std::string text = negative ? "-" : "";
  for (auto i = std::min<std::ptrdiff_t>(first, 129); i < std::max<std::ptrdiff_t>(last, 130); ++i) {
    if (i == 130) text.push_back('.');
    text.push_back(static_cast<char>('0' + value[static_cast<size_t>(i)]));
  }
  return text;
}

TEST(NumberArithmetic, IsExact) {
  EXPECT_EQ(sum("1", "2"), "3");
  EXPECT_EQ(sum("0.1", "0.2"), "0.3");
  EXPECT_EQ(sum("-5", "5"), "0");
  EXPECT_EQ(sum("99.9", "0.1"), "100");
  EXPECT_EQ(difference("1", "1.5"), "-0.5");
  EXPECT_EQ(difference("0", "3"), "-3");
  EXPECT_EQ(sum("0", "0"), "0");
}

TEST(NumberArithmetic, CarriesAndBorrowsAt38Digits) {
  const std::string nines(38, '9');
  EXPECT_EQ(sum(nines, "1"), "1" + std::string(38, '0'));
  EXPECT_EQ(sum(nines, nines), "error: Attempting to sto");  // 1999...98 has 39 digits
  EXPECT_EQ(sum("5" + std::string(37, '0'), "5" + std::string(37, '0')), "1" + std::string(38, '0'));
  EXPECT_EQ(difference("1" + std::string(38, '0'), "1"), nines);
  EXPECT_EQ(difference("1e38", "-1"), "error: Attempting to sto");
  EXPECT_EQ(difference("2e38", "1"), "error: Attempting to sto");
  EXPECT_EQ(difference("1.5e38", "9" + std::string(36, '0') + "1"), "5" + std::string(37, '9'));
}

TEST(NumberArithmetic, RefusesMoreThan38Digits) {
  EXPECT_EQ(sum("1e38", "1"), "error: Attempting to sto");
  EXPECT_EQ(sum("1e125", "1e-130"), "error: Attempting to sto");
  EXPECT_EQ(sum("12345678901234567890123456789012345678", "0.1"), "error: Attempting to sto");
  EXPECT_EQ(sum("1e37", "1"), "1" + std::string(36, '0') + "1");
}

TEST(NumberArithmetic, OverflowsAndUnderflows) {
  EXPECT_EQ(sum("9e125", "1e125"), "error: Number overflow. ");
  EXPECT_EQ(difference("-9e125", "1e125"), "error: Number overflow. ");
  EXPECT_EQ(sum("9.9999999999999999999999999999999999999E+125", "1e88"), "error: Number overflow. ");
  EXPECT_EQ(difference("1.1e-130", "1e-130"), "error: Number underflow.");
  EXPECT_EQ(sum("-1.1e-130", "1e-130"), "error: Number underflow.");
}

TEST(NumberArithmetic, AgreesWithSchoolbookDigits) {
  testing::Generator random(6);
  int refused = 0;
  for (int i = 0; i < 5000; ++i) {
    const Number left = testing::randomNumber(random), right = testing::randomNumber(random);
    const std::string expected = textOf(addedFixed(fixedOf(left.text()), fixedOf(right.text())));
    const auto result = Number::add(left, right);
    EXPECT_EQ(result ? result->text() : "", expected) << left.text() << " + " << right.text();
    refused += !result;
    const auto swapped = Number::add(right, left);
    EXPECT_EQ(static_cast<bool>(swapped), static_cast<bool>(result));
    if (result) {
      EXPECT_EQ(*swapped, *result);
      EXPECT_EQ(Number::subtract(*result, right).value(), left);
    }
  }
  EXPECT_GT(refused, 100);
  EXPECT_LT(refused, 4900);
}

TEST(NumberArithmetic, NegationKeepsZero) {
  EXPECT_EQ(Number().negated(), Number());
  EXPECT_EQ(Number::fromInteger(5).negated().text(), "-5");
  EXPECT_FALSE(Number().negated().isNegative());
}

}  // namespace
}  // namespace stator
