#include "types/attribute_value.h"

#include <algorithm>
#include <array>
#include <bit>

#include "types/item.h"

namespace stator {

static_assert(std::endian::native == std::endian::little, "container lengths are stored as they lie in memory");

namespace {

constexpr std::array<std::string_view, kAttributeTypes> kTypeNames = {"S",  "N", "B", "SS",   "NS",
                                                                      "BS", "M", "L", "NULL", "BOOL"};

}  // namespace

std::string_view toString(AttributeType type) { return kTypeNames[static_cast<size_t>(type)]; }

std::optional<AttributeType> parseAttributeType(std::string_view name) {
  const auto* const it = std::find(kTypeNames.begin(), kTypeNames.end(), name);
  if (it == kTypeNames.end()) return std::nullopt;
  return static_cast<AttributeType>(it - kTypeNames.begin());
}

size_t SetView::size() const {
  size_t count = 0;
  for (auto it = begin(); it != end(); ++it) ++count;
  return count;
}

bool SetView::contains(std::string_view member) const {
  for (const std::string_view candidate : *this) {
    const int order = candidate.compare(member);
    if (order >= 0) return order == 0;
  }
  return false;
}

size_t ListView::size() const {
  size_t count = 0;
  for (auto it = begin(); it != end(); ++it) ++count;
  return count;
}

std::optional<AttributeValueView> ListView::at(size_t index) const {
  for (const AttributeValueView element : *this) {
    if (index-- == 0) return element;
  }
  return std::nullopt;
}

AttributeValue AttributeValue::fromEncoded(std::string encoded) {
  AttributeValue value;
  value.bytes_ = std::move(encoded);
  return value;
}

AttributeValue AttributeValue::string(std::string_view text) {
  AttributeValue value;
  appendScalar(value.bytes_, AttributeType::S, text);
  return value;
}

AttributeValue AttributeValue::number(const Number& number) {
  AttributeValue value;
  std::string payload;
  number.appendOrderedBytes(payload);
  appendScalar(value.bytes_, AttributeType::N, payload);
  return value;
}

AttributeValue AttributeValue::number(int64_t value) { return number(Number::fromInteger(value)); }

AttributeValue AttributeValue::binary(std::string_view bytes) {
  AttributeValue value;
  appendScalar(value.bytes_, AttributeType::B, bytes);
  return value;
}

AttributeValue AttributeValue::boolean(bool value) {
  AttributeValue result;
  appendBoolean(result.bytes_, value);
  return result;
}

AttributeValue AttributeValue::null() {
  AttributeValue value;
  appendNull(value.bytes_);
  return value;
}

AttributeValue AttributeValue::set(AttributeType type, std::vector<std::string> members) {
  AttributeValue value;
  std::sort(members.begin(), members.end());
  const size_t start = beginContainer(value.bytes_, type);
  for (const std::string& member : members) {
    appendVarint(value.bytes_, static_cast<uint32_t>(member.size()));
    value.bytes_.append(member);
  }
  endContainer(value.bytes_, start);
  return value;
}

AttributeValue AttributeValue::list(std::span<const AttributeValue> elements) {
  AttributeValue value;
  const size_t start = beginContainer(value.bytes_, AttributeType::L);
  for (const AttributeValue& element : elements) value.bytes_.append(element.encoded());
  endContainer(value.bytes_, start);
  return value;
}

AttributeValue AttributeValue::map(ItemView entries) {
  AttributeValue value;
  const size_t start = beginContainer(value.bytes_, AttributeType::M);
  value.bytes_.append(entries.bytes());
  endContainer(value.bytes_, start);
  return value;
}

void appendScalar(std::string& out, AttributeType type, std::string_view payload) {
  out.push_back(static_cast<char>(type));
  appendVarint(out, static_cast<uint32_t>(payload.size()));
  out.append(payload);
}

void appendBoolean(std::string& out, bool value) {
  const char byte = value ? 1 : 0;
  appendScalar(out, AttributeType::Bool, {&byte, 1});
}

void appendNull(std::string& out) { appendScalar(out, AttributeType::Null, {}); }

size_t beginContainer(std::string& out, AttributeType type) {
  out.push_back(static_cast<char>(type));
  out.append(sizeof(uint32_t), '\0');
  return out.size();
}

void endContainer(std::string& out, size_t payload_start) {
  const auto length = static_cast<uint32_t>(out.size() - payload_start);
  std::memcpy(out.data() + payload_start - sizeof length, &length, sizeof length);
}

bool appendSet(std::string& out, AttributeType type, std::vector<std::string_view>& members) {
  std::sort(members.begin(), members.end());
  if (std::adjacent_find(members.begin(), members.end()) != members.end()) return false;
  const size_t start = beginContainer(out, type);
  for (const std::string_view member : members) {
    appendVarint(out, static_cast<uint32_t>(member.size()));
    out.append(member);
  }
  endContainer(out, start);
  return true;
}

}  // namespace stator
