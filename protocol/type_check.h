// Pass 1 over a request: is every member of the type that the model says?
#pragma once

#include "protocol/json.h"
#include "protocol/shape.h"
#include "types/result.h"

namespace stator {

// SerializationException for the first member, in the body's order, that is of a wrong type. Members that the model does
// not know are ignored; nulls count as absent. `root` is an object. Recurses as deep as the JSON is nested.
Result<void> checkTypes(const JsonValue& root, const Shape& input);

// The boolean that the service makes of a string: true, 1, yes, false, 0, no in any case. False when it makes none.
bool parseBoolean(std::string_view text, bool& value);

}  // namespace stator
