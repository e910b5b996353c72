// DynamoDB's AttributeValue, in one representation: the bytes that are stored.
//
//   value   := tag(1) length payload
//   length  := varint for S N B Null Bool; 4 bytes little-endian for SS NS BS M L (so that they are written in one pass)
//   S, B    payload is the bytes; N ordered bytes (types/number.h); Bool one byte 0 or 1; Null nothing
//   SS NS BS  members, each varint length and bytes, ascending by memcmp, no duplicates
//   L       values one after the other
//   M       entries, each varint length, name, value; ascending by name; no duplicates  (= the bytes of an item)
//
// The form is canonical: two values are equal exactly when their bytes are.
#pragma once

#include <compare>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/varint.h"
#include "types/number.h"

namespace stator {

enum class AttributeType : uint8_t { S, N, B, SS, NS, BS, M, L, Null, Bool };
inline constexpr int kAttributeTypes = 10;

// "S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL".
std::string_view toString(AttributeType type);
std::optional<AttributeType> parseAttributeType(std::string_view name);

inline bool isSet(AttributeType type) { return type >= AttributeType::SS && type <= AttributeType::BS; }
inline bool isContainer(AttributeType type) { return type >= AttributeType::SS && type <= AttributeType::L; }
// S, N and B: what may be a key attribute, and what is ordered.
inline bool isKeyType(AttributeType type) { return type <= AttributeType::B; }

class ItemView;
class SetView;
class ListView;

// A value somewhere in encoded bytes that outlive the view. Cheap to copy. Trusts the bytes: check foreign ones with
// isWellFormedValue first.
class AttributeValueView {
 public:
  // The value that starts at `start`.
  static AttributeValueView at(const char* start) {
    AttributeValueView view;
    view.start_ = start;
    const char* pos = start + 1;
    if (isContainer(view.type())) {
      uint32_t length = 0;
      std::memcpy(&length, pos, sizeof length);
      view.payload_ = {pos + sizeof length, length};
    } else {
      const uint32_t length = readVarint(pos);
      view.payload_ = {pos, length};
    }
    return view;
  }
  explicit AttributeValueView(std::string_view encoded) : AttributeValueView(at(encoded.data())) {}

  AttributeType type() const { return static_cast<AttributeType>(*start_); }
  // S and B: the bytes; N: ordered bytes; containers: their contents.
  std::string_view payload() const { return payload_; }
  // Tag, length and payload.
  std::string_view encoded() const { return {start_, static_cast<size_t>(payload_.data() + payload_.size() - start_)}; }
  const char* end() const { return payload_.data() + payload_.size(); }

  bool boolean() const { return payload_[0] != 0; }
  Number number() const { return Number::fromOrderedBytes(payload_); }
  SetView set() const;    // of SS, NS, BS
  ListView list() const;  // of L
  ItemView map() const;   // of M

  friend bool operator==(const AttributeValueView& left, const AttributeValueView& right) {
    return left.encoded() == right.encoded();
  }

 private:
  AttributeValueView() = default;
  const char* start_ = nullptr;
  std::string_view payload_;
};

// Order of two values of the same type among S, N and B.
inline std::strong_ordering compareScalars(const AttributeValueView& left, const AttributeValueView& right) {
  return left.payload().compare(right.payload()) <=> 0;
}

// The members of a set, in order: for (std::string_view member : view.set()).
class SetView {
 public:
  explicit SetView(std::string_view payload) : payload_(payload) {}
  class Iterator {
   public:
    using value_type = std::string_view;
    using difference_type = std::ptrdiff_t;
    explicit Iterator(const char* pos) : pos_(pos) {}
    std::string_view operator*() const {
      const char* pos = pos_;
      const uint32_t length = readVarint(pos);
      return {pos, length};
    }
    Iterator& operator++() {
      const uint32_t length = readVarint(pos_);
      pos_ += length;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const char* pos_;
  };
  Iterator begin() const { return Iterator(payload_.data()); }
  Iterator end() const { return Iterator(payload_.data() + payload_.size()); }
  size_t size() const;  // linear
  bool contains(std::string_view member) const;

