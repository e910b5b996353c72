// The simulated tables as a std::map would have them, and random items, keys and schemas for them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/support/table_shape.h"

namespace stator::test {

// Attributes a0..a5 may become keys and have a type each; x0..x3 never do.
inline const std::vector<std::string> kKeyAttributes{"a0", "a1", "a2", "a3", "a4", "a5"};
inline const std::vector<std::string> kOtherAttributes{"x0", "x1", "x2", "x3"};
// Where items say when they expire; it is in no key.
inline const std::string kExpiryAttribute = "t0";
std::string typeOf(const std::string& key_attribute);

struct ModelTable {
  TableShape shape;                       // ItemCount and sizes are not kept here
  std::map<std::string, WireItem> items;  // by keyText
  std::string stream;                     // ARN of the enabled one; empty: none
  bool items_expire = false;

  std::string keyText(const WireItem& item) const { return toJson(keyOf(shape, nullptr, item)); }
  // The items of the table, or with an index its entries.
  std::vector<WireItem> contents(const IndexShape* index) const;
};

// A stream that was enabled at some time: what it has to tell is how a table came from one state to another.
struct ModelStream {
  TableShape shape;
  std::map<std::string, WireItem> start;
  std::optional<std::map<std::string, WireItem>> end;  // nothing: still enabled
  int expirations = 0;                                 // deletions of the service's own
};

// What an attribute of an item means for a table's indexes: a write is certain to be refused when an active index has the
// attribute in its key and the value does not fit; while an index is being created it may be refused or not.
struct Faults {
  bool certain = false;
  bool possible = false;
};
Faults indexKeyFaults(const TableShape& shape, const std::string& attribute, const WireValue& value);
Faults indexKeyFaults(const TableShape& shape, const WireItem& item);

std::string numberText(double number);  // of halves and wholes

// Everything random of a simulation; a seed reproduces it.
class Generator {
 public:
  explicit Generator(uint64_t seed) : random_(seed) {}

  int below(int bound) { return static_cast<int>(random_() % static_cast<uint64_t>(bound)); }
  int between(int low, int high) { return low + below(high - low + 1); }
  bool chance(int percent) { return below(100) < percent; }
  template <class T>
  const T& pick(const std::vector<T>& choices) {
    return choices[static_cast<size_t>(below(static_cast<int>(choices.size())))];
  }

  WireValue keyValue(const std::string& type);  // from a small set, so that keys meet again
  WireValue anyValue(int depth = 2);
  WireValue attributeValue(const std::string& attribute);  // mostly of the attribute's type, at times not
  WireItem key(const TableShape& shape);
  WireItem item(const TableShape& shape);       // may not fit the indexes
  WireItem validItem(const TableShape& shape);  // fits all indexes

  TableShape tableShape(const std::string& name);
  IndexShape globalIndex(const std::string& name, TableShape& shape);  // adds the types of its keys to the shape

 private:
  std::vector<std::string> distinctAttributes(int count);
  IndexShape localIndex(const std::string& name, TableShape& shape);
  void randomProjection(IndexShape& index);

  std::mt19937_64 random_;
};

}  // namespace stator::test
