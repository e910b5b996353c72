// What the service's validation does that its API model does not say. Laid over the model when the rules of pass 2 are
// made (protocol/constraint_rules). Data only; every entry of the tables in observed.cc names its source.
//
// A place is "Shape" (every value of that shape), "Structure.Member", or "Map.key" (the keys of a map shape).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "protocol/shape.h"

namespace stator {

// Constraints that hold at a place instead of the model's.
struct ObservedConstraints {
  std::string_view place;
  int64_t min = Shape::kNoMin;
  int64_t max = Shape::kNoMax;
  std::string_view pattern = {};
  bool table_name = false;   // when empty, only its length is reported
  bool accepts_arn = false;  // may also be a table's ARN, of up to 1024 characters
};

// The order in which errors print an enum's values. No values: they are for the operation to check.
struct ObservedEnum {
  std::string_view shape;
  std::span<const std::string_view> values;
  // As operations print it that have newer words (see ObservedOperation): "Failed to satisfy constraint: ...", without
  // value and place. Empty: as ever.
  std::span<const std::string_view> newer_values = {};
};

// The order in which a structure's members are checked, where it is not the model's. Members not named come after those
// that are.
struct ObservedOrder {
  std::string_view structure;
  std::span<const std::string_view> members;
};

// Whether a member is required, where the model is wrong about it. `unless`: another member of the same structure that
// makes up for it.
struct ObservedPresence {
  std::string_view place;
  bool required;
  std::string_view unless = {};
};

enum class Bound : uint8_t { None, Min, Max, Both };

// A bound whose violation is told as "Value at 'Limit' failed ...": no value, members as in the request.
struct ObservedBareText {
  std::string_view place;
  Bound bound;
};

enum class TableNameErrors : uint8_t {
  Collected,     // with the other errors
  Alone,         // an absent or invalid name is the only error reported
  RequiredText,  // "The parameter 'TableName' is required but was not present in the request"; otherwise Collected
};

// Most of the fields are about the validation that was rolled out from June 2026 on, and that has newer words.
struct ObservedOperation {
  std::string_view name;
  TableNameErrors table_name = TableNameErrors::Collected;
  // If not empty: of these enum members of the request only the first wrong one is reported.
  std::span<const std::string_view> first_enum_of = {};
  // Has newer words for an empty table name and for some enums, unless this member is absent or the request is nested deeper
  // than kMaxNewerDepth: then everything is collected, in the older words.
  std::string_view newer_with = {};
  // Members whose bounds are checked before everything else. A violation is reported alone.
  std::span<const std::string_view> first = {};
  // A member that, when it is there, is only looked at if nothing else is wrong.
  std::string_view last = {};
  // When this map has two or more entries, a wrong ConditionalOperator is reported before everything else, without a count.
  std::string_view operator_of = {};
};

inline constexpr int kMaxNewerDepth = 127;  // levels of JSON; from captures of 61 and 63 levels of maps

std::span<const ObservedConstraints> observedConstraints();
std::span<const ObservedEnum> observedEnums();
std::span<const ObservedOrder> observedOrders();
std::span<const ObservedPresence> observedPresences();
std::span<const ObservedBareText> observedBareTexts();
// Shapes whose values errors quote as JSON and not as Java prints them.
std::span<const std::string_view> observedAsJson();
std::span<const ObservedOperation> observedOperations();

}  // namespace stator
