// The index of expiries: by which second items expire, for tables that have a time to live. It lives in the `index`
// column family under an id of its own, as  id(4) second(8) | table hash(8) pk sk -> nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "types/table_schema.h"

namespace stator {

// The second since the epoch in which an item expires: its attribute as a Number, fractions cut off (unverified). nullopt
// when it has none, one of another type, a negative one, or one too large for any clock.
std::optional<uint64_t> expirySecond(const TableSchema& table, ItemView item);

// The item's key in the index of expiries; nullopt when it does not expire.
std::optional<std::string> expiryKey(const TableSchema& table, ItemView item, std::string_view item_key);

}  // namespace stator
