// GlobalSecondaryIndexUpdates of UpdateTable: indexes that come, go or change, and the backfill of new ones.
#pragma once

#include <vector>

#include "operations/operation.h"
#include "operations/table_definition.h"
#include "types/result.h"

namespace stator {

// What can be checked without the table. `definitions_given`: whether the request has AttributeDefinitions.
Result<void> checkIndexUpdates(RequestValue updates, bool definitions_given);

// Edits `schema`. `definitions` are those of the request: a delta to the table's. `before`: the table's billing mode until
// this request. New indexes get ids from `engine`.
Result<void> applyIndexUpdates(Engine& engine, RequestValue updates, const AttributeDefinitions& definitions,
                               BillingMode before, TableSchema& schema);

// Fills the index, makes it ACTIVE, and ends the table's UPDATING. Stops early when the engine does.
void backfillIndex(Engine& engine, std::shared_ptr<const TableSchema> table, const SecondaryIndex& index);

// Backfills the new indexes of a small table at once, so that they are ready when UpdateTable has answered; leaves those of
// a larger one to the background.
void startBackfills(Engine& engine, const std::shared_ptr<const TableSchema>& table);

}  // namespace stator
