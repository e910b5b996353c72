// Catalog records are items (types/item.h) of named fields, so that fields can be added: what is missing reads as its
// default, and unknown fields are ignored. What has its default value is left out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "types/item.h"
#include "types/key.h"
#include "types/schema_names.h"

namespace stator {

// Writes one map of fields.
class FieldWriter {
 public:
  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) builder_.add(name, AttributeValue::string(value));
  }
  void integer(std::string_view name, int64_t value) {
    if (value != 0) builder_.add(name, AttributeValue::number(value));
  }
  void integer(std::string_view name, const std::optional<int64_t>& value) {
    if (value) builder_.add(name, AttributeValue::number(*value));
  }
  void time(std::string_view name, TimePoint value) { integer(name, value.time_since_epoch().count()); }
  void time(std::string_view name, const std::optional<TimePoint>& value) {
    if (value) builder_.add(name, AttributeValue::number(value->time_since_epoch().count()));
  }
  void flag(std::string_view name, bool value) {
    if (value) builder_.add(name, AttributeValue::boolean(true));
  }
  void map(std::string_view name, FieldWriter& fields) { builder_.add(name, fields.value()); }
  void map(std::string_view name, ItemView entries) { builder_.add(name, AttributeValue::map(entries)); }
  void list(std::string_view name, const std::vector<AttributeValue>& elements) {
    if (!elements.empty()) builder_.add(name, AttributeValue::list(elements));
  }
  std::string build() { return builder_.build(); }
  AttributeValue value() {
    const std::string bytes = build();
    return AttributeValue::map(ItemView(bytes));
  }

 private:
  ItemBuilder builder_;
};

// Reads one map of fields. What is missing or has a foreign type reads as its default.
class FieldReader {
 public:
  FieldReader() = default;
  explicit FieldReader(ItemView fields) : fields_(fields) {}

  std::string text(std::string_view name) const {
    const auto value = find(name, AttributeType::S);
    return value ? std::string(value->payload()) : std::string();
  }
  std::optional<int64_t> optionalInteger(std::string_view name) const {
    const auto value = find(name, AttributeType::N);
    return value ? value->number().toInteger() : std::nullopt;
  }
  int64_t integer(std::string_view name) const { return optionalInteger(name).value_or(0); }
  std::optional<TimePoint> optionalTime(std::string_view name) const {
    const auto value = optionalInteger(name);
    if (!value) return std::nullopt;
    return TimePoint(std::chrono::microseconds(*value));
  }
  TimePoint time(std::string_view name) const { return optionalTime(name).value_or(TimePoint{}); }
  bool flag(std::string_view name) const {
    const auto value = find(name, AttributeType::Bool);
    return value && value->boolean();
  }
  template <class Enum>
  Enum choice(std::string_view name, Enum otherwise) const {
    return enumValue<Enum>(text(name)).value_or(otherwise);
  }
  std::optional<FieldReader> map(std::string_view name) const {
    const auto value = find(name, AttributeType::M);
    if (!value) return std::nullopt;
    return FieldReader(value->map());
  }
  ListView list(std::string_view name) const {
    const auto value = find(name, AttributeType::L);
    return value ? value->list() : ListView({});
  }
  ItemView fields() const { return fields_; }

 private:
  std::optional<AttributeValueView> find(std::string_view name, AttributeType type) const {
    const auto value = fields_.find(name);
    return value && value->type() == type ? value : std::nullopt;
  }
  ItemView fields_;
};

// Elements of a list of maps.
template <class Function>
void forEachMap(ListView list, Function function) {
  for (const AttributeValueView element : list) {
    if (element.type() == AttributeType::M) function(FieldReader(element.map()));
  }
}

// Key attributes and attribute definitions: anything with a name and a type.
template <class Attribute>
void writeAttributes(FieldWriter& to, std::string_view name, const std::vector<Attribute>& attributes) {
  std::vector<AttributeValue> elements;
  for (const Attribute& attribute : attributes) {
    FieldWriter fields;
    fields.text("name", attribute.name);
    fields.text("type", toString(attribute.type));
    elements.push_back(fields.value());
  }
  to.list(name, elements);
}

template <class Attribute>
std::vector<Attribute> readAttributes(const FieldReader& from, std::string_view name) {
  std::vector<Attribute> attributes;
  forEachMap(from.list(name), [&](const FieldReader& fields) {
    const auto type = parseAttributeType(fields.text("type"));
    attributes.push_back({fields.text("name"), type && isKeyType(*type) ? *type : AttributeType::S});
  });
  return attributes;
}

inline void writeKey(FieldWriter& to, const KeySchema& key) {
  writeAttributes(to, "hash", key.hash);
  writeAttributes(to, "range", key.range);
}

inline KeySchema readKey(const FieldReader& from) {
  return {readAttributes<KeyAttribute>(from, "hash"), readAttributes<KeyAttribute>(from, "range")};
}

}  // namespace stator
