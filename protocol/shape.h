// What the API model says of one kind of value in a request. Constants, generated; see protocol/service_model.h.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace stator {

enum class ShapeType : uint8_t { String, Integer, Long, Double, Boolean, Timestamp, Blob, List, Map, Structure };

struct Shape;

struct Member {
  std::string_view name;
  const Shape* shape;
  bool required = false;
};

struct Shape {
  static constexpr int64_t kNoMin = std::numeric_limits<int64_t>::min();
  static constexpr int64_t kNoMax = std::numeric_limits<int64_t>::max();

  std::string_view name;  // "ProvisionedThroughput"
  ShapeType type;
  int64_t min = kNoMin;  // of strings in UTF-16 code units, of lists and maps in elements, of numbers the value
  int64_t max = kNoMax;
  std::string_view pattern = {};                  // a regular expression that the whole string must match; empty: any
  std::span<const std::string_view> values = {};  // of an enum; else empty
  std::span<const Member> members = {};           // of a structure, in the model's order
  const Shape* key = nullptr;                     // of a map
  const Shape* element = nullptr;                 // of a list or a map
};

}  // namespace stator
