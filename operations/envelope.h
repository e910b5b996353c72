// "1 validation error detected: ": what PutItem, UpdateItem and DeleteItem put in front of many of their semantic errors.
#pragma once

#include "protocol/request.h"
#include "types/error.h"

namespace stator {

// The error as one of these operations reports it for `request`.
Error enveloped(Error error, RequestValue request);

}  // namespace stator
