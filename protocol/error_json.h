// The one map from ErrorCode to the wire: HTTP status, __type with its prefix, the casing of the message's key, and
// what else the body carries.
#pragma once

#include <string>

#include "types/error.h"

namespace stator {

int httpStatus(ErrorCode code);
std::string_view errorName(ErrorCode code);  // "ValidationException", without prefix
std::string errorJson(const Error& error);

}  // namespace stator
