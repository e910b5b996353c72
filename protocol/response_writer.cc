#include "protocol/response_writer.h"

#include <charconv>
#include <chrono>
#include <cmath>

#include "protocol/attribute_value_json.h"

namespace stator {

// A comma before every value or key but the first of its object or array; none between a key and its value.
void ResponseWriter::separate() {
  if (!after_key_ && !first_) out_ += ',';
  first_ = false;
  after_key_ = false;
}

void ResponseWriter::beginObject() {
  separate();
  out_ += '{';
  first_ = true;
}

void ResponseWriter::endObject() {
  out_ += '}';
  first_ = false;
}

void ResponseWriter::beginArray() {
  separate();
  out_ += '[';
  first_ = true;
}

void ResponseWriter::endArray() {
  out_ += ']';
  first_ = false;
}

void ResponseWriter::key(std::string_view name) {
  separate();
  appendJsonString(out_, name);
  out_ += ':';
  after_key_ = true;
}

void ResponseWriter::string(std::string_view value) {
  separate();
  appendJsonString(out_, value);
}

void ResponseWriter::integer(int64_t value) {
  separate();
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out_.append(digits, end);
}

void ResponseWriter::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
}

void ResponseWriter::number(double value) {
  separate();
  if (!std::isfinite(value)) {  // JSON has no such numbers; none of our sums can become one
    out_ += "null";
    return;
  }
  char digits[512];  // the longest double without an exponent has 342 characters
  const auto end = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed).ptr;
  const std::string_view written(digits, static_cast<size_t>(end - digits));
  out_ += written;
  if (written.find('.') == std::string_view::npos) out_ += ".0";
}

// Written from integers: a double of today's seconds would bring digits behind the milliseconds.
void ResponseWriter::time(TimePoint value) {
  separate();
  const int64_t milliseconds = std::chrono::floor<std::chrono::milliseconds>(value).time_since_epoch().count();
  const uint64_t magnitude = milliseconds < 0 ? -static_cast<uint64_t>(milliseconds) : static_cast<uint64_t>(milliseconds);
  if (milliseconds < 0) out_ += '-';
  char digits[24];
  out_.append(digits, std::to_chars(digits, digits + sizeof digits, magnitude / 1000).ptr);
  const auto fraction = static_cast<unsigned>(magnitude % 1000);
  if (fraction == 0) return;
  const char decimals[] = {'.', static_cast<char>('0' + fraction / 100), static_cast<char>('0' + fraction / 10 % 10),
                           static_cast<char>('0' + fraction % 10)};
  out_.append(decimals, sizeof decimals);
  while (out_.back() == '0') out_.pop_back();
}

void ResponseWriter::item(ItemView item) {
  separate();
  appendItemJson(out_, item);
}

void ResponseWriter::attributeValue(AttributeValueView value) {
  separate();
  appendAttributeValueJson(out_, value);
}

}  // namespace stator
