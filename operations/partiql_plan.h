// How a SELECT is read: which part of which table or index, and what is left to filter.
#pragma once

#include <optional>
#include <vector>

#include "expression/partiql.h"
#include "operations/operation.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

// Borrows from the statement and the table.
struct PartiqlPlan {
  const TableSchema* table = nullptr;
  const SecondaryIndex* index = nullptr;          // nullptr: the table itself
  std::vector<KeyRange> ranges;                   // read one after the other; none: a scan
  std::vector<std::optional<Condition>> filters;  // of each range; of a scan one
  std::optional<ProjectionExpression> named;      // the columns' paths
  bool forward = true;
  bool from_table = false;  // each entry's item is fetched, for a column that a local index lacks
  // Whether `range` is one item's whole primary key.
  bool isPoint(const KeyRange& range) const;
};

// Refuses global indexes with several attributes in one part of their key. Other tables and indexes pass, also absent ones.
PartiqlSourceCheck partiqlIndexCheck(OperationContext& context);

// Errors: unknown index, ORDER BY that keys cannot serve, attributes that the index lacks, types of keys.
Result<PartiqlPlan> planSelect(const PartiqlStatement& statement, const TableSchema& table, bool consistent);

}  // namespace stator
