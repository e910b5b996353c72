// Random numbers, values and items for property tests.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "types/item.h"

namespace stator::testing {

using Generator = std::mt19937_64;

inline int pick(Generator& random, int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); }

// Text of a number in range; every digit count, sign and magnitude, often near others.
inline std::string randomNumberText(Generator& random) {
  const int digits = pick(random, 0, 2) == 0 ? pick(random, 1, 3) : pick(random, 1, kMaxNumberDigits);
  std::string text = pick(random, 0, 1) == 0 ? "-" : "";
  text.push_back(static_cast<char>('0' + pick(random, 1, 9)));
  if (digits > 1) text.push_back('.');
  for (int i = 1; i < digits; ++i) text.push_back(static_cast<char>('0' + pick(random, 0, 3) % 3 * pick(random, 0, 4)));
  const int exponent = pick(random, 0, 3) == 0 ? pick(random, kMinNumberExponent, kMaxNumberExponent) : pick(random, -4, 4);
  return text + "E" + std::to_string(exponent);
}

inline Number randomNumber(Generator& random) {
  if (pick(random, 0, 30) == 0) return Number();
  return Number::parse(randomNumberText(random)).value();
}

inline std::string orderedBytes(const Number& number) {
  std::string bytes;
  number.appendOrderedBytes(bytes);
  return bytes;
}

inline std::string randomBytes(Generator& random, int most) {
  std::string bytes(static_cast<size_t>(pick(random, 0, most)), '\0');
  for (char& byte : bytes) byte = static_cast<char>(pick(random, 0, 5) == 0 ? random() : 'a' + pick(random, 0, 2));
  return bytes;
}

std::string randomItem(Generator& random, int depth);

inline AttributeValue randomSet(Generator& random, AttributeType type) {
  std::vector<std::string> members;
  for (int i = pick(random, 1, 5); i > 0; --i) {
    members.push_back(type == AttributeType::NS ? orderedBytes(randomNumber(random)) : randomBytes(random, 6));
  }
  std::vector<std::string_view> views(members.begin(), members.end());
  std::sort(views.begin(), views.end());
  views.erase(std::unique(views.begin(), views.end()), views.end());
  return AttributeValue::set(type, {views.begin(), views.end()});
}

// Nested at most `depth` deep.
inline AttributeValue randomValue(Generator& random, int depth) {
  switch (const auto type = static_cast<AttributeType>(pick(random, 0, kAttributeTypes - 1)); type) {
    case AttributeType::S:
      return AttributeValue::string(randomBytes(random, pick(random, 0, 9) == 0 ? 300 : 8));
    case AttributeType::N:
      return AttributeValue::number(randomNumber(random));
    case AttributeType::B:
      return AttributeValue::binary(randomBytes(random, 8));
    case AttributeType::SS:
    case AttributeType::NS:
    case AttributeType::BS:
      return randomSet(random, type);
    case AttributeType::M:
      return AttributeValue::map(ItemView(depth > 1 ? randomItem(random, depth - 1) : ""));
    case AttributeType::L: {
      std::vector<AttributeValue> elements;
      for (int i = depth > 1 ? pick(random, 0, 3) : 0; i > 0; --i) elements.push_back(randomValue(random, depth - 1));
      return AttributeValue::list(elements);
    }
    case AttributeType::Null:
      return AttributeValue::null();
    case AttributeType::Bool:
      return AttributeValue::boolean(pick(random, 0, 1) == 1);
  }
  return AttributeValue::null();
}

inline std::string randomItem(Generator& random, int depth) {
  ItemBuilder builder;
  for (int i = pick(random, 0, 5); i > 0; --i) builder.add(randomBytes(random, 3), randomValue(random, depth));
  return builder.build();
}

}  // namespace stator::testing
