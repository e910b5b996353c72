#include "operations/tag_rules.h"

#include <algorithm>
#include <cstdint>

#include "types/limits.h"

// Rules and texts: aws-controllers-k8s, api-quirks, DDB-TABLE-105 to 110 and 372, October 2026.

namespace stator {
namespace {

constexpr size_t kMaxKeyLength = 128;  // in characters
constexpr size_t kMaxValueLength = 256;
constexpr std::string_view kReservedPrefix = "aws:";  // in any case

// The next code point of well-formed UTF-8; `text` becomes the rest.
uint32_t takeCodePoint(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  length = std::min(length, text.size());
  uint32_t point = length == 1 ? lead : lead & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; ++i) point = (point << 6) | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  text.remove_prefix(length);
  return point;
}

// Letters and digits of any script, spaces, and + - = . _ : / @. Beyond ASCII this knows blocks, not single characters: the
// blocks of punctuation, symbols and emoji are out.
bool isTagCharacter(uint32_t point) {
  if (point < 0x80) {
    const char c = static_cast<char>(point);
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view(" +-=._:/@").find(c) != std::string_view::npos;
  }
  if (point < 0xC0) return point == 0xA0 || point == 0xAA || point == 0xB5 || point == 0xBA;
  const bool space = (point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029 || point == 0x202F ||
                     point == 0x205F || point == 0x3000;
  if (space) return true;
  const bool symbol = (point >= 0x2000 && point <= 0x2BFF) || (point >= 0x3001 && point <= 0x3004) ||
                      (point >= 0x3008 && point <= 0x3020) || (point >= 0xE000 && point <= 0xF8FF) ||
                      (point >= 0xFE00 && point <= 0xFE6F) || (point >= 0x1F000 && point <= 0x1FAFF);
  return !symbol;
}

bool isTagText(std::string_view text, size_t max_length) {
  size_t length = 0;
  while (!text.empty()) {
    if (!isTagCharacter(takeCodePoint(text)) || ++length > max_length) return false;
  }
  return true;
}

bool isReserved(std::string_view key) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return key.size() >= kReservedPrefix.size() &&
         std::ranges::equal(key.substr(0, kReservedPrefix.size()), kReservedPrefix, {}, lower);
}

Result<void> checkKey(RequestValue key) {
  const std::string text(key.string("null"));
  if (!key || text.empty() || !isTagText(text, kMaxKeyLength))
    return validationError("The Tag Key provided is invalid, Key: " + text);
  if (isReserved(text)) return validationError("Tag Key cannot be prefixed with aws:, Key: " + text);
  return {};
}

}  // namespace

Result<std::map<std::string, std::string>> readTags(RequestValue list) {
  std::map<std::string, std::string> tags;
  for (RequestValue tag : list.elements()) {
    TRY(checkKey(tag["Key"]));
    const RequestValue value = tag["Value"];
    if (!value || !isTagText(value.string(), kMaxValueLength)) {
      return validationError("The Tag Value provided is invalid, Value: " + std::string(value.string("null")));
    }
    const std::string key(tag["Key"].string());
    if (!tags.emplace(key, value.string()).second) {
      return validationError("Duplicate Tag Keys provided as input: Duplicate Tag Key found " + key);
    }
  }
  TRY(checkTagCount(tags.size()));
  return tags;
}

Result<void> checkTagKeys(RequestValue keys) {
  size_t count = 0;
  for (RequestValue key : keys.elements()) {
    TRY(checkKey(key));
    ++count;
  }
  return checkTagCount(count);
}

Result<void> checkTagCount(size_t count) {
  if (count <= kMaxTags) return {};
  return validationError("Number of Tags exceed the current limit for the provided ResourceArn");
}

}  // namespace stator
