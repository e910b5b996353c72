// What an UpdateExpression is charged against the limit of an item's size, whatever the item it is applied to.
#pragma once

#include <cstddef>
#include <optional>

#include "expression/syntax_tree.h"
#include "types/result.h"

namespace stator {

// In bytes.
size_t updateCharge(const UpdateExpression& update);
// The charge is not beyond the limit. AttributeUpdates have none.
Result<void> checkUpdateCharge(const std::optional<UpdateExpression>& update);

}  // namespace stator
