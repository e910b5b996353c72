// Text within XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace stator::conformance {

// Also drops the control characters that XML cannot have.
std::string escapeMarkup(std::string_view text);
// With its quotes.
std::string attribute(std::string_view text);

}  // namespace stator::conformance
