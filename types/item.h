// An item: named attribute values. Its bytes are the payload of an M value (types/attribute_value.h): entries of
// varint length, name, value; ascending by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "types/attribute_value.h"

namespace stator {

struct AttributeView {
  std::string_view name;
  AttributeValueView value;
};

// An item somewhere in bytes that outlive the view. Cheap to copy; trusts the bytes.
class ItemView {
 public:
  ItemView() = default;  // no attributes
  explicit ItemView(std::string_view bytes) : bytes_(bytes) {}

  class Iterator {
   public:
    using value_type = AttributeView;
    using difference_type = std::ptrdiff_t;
    explicit Iterator(const char* pos) : pos_(pos) {}
    AttributeView operator*() const {
      const char* pos = pos_;
      const uint32_t length = readVarint(pos);
      return {{pos, length}, AttributeValueView::at(pos + length)};
    }
    Iterator& operator++() {
      pos_ = (**this).value.end();
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const char* pos_;
  };
  Iterator begin() const { return Iterator(bytes_.data()); }
  Iterator end() const { return Iterator(bytes_.data() + bytes_.size()); }

  std::optional<AttributeValueView> find(std::string_view name) const;  // linear; stops early, since names ascend
  bool contains(std::string_view name) const { return find(name).has_value(); }
  bool empty() const { return bytes_.empty(); }
  size_t attributeCount() const;  // linear
  std::string_view bytes() const { return bytes_; }

  friend bool operator==(const ItemView& left, const ItemView& right) { return left.bytes_ == right.bytes_; }

 private:
  std::string_view bytes_;
};

inline ItemView AttributeValueView::map() const { return ItemView(payload_); }

// Bytes of an item as the service counts them: names in UTF-8 plus values (DynamoDB captures, 2026-08).
size_t itemSize(ItemView item);

// Appends one entry; the caller keeps names ascending.
void appendAttribute(std::string& out, std::string_view name, AttributeValueView value);

// Builds an item from attributes in any order. A name added twice keeps its last value.
class ItemBuilder {
 public:
  void add(std::string_view name, AttributeValueView value);
  void add(std::string_view name, const AttributeValue& value) { add(name, value.view()); }
  std::string build();  // the item's bytes; leaves the builder empty

 private:
  struct Entry {
    std::string name;
    std::string value;
  };
  std::vector<Entry> entries_;
};

// The item of those attributes of `item` whose names are in `names` (missing ones are left out).
std::string pickAttributes(ItemView item, const std::vector<std::string>& names);

// Whether `bytes` are an item in canonical form, values nested at most `max_depth` deep. For bytes of unknown origin.
bool isWellFormedItem(std::string_view bytes, int max_depth);

}  // namespace stator
