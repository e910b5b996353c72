// "1 validation error detected: ": which operations put it in front of which semantic errors.
#pragma once

#include "types/error.h"

namespace stator {

enum class WriteOperation : uint8_t { PutItem, UpdateItem, DeleteItem };

// The error as `operation` reports it: prefixed when its family is one that the service prefixes there.
Error enveloped(Error error, WriteOperation operation);

}  // namespace stator
