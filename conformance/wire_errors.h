// How the service writes each type of error. Deliberately not Stator's own map: the suite checks that one.
#pragma once

#include <string>
#include <string_view>

namespace stator::conformance {

struct WireError {
  int status = 400;
  std::string type;  // with its prefix: "com.amazon.coral.validate#ValidationException"
  std::string key;   // of the text: "message" or "Message"
};

// `name` without prefix. A name that is not special is one of the service's own errors.
WireError wireError(std::string_view name);

// "ValidationException" of "com.amazon.coral.validate#ValidationException".
std::string_view shortErrorName(std::string_view type);

}  // namespace stator::conformance
