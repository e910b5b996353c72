// The operations' shapes, from the API model: who is a string, a list, a map; which members are required; lengths,
// ranges, patterns and enums. Tables are generated (tools/generate_service_model); what the service does differently from
// its model stands in protocol/observed.
#pragma once

#include <string_view>

namespace stator {

struct OperationModel;

// nullptr when the API has no such operation. `name` as in X-Amz-Target behind the dot.
const OperationModel* findOperationModel(std::string_view name);

}  // namespace stator
