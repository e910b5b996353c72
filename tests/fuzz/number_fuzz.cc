// Number text: whatever parses has one form in every representation, and order agrees between them. The input is one
// text, or two separated by a newline.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "types/number.h"

namespace {

using stator::Number;

void require(bool condition) {
  if (!condition) std::abort();
}

std::string orderedBytes(const Number& number) {
  std::string bytes;
  number.appendOrderedBytes(bytes);
  return bytes;
}

void checkForms(const Number& number) {
  const std::string bytes = orderedBytes(number);
  require(bytes.size() <= stator::kMaxNumberBytes && stator::isWellFormedNumber(bytes));
  require(Number::fromOrderedBytes(bytes) == number);
  require(stator::numberSize(bytes) == number.size());
  std::string text;
  stator::appendNumberText(text, bytes);
  require(text == number.text());
  const auto again = Number::parse(text);
  require(again && *again == number);
}

void checkPair(const Number& left, const Number& right) {
  require((left <=> right) == (orderedBytes(left).compare(orderedBytes(right)) <=> 0));
  if (const auto sum = Number::add(left, right)) {
    checkForms(*sum);
    const auto back = Number::subtract(*sum, right);
    require(back && *back == left);
  }
  if (const auto difference = Number::subtract(left, right)) {
    require((*difference <=> Number()) == (left <=> right));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  stator::isWellFormedNumber(input);
  const size_t newline = input.find('\n');
  const auto left = Number::parse(input.substr(0, newline));
  if (left) checkForms(*left);
  if (newline == std::string_view::npos) return 0;
  const auto right = Number::parse(input.substr(newline + 1));
  if (left && right) checkPair(*left, *right);
  return 0;
}
