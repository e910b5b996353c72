#include "protocol/java_text.h"

#include <algorithm>

namespace stator {

size_t utf16Length(std::string_view text) {
  size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xC0) != 0x80;  // not a continuation
    units += byte >= 0xF0;           // starts a character outside the basic plane: two units
  }
  return units;
}

void appendLowerFirst(std::string& out, std::string_view name) {
  if (name.empty()) return;
  const char first = name[0];
  out += first >= 'A' && first <= 'Z' ? static_cast<char>(first - 'A' + 'a') : first;
  out += name.substr(1);
}

std::string_view printedPart(std::string_view text) {
  if (text.size() <= kMaxPrintedText) return text;
  size_t end = kMaxPrintedText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

namespace {

class JavaPrinter {
 public:
  void print(const JsonValue& value, const Shape& shape) {
    if (full()) return;
    if (value.IsNull()) {
      out_ += "null";
    } else if (value.IsString()) {
      out_ += printedPart(textOf(value));
    } else if (value.IsBool()) {
      out_ += value.GetBool() ? "true" : "false";
    } else if (value.IsNumber()) {
      out_ += std::to_string(integerOf(value));
    } else if (value.IsArray()) {
      printList(value, shape);
    } else if (shape.type == ShapeType::Map) {
      printMap(value, shape);
    } else {
      printStructure(value, shape);
    }
  }
  std::string take() { return std::move(out_); }

 private:
  // Ten errors may each quote the same 16 MiB of request, so there is an end to it.
  bool full() const { return out_.size() >= kMaxPrintedText; }

  void printList(const JsonValue& list, const Shape& shape) {
    out_ += '[';
    bool first = true;
    for (const JsonValue& element : list.GetArray()) {
      if (full()) break;
      separate(first);
      print(element, *shape.element);
    }
    out_ += ']';
  }

  void printMap(const JsonValue& map, const Shape& shape) {
    out_ += '{';
    bool first = true;
    for (const auto& entry : map.GetObject()) {
      if (full()) break;
      separate(first);
      out_ += printedPart(textOf(entry.name));
      out_ += '=';
      print(entry.value, *shape.element);
    }
    out_ += '}';
  }

  // Both KeySchemaElement(attributeName=a, keyType=null) and KeySchemaElement@1f2e were captured for one input (parity
  // suite). Of an AttributeValue only the type that is given is printed; unverified.
  void printStructure(const JsonValue& structure, const Shape& shape) {
    const bool attribute_value = shape.name == "AttributeValue";
    out_ += shape.name;
    out_ += '(';
    bool first = true;
    for (const Member& member : shape.members) {
      const JsonValue* value = findMember(structure, member.name);
      if (full() || (attribute_value && value == nullptr)) continue;
      separate(first);
      appendLowerFirst(out_, member.name);
      out_ += '=';
      if (value != nullptr) {
        print(*value, *member.shape);
      } else {
        out_ += "null";
      }
    }
    out_ += ')';
  }

  void separate(bool& first) {
    if (!first) out_ += ", ";
    first = false;
  }

  std::string out_;
};

}  // namespace

std::string toJavaText(const JsonValue& value, const Shape& shape) {
  JavaPrinter printer;
  printer.print(value, shape);
  return printer.take();
}

}  // namespace stator
