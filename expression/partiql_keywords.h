// The words of PartiQL that cannot be names unless they are put in double quotes.
#pragma once

#include <string>
#include <string_view>

namespace stator {

// In any case.
bool isPartiqlKeyword(std::string_view word);

// ASCII letters only.
std::string lowerCase(std::string_view text);

}  // namespace stator
