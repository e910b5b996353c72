// The wire's spellings of the enums of a table schema, in the order of the enumerators. Internal to types.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "types/table_schema.h"

namespace stator {

template <class Enum>
inline constexpr std::array<std::string_view, 0> kEnumNames{};
template <>
inline constexpr std::array<std::string_view, 4> kEnumNames<TableStatus>{"CREATING", "UPDATING", "DELETING", "ACTIVE"};
template <>
inline constexpr std::array<std::string_view, 4> kEnumNames<IndexStatus>{"CREATING", "UPDATING", "DELETING", "ACTIVE"};
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<BillingMode>{"PROVISIONED", "PAY_PER_REQUEST"};
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<TableClass>{"STANDARD", "STANDARD_INFREQUENT_ACCESS"};
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<ProjectionType>{"ALL", "KEYS_ONLY", "INCLUDE"};
template <>
inline constexpr std::array<std::string_view, 4> kEnumNames<StreamViewType>{"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE",
                                                                            "NEW_AND_OLD_IMAGES"};

template <class Enum>
std::string_view enumName(Enum value) {
  return kEnumNames<Enum>[static_cast<size_t>(value)];
}

template <class Enum>
std::optional<Enum> enumValue(std::string_view text) {
  const auto& names = kEnumNames<Enum>;
  const auto it = std::find(names.begin(), names.end(), text);
  if (it == names.end()) return std::nullopt;
  return static_cast<Enum>(it - names.begin());
}

}  // namespace stator
