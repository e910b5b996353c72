#include "types/attribute_name.h"

namespace stator {

Result<void> checkAttributeName(std::string_view name) {
  if (name.empty()) return validationError("Empty attribute name");
  if (!isAttributeName(name)) return validationError("Attribute name is too large, must be less than 65536 bytes");
  return {};
}

}  // namespace stator
