// Placeholders: the strings of an expectation that stand for more than themselves.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "conformance/json_text.h"
#include "conformance/text_template.h"

namespace stator::conformance {

struct Placeholder {
  enum class Kind { Any, String, Number, Integer, Boolean, Time, Uuid, Absent, Regex, Save };
  Kind kind = Kind::Any;
  std::string argument;  // of Regex: the regex; of Save: the name
  std::string inner;     // of Save: the placeholder that the value must be; may be empty
};

// Reads "$uuid", "$re(...)" and so on; nothing when `text` is not one of them.
std::optional<Placeholder> readPlaceholder(std::string_view text);

// Whether `text` has {{$...}} in it.
bool hasInlinePlaceholders(std::string_view text);

// Whether a value is of the placeholder's form. `saved` takes what Save keeps.
bool accepts(const Placeholder& placeholder, const Json& value, Saved& saved);

// Whether `text` is `pattern`, which may have {{$...}} in it.
bool matchInline(std::string_view pattern, std::string_view text, Saved& saved);
// What is wrong with the {{$...}} of `pattern`; empty when nothing is.
std::string checkInline(std::string_view pattern);

}  // namespace stator::conformance
