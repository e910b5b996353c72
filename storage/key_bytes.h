// What key_encoding and key_bounds share about the bytes of a key part.
#pragma once

#include <string>
#include <string_view>

#include "types/attribute_value.h"

namespace stator {

inline constexpr std::string_view kEscapedZero{"\0\xFF", 2};  // a 0x00 inside S or B
inline constexpr std::string_view kBytesEnd{"\0\0", 2};       // the end of S or B: below every continuation
inline constexpr std::string_view kNumberEnd{"\0", 1};        // the end of N: ordered bytes behind the first are never 0

// A key part without its end: the common start of the parts of all values that begin with this one.
void appendKeyPrefix(std::string& out, AttributeValueView value);

}  // namespace stator
