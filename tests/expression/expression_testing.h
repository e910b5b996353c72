// Values in a short notation for tests: 1, 'text', b'bytes', true, null, [1, 'a'], {name: 1}, <1, 2> <'a'> <b'a'> for sets.
#pragma once

#include <cctype>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "expression/evaluate.h"
#include "expression/parser.h"

namespace stator::testing {

class ValueReader {
 public:
  explicit ValueReader(std::string_view text) : text_(text) {}

  AttributeValue read() {
    switch (peek()) {
      case '\'':
        return AttributeValue::string(quoted());
      case '[':
        return readList();
      case '<':
        return readSet();
      case '{':
        return AttributeValue::map(ItemView(readItem()));
      default:
        return readWord();
    }
  }

  std::string readItem() {
    ItemBuilder builder;
    expect('{');
    while (peek() != '}') {
      const std::string name = word();
      expect(':');
      builder.add(name, read());
      if (peek() == ',') ++position_;
    }
    expect('}');
    return builder.build();
  }

 private:
  char peek() {
    while (position_ < text_.size() && text_[position_] == ' ') ++position_;
    if (position_ == text_.size()) throw std::invalid_argument(std::string(text_));
    return text_[position_];
  }
  void expect(char c) {
    if (peek() != c) throw std::invalid_argument(std::string(text_));
    ++position_;
  }
  std::string quoted() {
    expect('\'');
    const size_t end = text_.find('\'', position_);
    const std::string inner(text_.substr(position_, end - position_));
    position_ = end + 1;
    return inner;
  }
  std::string word() {
    peek();
    const size_t begin = position_;
    while (position_ < text_.size() && std::string_view(" ,:'[]{}<>").find(text_[position_]) == std::string_view::npos)
      ++position_;
    return std::string(text_.substr(begin, position_ - begin));
  }
  AttributeValue readWord() {
    const std::string text = word();
    if (text == "b") return AttributeValue::binary(quoted());
    if (text == "null") return AttributeValue::null();
    if (text == "true" || text == "false") return AttributeValue::boolean(text == "true");
    return AttributeValue::number(Number::parse(text).value());
  }
  AttributeValue readList() {
    std::vector<AttributeValue> elements;
    expect('[');
    while (peek() != ']') {
      elements.push_back(read());
      if (peek() == ',') ++position_;
    }
    expect(']');
    return AttributeValue::list(elements);
  }
  AttributeValue readSet() {
    std::vector<std::string> members;
    AttributeType type = AttributeType::SS;
    expect('<');
    while (peek() != '>') {
      const AttributeValue member = read();
      type = member.type() == AttributeType::N   ? AttributeType::NS
             : member.type() == AttributeType::B ? AttributeType::BS
                                                 : AttributeType::SS;
      members.emplace_back(member.view().payload());
      if (peek() == ',') ++position_;
    }
    expect('>');
    return AttributeValue::set(type, std::move(members));
  }

  std::string_view text_;
  size_t position_ = 0;
};

inline AttributeValue value(std::string_view text) { return ValueReader(text).read(); }
inline std::string item(std::string_view text) { return ValueReader(text).readItem(); }

std::string show(AttributeValueView value);

inline std::string show(ItemView item) {
  std::string text = "{";
  for (const AttributeView attribute : item) {
    if (text.size() > 1) text += ", ";
    text.append(attribute.name).append(": ").append(show(attribute.value));
  }
  return text + "}";
}

inline std::string showScalar(AttributeType type, std::string_view payload) {
  std::string text;
  if (type == AttributeType::N) {
    appendNumberText(text, payload);
  } else {
    text.append(type == AttributeType::B ? "b'" : "'").append(payload).append("'");
  }
  return text;
}

inline std::string show(AttributeValueView value) {
  std::string text;
  switch (value.type()) {
    case AttributeType::Null:
      return "null";
    case AttributeType::Bool:
      return value.boolean() ? "true" : "false";
    case AttributeType::M:
      return show(value.map());
    case AttributeType::L:
      for (const AttributeValueView element : value.list()) text.append(text.empty() ? "" : ", ").append(show(element));
      return "[" + text + "]";
    case AttributeType::SS:
    case AttributeType::NS:
    case AttributeType::BS:
      for (const std::string_view member : value.set()) {
        const auto type = static_cast<AttributeType>(static_cast<int>(value.type()) - static_cast<int>(AttributeType::SS));
        text.append(text.empty() ? "" : ", ").append(showScalar(type, member));
      }
      return "<" + text + ">";
    default:
      return showScalar(value.type(), value.payload());
  }
}

// #a -> a, #b -> b, #dot -> "x.y" and so on; :name -> value, in the notation above.
struct Substitutions {
  std::vector<std::pair<std::string, std::string>> names;
  std::vector<std::pair<std::string, std::string>> values;
};

inline Placeholders placeholders(const Substitutions& substitutions) {
  Placeholders result;
  for (const auto& [key, name] : substitutions.names)
    if (!result.addName(key, name)) throw std::invalid_argument(key);
  for (const auto& [key, text] : substitutions.values)
    if (!result.addValue(key, value(text))) throw std::invalid_argument(key);
  return result;
}

// The error's message, or "ok".
template <class T>
std::string outcome(const Result<T>& result) {
  return result ? "ok" : result.error().message;
}

}  // namespace stator::testing