 private:
  std::string_view payload_;
};

// The elements of a list, in order: for (AttributeValueView element : view.list()).
class ListView {
 public:
  explicit ListView(std::string_view payload) : payload_(payload) {}
  class Iterator {
   public:
    using value_type = AttributeValueView;
    using difference_type = std::ptrdiff_t;
    explicit Iterator(const char* pos) : pos_(pos) {}
    AttributeValueView operator*() const { return AttributeValueView::at(pos_); }
    Iterator& operator++() {
      pos_ = AttributeValueView::at(pos_).end();
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const char* pos_;
  };
  Iterator begin() const { return Iterator(payload_.data()); }
  Iterator end() const { return Iterator(payload_.data() + payload_.size()); }
  size_t size() const;                                       // linear
  std::optional<AttributeValueView> at(size_t index) const;  // linear

 private:
  std::string_view payload_;
};

inline SetView AttributeValueView::set() const { return SetView(payload_); }
inline ListView AttributeValueView::list() const { return ListView(payload_); }

// Owns the bytes of one value. Never empty.
class AttributeValue {
 public:
  explicit AttributeValue(AttributeValueView view) : bytes_(view.encoded()) {}
  // `encoded` must be one well-formed value.
  static AttributeValue fromEncoded(std::string encoded);

  static AttributeValue string(std::string_view text);
  static AttributeValue number(const Number& number);
  static AttributeValue number(int64_t value);
  static AttributeValue binary(std::string_view bytes);
  static AttributeValue boolean(bool value);
  static AttributeValue null();
  // `members` as payloads (ordered bytes for NS); sorted here; the caller has made sure there are no duplicates.
  static AttributeValue set(AttributeType type, std::vector<std::string> members);
  static AttributeValue list(std::span<const AttributeValue> elements);
  static AttributeValue map(ItemView entries);

  AttributeValueView view() const { return AttributeValueView(std::string_view(bytes_)); }
  operator AttributeValueView() const { return view(); }  // NOLINT(google-explicit-constructor)
  const std::string& encoded() const { return bytes_; }
  AttributeType type() const { return view().type(); }

  friend bool operator==(const AttributeValue&, const AttributeValue&) = default;

 private:
  AttributeValue() = default;
  std::string bytes_;
};

// Writing encoded values piece by piece.
void appendScalar(std::string& out, AttributeType type, std::string_view payload);  // S, N (ordered bytes), B
void appendBoolean(std::string& out, bool value);
void appendNull(std::string& out);
// beginContainer writes tag and room for the length and returns where the payload starts; endContainer fills the length.
size_t beginContainer(std::string& out, AttributeType type);
void endContainer(std::string& out, size_t payload_start);
// Sorts `members` and writes the set. False (and nothing written) when two members are equal.
bool appendSet(std::string& out, AttributeType type, std::vector<std::string_view>& members);

// The service's `contains`: substring of S or B; member of a set (of the set's element type); element of a list, deeply
// equal. False for other pairs.
bool contains(AttributeValueView container, AttributeValueView operand);
// The service's `size`: S in UTF-16 code units, B in bytes, sets, lists and maps in members; none for N, Null, Bool.
std::optional<size_t> sizeFunction(AttributeValueView value);
// Bytes that the service counts for a value: DynamoDB captures, 2026-08.
size_t valueSize(AttributeValueView value);

// Whether the value nests at most `max_depth` deep; a scalar or a set, an empty list or map is 1 deep.
bool nestsWithin(AttributeValueView value, int max_depth);

// Whether `bytes` is exactly one value in canonical form, nested at most `max_depth` deep. For bytes of unknown origin.
bool isWellFormedValue(std::string_view bytes, int max_depth);

}  // namespace stator
