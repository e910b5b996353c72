#include "types/number_exponent.h"

#include <charconv>
#include <cstdint>
#include <limits>
#include <string>

namespace stator {
namespace {

using Bits32 = std::numeric_limits<int32_t>;

bool fits32Bits(int64_t value) { return value >= Bits32::min() && value <= Bits32::max(); }

}  // namespace

// Parity suite, captured in eu-west-2, 2026-10: numbers are read as by Java's BigDecimal.
Result<void> checkPartiqlExponent(std::string_view text) {
  const size_t mark = text.find_first_of("eE");
  if (mark == std::string_view::npos) return {};
  const std::string_view digits = text.substr(0, mark);
  std::string_view exponent = text.substr(mark + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  int64_t value = 0;
  const auto [end, error] = std::from_chars(exponent.data(), exponent.data() + exponent.size(), value);
  if (error == std::errc::invalid_argument || end != exponent.data() + exponent.size()) return {};
  const size_t dot = digits.find('.');
  const auto fraction = static_cast<int64_t>(dot == std::string_view::npos ? 0 : digits.size() - dot - 1);
  if (error != std::errc() || !fits32Bits(value) || !fits32Bits(fraction - value)) {
    return validationError("The parameter cannot be converted to a numeric value: " + std::string(text));
  }
  const size_t first = digits.find_first_of("123456789");
  const auto precision = static_cast<int64_t>(first == std::string_view::npos ? 1 : digits.size() - first) -
                         (first != std::string_view::npos && dot != std::string_view::npos && dot > first ? 1 : 0);
  if (precision - (fraction - value) <= Bits32::max()) return {};
  return validationError("Number underflow. Attempting to store a number with magnitude smaller than supported range");
}

}  // namespace stator
