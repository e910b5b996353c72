// The operations' shapes, from the API model: who is a string, a list, a map; which members are required; lengths,
// ranges, patterns and enums. Tables are generated (tools/generate_service_model); what the service does differently from
// its model stands in protocol/observed.
#pragma once

#include <span>
#include <string_view>

namespace stator {

struct Shape;  // protocol/shape.h

struct OperationModel {
  std::string_view name;
  std::string_view target_prefix;  // what stands before the dot in X-Amz-Target: "DynamoDB_20120810"
  const Shape* input;              // a structure; never nullptr
};

// nullptr when the API has no such operation. `name` as in X-Amz-Target behind the dot.
const OperationModel* findOperationModel(std::string_view name);

// Every operation of the API, ascending by name.
std::span<const OperationModel> operationModels();

}  // namespace stator
