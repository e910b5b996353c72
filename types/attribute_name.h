// Names of attributes in items and of entries in maps.
#pragma once

#include <string_view>

#include "types/limits.h"
#include "types/result.h"

namespace stator {

// For hot paths; checkAttributeName says what is wrong.
inline bool isAttributeName(std::string_view name) { return !name.empty() && name.size() <= kMaxAttributeNameSize; }

// ValidationException for an empty name and for one of more than kMaxAttributeNameSize bytes. The texts are DynamoDB
// Local's.
Result<void> checkAttributeName(std::string_view name);

}  // namespace stator
