// What PartiQL and the older way of looking at values (ValueLayer) read of a number before it becomes one: there exponents
// have 32 bits, elsewhere 64.
#pragma once

#include <string_view>

#include "types/result.h"

namespace stator {

// Of the text of a parameter. Errors: not numeric (the text is quoted) for an exponent or a scale of more than 32 bits;
// underflow for what is just too large, since the service subtracts in 32 bits. Says nothing about any other text.
Result<void> checkPartiqlExponent(std::string_view text);

}  // namespace stator
