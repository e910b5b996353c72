// Writing DynamoDB JSON straight from encoded bytes.
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "base/base64.h"
#include "protocol/attribute_value_json.h"

namespace stator {
namespace {

// What a value starts with, by type.
constexpr std::array<std::string_view, kAttributeTypes> kOpenings = {R"({"S":)",    R"({"N":)",   R"({"B":)", R"({"SS":)",
                                                                     R"({"NS":)",   R"({"BS":)",  R"({"M":)", R"({"L":)",
                                                                     R"({"NULL":)", R"({"BOOL":)"};

constexpr uint64_t repeated(uint8_t byte) { return 0x0101010101010101u * byte; }

// The high bit of bytes that are 0, exact up to and including the first such byte from the low end.
constexpr uint64_t zeroBytes(uint64_t word) { return (word - repeated(1)) & ~word & repeated(0x80); }

bool needsEscape(char c) { return static_cast<uint8_t>(c) < 0x20 || c == '"' || c == '\\'; }

// How many bytes from `pos` on stand in a JSON string as they are. Eight at a time: most strings need no escape at all.
size_t plainRun(const char* pos, const char* end) {
  const char* const start = pos;
  for (; end - pos >= 8; pos += 8) {
    uint64_t word = 0;
    std::memcpy(&word, pos, sizeof word);
    const uint64_t control = (word - repeated(0x20)) & ~word & repeated(0x80);
    const uint64_t special = control | zeroBytes(word ^ repeated('"')) | zeroBytes(word ^ repeated('\\'));
    if (special != 0) return static_cast<size_t>(pos - start) + static_cast<size_t>(std::countr_zero(special)) / 8;
  }
  while (pos != end && !needsEscape(*pos)) ++pos;
  return static_cast<size_t>(pos - start);
}

void appendEscape(std::string& out, char c) {
  constexpr std::string_view kNamed = "\"\\\b\f\n\r\t";
  constexpr std::string_view kLetters = "\"\\bfnrt";
  out += '\\';
  if (const size_t named = kNamed.find(c); named != kNamed.npos) {
    out += kLetters[named];
    return;
  }
  constexpr char kDigits[] = "0123456789ABCDEF";
  const char code[] = {'u', '0', '0', kDigits[static_cast<uint8_t>(c) >> 4], kDigits[c & 0xf]};
  out.append(code, sizeof code);
}

void appendBinary(std::string& out, std::string_view bytes) {
  out += '"';
  appendBase64(out, bytes);
  out += '"';
}

void appendNumber(std::string& out, std::string_view ordered_bytes) {
  out += '"';
  appendNumberText(out, ordered_bytes);
  out += '"';
}

using AppendMember = void (*)(std::string& out, std::string_view member);

void appendMembers(std::string& out, SetView set, AppendMember append_member) {
  out += '[';
  bool first = true;
  for (const std::string_view member : set) {
    if (!first) out += ',';
    first = false;
    append_member(out, member);
  }
  out += ']';
}

void appendElements(std::string& out, ListView list) {
  out += '[';
  bool first = true;
  for (const AttributeValueView element : list) {
    if (!first) out += ',';
    first = false;
    appendAttributeValueJson(out, element);
  }
  out += ']';
}

}  // namespace

void appendJsonString(std::string& out, std::string_view text) {
  out += '"';
  const char* pos = text.data();
  const char* const end = pos + text.size();
  for (;;) {
    const size_t run = plainRun(pos, end);
    out.append(pos, run);
    pos += run;
    if (pos == end) break;
    appendEscape(out, *pos++);
  }
  out += '"';
}

// Recursion is bounded by the nesting limit of encoded values.
void appendAttributeValueJson(std::string& out, AttributeValueView value) {
  out += kOpenings[static_cast<size_t>(value.type())];
  switch (value.type()) {
    case AttributeType::S:
      appendJsonString(out, value.payload());
      break;
    case AttributeType::N:
      appendNumber(out, value.payload());
      break;
    case AttributeType::B:
      appendBinary(out, value.payload());
      break;
    case AttributeType::SS:
      appendMembers(out, value.set(), appendJsonString);
      break;
    case AttributeType::NS:
      appendMembers(out, value.set(), appendNumber);
      break;
    case AttributeType::BS:
      appendMembers(out, value.set(), appendBinary);
      break;
    case AttributeType::M:
      appendItemJson(out, value.map());
      break;
    case AttributeType::L:
      appendElements(out, value.list());
      break;
    case AttributeType::Null:
      out += "true";
      break;
    case AttributeType::Bool:
      out += value.boolean() ? "true" : "false";
      break;
  }
  out += '}';
}

void appendItemJson(std::string& out, ItemView item) {
  out += '{';
  bool first = true;
  for (const auto& [name, value] : item) {
    if (!first) out += ',';
    first = false;
    appendJsonString(out, name);
    out += ':';
    appendAttributeValueJson(out, value);
  }
  out += '}';
}

}  // namespace stator
