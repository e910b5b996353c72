// The regular expressions of the API model, as hand-written tests: they are few, they are applied to foreign input, and
// std::regex would recurse as deep as that input is long.
#pragma once

#include <string_view>

namespace stator {

using PatternTest = bool (*)(std::string_view text);  // whether the whole text matches

// nullptr for an expression that is not in the table.
PatternTest findPattern(std::string_view pattern);

}  // namespace stator
