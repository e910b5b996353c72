// Pass 2 over a request: required members, lengths, ranges, patterns and enums.
#pragma once

#include "protocol/json.h"
#include "protocol/service_model.h"
#include "types/result.h"

namespace stator {

// ValidationException with everything that is wrong, at most ten findings: "2 validation errors detected: ...; ...".
// `root` has passed checkTypes. Allocates nothing as long as nothing is wrong.
Result<void> checkConstraints(const JsonValue& root, const OperationModel& operation);

}  // namespace stator
