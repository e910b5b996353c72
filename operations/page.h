// One page of a Query or a Scan: what they share, from Select to LastEvaluatedKey.
#pragma once

#include <optional>
#include <string>

#include "operations/expression_parameters.h"
#include "operations/operation.h"
#include "operations/start_key.h"
#include "storage/item_cursor.h"

namespace stator {

// Select, as far as it can be checked without the table.
Result<void> checkSelect(RequestValue request);

// The index that IndexName names, nullptr when there is none; errors: unknown index, index being built, consistent read
// of a global one.
Result<const SecondaryIndex*> findIndex(RequestValue request, const TableSchema& table);

// What of the request needs the index's projection: Select ALL_ATTRIBUTES, attributes that a global index lacks.
Result<void> checkIndexProjection(RequestValue request, const TableSchema& table, const SecondaryIndex* index,
                                  const ExpressionParameters& parameters);

struct PageOptions {
  const TableSchema* table = nullptr;
  const SecondaryIndex* index = nullptr;
  const KeyRange* range = nullptr;  // of a Query
  Segment segment;                  // of a Scan
  bool forward = true;
  std::optional<ItemView> start_after;
};

// Reads one page and writes the whole answer. Error: what was read is throttled.
Result<void> writePage(OperationContext& context, const PageOptions& options, const ExpressionParameters& parameters);

}  // namespace stator
