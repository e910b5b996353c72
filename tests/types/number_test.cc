#include "types/number.h"

#include <gtest/gtest.h>

#include "tests/types/random_values.h"
#include "types/number_exponent.h"

namespace stator {
namespace {

std::string normalised(std::string_view text) {
  const auto number = Number::parse(text);
  return number ? number->text() : "error: " + number.error().message;
}

size_t sizeOf(std::string_view text) { return Number::parse(text).value().size(); }

constexpr char kNotNumeric[] = "error: The parameter cannot be converted to a numeric value";
constexpr char kTooManyDigits[] = "error: Attempting to store more than 38 significant digits in a Number";
constexpr char kOverflow[] =
    "error: Number overflow. Attempting to store a number with magnitude larger than supported range";
constexpr char kUnderflow[] =
    "error: Number underflow. Attempting to store a number with magnitude smaller than supported range";

TEST(Number, IsNormalised) {
  EXPECT_EQ(normalised("+1e2"), "100");
  EXPECT_EQ(normalised("1.5E2"), "150");
  EXPECT_EQ(normalised(".5"), "0.5");
  EXPECT_EQ(normalised("3.1400"), "3.14");
  EXPECT_EQ(normalised("-0"), "0");
  EXPECT_EQ(normalised("-0.00e7"), "0");
  EXPECT_EQ(normalised("00042"), "42");
  EXPECT_EQ(normalised("+5"), "5");
  EXPECT_EQ(normalised("+.5"), "0.5");
  EXPECT_EQ(normalised("5."), "5");
  EXPECT_EQ(normalised("1e+2"), "100");
  EXPECT_EQ(normalised("-12.30e-3"), "-0.0123");
  EXPECT_EQ(normalised("120.0340"), "120.034");
  EXPECT_EQ(normalised("1E125"), "1" + std::string(125, '0'));
  EXPECT_EQ(normalised("-1E-130"), "-0." + std::string(129, '0') + "1");
}

TEST(Number, RefusesOtherGrammars) {
  for (const char* text : {"+e2", "1+2",      "1.2.3", "++5",   "1e", "1e+", ".",    "+",     "-",   "e5",
                           "NaN", "Infinity", "0x5",   "1_000", " 1", "1 ",  "1e 5", "1e5.5", "1,5", "-.e1"}) {
    EXPECT_EQ(normalised(text), std::string(kNotNumeric) + ": " + text);
  }
  EXPECT_EQ(normalised(""), kNotNumeric);
  EXPECT_EQ(normalised(std::string_view("1\0", 2)), std::string(kNotNumeric) + ": 1" + '\0');
  EXPECT_EQ(Number::parse("x").error().code, ErrorCode::ValidationException);
}

TEST(Number, HasAtMost38SignificantDigits) {
  const std::string digits38(38, '7');
  EXPECT_EQ(normalised(digits38), digits38);
  EXPECT_EQ(normalised("000" + digits38 + "000.000"), digits38 + "000");
  EXPECT_EQ(normalised("0.000" + digits38), "0.000" + digits38);
  EXPECT_EQ(normalised(digits38 + "7"), kTooManyDigits);
  EXPECT_EQ(normalised("1" + std::string(37, '0') + "1"), kTooManyDigits);
  EXPECT_EQ(normalised(std::string(500, '1') + "e-300"), kOverflow);
}

TEST(Number, HasBounds) {
  EXPECT_EQ(normalised("9.9999999999999999999999999999999999999E+125"), std::string(38, '9') + std::string(88, '0'));
  EXPECT_EQ(normalised("1E126"), kOverflow);
  EXPECT_EQ(normalised("-1E126"), kOverflow);
  EXPECT_EQ(normalised("10E125"), kOverflow);
  EXPECT_EQ(normalised("0.1E126").substr(0, 3), "100");
  EXPECT_EQ(normalised("1E-131"), kUnderflow);
  EXPECT_EQ(normalised("-9.9E-131"), kUnderflow);
  EXPECT_EQ(normalised("10E-131"), "0." + std::string(129, '0') + "1");
}

TEST(Number, CopesWithAnyExponent) {
  EXPECT_EQ(normalised("1e9223372036854775807"), kOverflow);
  EXPECT_EQ(normalised("1e-9223372036854775807"), kUnderflow);
  for (const char* text : {"1e9223372036854775808", "0e-99999999999999999999"}) {
    EXPECT_EQ(normalised(text), std::string(kNotNumeric) + ": " + text);
  }
  EXPECT_EQ(normalised("0e125"), "0");
  EXPECT_EQ(normalised("0e-130"), "0");
  EXPECT_EQ(normalised("0e126"), kOverflow);
  EXPECT_EQ(normalised("0.0e-130"), kUnderflow);
  EXPECT_EQ(normalised("1" + std::string(100000, '0') + "e-100000"), "1");
  EXPECT_EQ(normalised("0." + std::string(100000, '0') + "12e100001"), "1.2");
}

TEST(Number, ParametersOfPartiqlHaveShortExponents) {
  const auto error = [](std::string_view text) {
    const Result<void> checked = checkPartiqlExponent(text);
    return checked ? "ok" : "error: " + checked.error().message;
  };
  for (const char* text : {"1", "x", "1e", "1e5x", "1e2147483646", "1e-2147483647", "0.5e-2147483646", "0e2147483646"})
    EXPECT_EQ(error(text), "ok") << text;
  for (const char* text : {"1e2147483648", "-1e99999999999", "1e-2147483648", "1.5e-2147483647"})
    EXPECT_EQ(error(text), std::string(kNotNumeric) + ": " + text);
  for (const char* text : {"1e2147483647", "12e2147483646", "-1.5e+2147483647"}) EXPECT_EQ(error(text), kUnderflow) << text;
}

TEST(Number, SizesAreTheMeasuredOnes) {
  // DynamoDB captures, 2026-08.
  const std::vector<std::pair<const char*, size_t>> measured = {
      {"1", 2},     {"12", 2},        {"123", 3},   {"12345", 4}, {"123456789", 6}, {"100", 2},
      {"1010", 3},  {"0.0000001", 2}, {"1E125", 2}, {"1.5", 3},   {"1.234", 4},     {"3.14159", 5},
      {"100.5", 4}, {"0.15", 2},      {"-42", 3},   {"-0.15", 3}, {"-0", 1},        {"0", 1}};
  for (const auto& [text, size] : measured) EXPECT_EQ(sizeOf(text), size) << text;
  EXPECT_EQ(sizeOf(std::string(38, '9')), 20u);
  EXPECT_EQ(sizeOf("-" + std::string(38, '9')), 21u);
}

TEST(Number, FromAndToIntegers) {
  for (const int64_t value : {INT64_MIN, INT64_MIN + 1, int64_t{-1000}, int64_t{-1}, int64_t{0}, int64_t{7}, int64_t{120},
                              int64_t{1000000000000000000}, INT64_MAX}) {
    const Number number = Number::fromInteger(value);
    EXPECT_EQ(number.text(), std::to_string(value));
    EXPECT_EQ(number.toInteger(), value);
  }
  for (const char* text : {"9223372036854775808", "-9223372036854775809", "0.5", "1e19", "1e100", "99e17", "1e-130"}) {
    EXPECT_EQ(Number::parse(text).value().toInteger(), std::nullopt) << text;
  }
  EXPECT_EQ(Number::parse("9e18").value().toInteger(), 9000000000000000000);
}

TEST(Number, TextRoundTrips) {
  testing::Generator random(1);
  for (int i = 0; i < 3000; ++i) {
    const Number number = testing::randomNumber(random);
    const std::string text = number.text();
    EXPECT_EQ(text.find_first_of("eE+"), std::string::npos) << text;
    const auto again = Number::parse(text);
    ASSERT_TRUE(again) << text;
    EXPECT_EQ(*again, number) << text;
    EXPECT_EQ(again->text(), text);
  }
}

}  // namespace
}  // namespace stator
