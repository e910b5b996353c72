// Parameters of PartiQL statements from DynamoDB JSON.
#pragma once

#include "protocol/request.h"
#include "types/attribute_value.h"
#include "types/result.h"

namespace stator {

// As toAttributeValue (attribute_value_json.h), but for exponents of numbers (types/number_exponent.h).
Result<AttributeValue> toPartiqlParameter(RequestValue json);

}  // namespace stator
