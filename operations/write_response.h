// What PutItem, UpdateItem and DeleteItem share in their requests and answers.
#pragma once

#include <optional>

#include "operations/item_write.h"
#include "operations/operation.h"

namespace stator {

// ReturnValuesOnConditionCheckFailure ALL_OLD.
bool returnsItemOnFailure(RequestValue request);

// {"Attributes": ..., "ConsumedCapacity": ..., "ItemCollectionMetrics": ...}, each as far as asked for. `key` holds the
// item's key attributes.
void writeItemResponse(OperationContext& context, const TableSchema& table, const ItemImages& images, ItemView key,
                       std::optional<ItemView> attributes);

}  // namespace stator
