#include "types/error.h"

namespace stator {

Error invalidParameter(std::string_view detail, ErrorFamily family) {
  return validationError("One or more parameter values were invalid: " + std::string(detail), family);
}

}  // namespace stator
