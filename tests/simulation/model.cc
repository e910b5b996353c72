#include "tests/simulation/model.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace stator::test {
namespace {

using namespace std::string_literals;

const std::vector<std::string> kStrings{"a", "ab", "b", "z", "a\0b"s, "a\0"s, "\"q\"", "\xC3\xA9", "\xF0\x9F\x98\x80"};
const std::vector<std::string> kBinaries{"\0"s, "\0\xFF"s, "\0\0"s, "a", "ab", "\xFF", "\x80\x01"};
const std::vector<double> kNumbers{-100, -2, -0.5, 0, 0.5, 1, 2.5, 10, 11, 100, 12345};

void addTypes(TableShape& shape, const KeyShape& key) {
  for (const std::string& attribute : key.attributes()) shape.types[attribute] = typeOf(attribute);
}

}  // namespace

std::string typeOf(const std::string& key_attribute) {
  static const std::map<std::string, std::string> types{{"a0", "S"}, {"a1", "N"}, {"a2", "B"},
                                                        {"a3", "S"}, {"a4", "N"}, {"a5", "S"}};
  return types.at(key_attribute);
}

std::vector<WireItem> ModelTable::contents(const IndexShape* index) const {
  std::vector<WireItem> found;
  for (const auto& [key, item] : items) {
    if (index == nullptr) {
      found.push_back(item);
    } else if (const auto entry = entryOf(shape, *index, item)) {
      found.push_back(*entry);
    }
  }
  return found;
}

Faults indexKeyFaults(const TableShape& shape, const std::string& attribute, const WireValue& value) {
  Faults faults;
  if (shape.key.contains(attribute)) return faults;
  for (const IndexShape& index : shape.indexes) {
    if (!index.key.contains(attribute) || isIndexKeyValue(shape, attribute, value)) continue;
    (index.active ? faults.certain : faults.possible) = true;
  }
  return faults;
}

Faults indexKeyFaults(const TableShape& shape, const WireItem& item) {
  Faults all;
  for (const auto& [name, value] : item) {
    const Faults faults = indexKeyFaults(shape, name, value);
    all.certain |= faults.certain;
    all.possible |= faults.possible;
  }
  return all;
}

std::string numberText(double number) {
  if (std::floor(number) == number) return std::to_string(static_cast<int64_t>(number));
  char text[64];
  std::snprintf(text, sizeof text, "%.1f", number);
  return text;
}

WireValue Generator::keyValue(const std::string& type) {
  if (type == "S") return WireValue::s(pick(kStrings));
  if (type == "B") return WireValue::b(pick(kBinaries));
  return WireValue::n(numberText(pick(kNumbers)));
}

WireValue Generator::anyValue(int depth) {
  switch (below(depth > 0 ? 9 : 7)) {
    case 0:
      return WireValue::s(chance(20) ? "" : pick(kStrings));
    case 1:
      return WireValue::b(chance(20) ? "" : pick(kBinaries));
    case 2:
      return {"BOOL", chance(50) ? "true" : "false"};
    case 3:
      return {"NULL"};
    case 4:
      return {.type = "SS", .members = {pick(kStrings), pick(kStrings)}};
    case 5:
      return {.type = "NS", .members = {numberText(pick(kNumbers)), numberText(pick(kNumbers))}};
    case 7: {
      WireValue value{"L"};
      for (int i = below(4); i > 0; --i) value.list.push_back(anyValue(depth - 1));
      return value;
    }
    case 8: {
      WireValue value{"M"};
      for (int i = below(4); i > 0; --i) value.map[pick(kStrings)] = anyValue(depth - 1);
      return value;
    }
    default:
      return keyValue("N");
  }
}

WireValue Generator::attributeValue(const std::string& attribute) {
  if (attribute[0] == 'x' || chance(8)) return anyValue();
  return keyValue(typeOf(attribute));
}

WireItem Generator::key(const TableShape& shape) {
  WireItem key;
  for (const std::string& attribute : shape.key.attributes()) key[attribute] = keyValue(typeOf(attribute));
  return key;
}

WireItem Generator::item(const TableShape& shape) {
  WireItem item = key(shape);
  for (const auto* attributes : {&kKeyAttributes, &kOtherAttributes})
    for (const std::string& attribute : *attributes)
      if (!shape.key.contains(attribute) && chance(70)) item[attribute] = attributeValue(attribute);
  return item;
}

WireItem Generator::validItem(const TableShape& shape) {
  WireItem item = this->item(shape);
  std::erase_if(item, [&](const auto& attribute) {
    const Faults faults = indexKeyFaults(shape, attribute.first, attribute.second);
    return faults.certain || faults.possible;
  });
  return item;
}

std::vector<std::string> Generator::distinctAttributes(int count) {
  std::vector<std::string> attributes = kKeyAttributes;
  std::shuffle(attributes.begin(), attributes.end(), random_);
  attributes.resize(static_cast<size_t>(count));
  return attributes;
}

void Generator::randomProjection(IndexShape& index) {
  index.projection = pick<std::string>({"ALL", "KEYS_ONLY", "INCLUDE"});
  if (index.projection != "INCLUDE") return;
  index.included = {pick(kOtherAttributes), pick(kOtherAttributes)};
}

IndexShape Generator::localIndex(const std::string& name, TableShape& shape) {
  IndexShape index;
  index.name = name;
  index.global = false;
  index.key.hash = shape.key.hash;
  do {
    index.key.range = {pick(kKeyAttributes)};
  } while (index.key.range == index.key.hash);
  addTypes(shape, index.key);
  randomProjection(index);
  return index;
}

IndexShape Generator::globalIndex(const std::string& name, TableShape& shape) {
  IndexShape index;
  index.name = name;
  const int hashes = chance(50) ? 1 : between(2, 3);
  const int ranges = chance(50) ? 1 : below(4);
  const std::vector<std::string> attributes = distinctAttributes(hashes + ranges);
  index.key.hash.assign(attributes.begin(), attributes.begin() + hashes);
  index.key.range.assign(attributes.begin() + hashes, attributes.end());
  addTypes(shape, index.key);
  randomProjection(index);
  return index;
}

TableShape Generator::tableShape(const std::string& name) {
  TableShape shape;
  shape.name = name;
  const bool has_range = chance(75);
  const std::vector<std::string> attributes = distinctAttributes(2);
  shape.key.hash = {attributes[0]};
  if (has_range) shape.key.range = {attributes[1]};
  addTypes(shape, shape.key);
  if (has_range)
    for (int i = below(3); i > 0; --i) shape.indexes.push_back(localIndex("local" + std::to_string(i), shape));
  for (int i = below(3); i > 0; --i) shape.indexes.push_back(globalIndex("global" + std::to_string(i), shape));
  return shape;
}

}  // namespace stator::test
