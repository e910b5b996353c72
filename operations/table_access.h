// From the TableName of a request, which may be an ARN, to the table.
#pragma once

#include <compare>
#include <memory>
#include <string>
#include <string_view>

#include "operations/operation.h"
#include "storage/catalog.h"

namespace stator {

struct TableReference {
  std::string account;
  std::string region;
  std::string name;

  friend auto operator<=>(const TableReference&, const TableReference&) = default;
};

// A name means a table of the caller; an ARN ("arn:aws:dynamodb:<region>:<account>:table/<name>") says where itself.
TableReference tableReference(const Caller& caller, std::string_view table_name);

// For data operations: "Requested resource not found" when there is none, or when it is CREATING or DELETING.
Result<std::shared_ptr<const TableSchema>> findTable(OperationContext& context, std::string_view table_name);
// The same, held against changes of its schema until the write is done.
Result<TableForWrite> findTableForWrite(OperationContext& context, std::string_view table_name);
// For table operations: "Requested resource not found: Table: <name> not found"; any status.
Result<std::shared_ptr<const TableSchema>> findTableAnyStatus(OperationContext& context, std::string_view table_name);

// ResourceInUseException while the table is CREATING, UPDATING or DELETING.
Result<void> checkNotInTransition(const TableSchema& table);

// "Attempt to change a resource which is still in use: <detail>"
Error inUse(std::string_view detail);

// Whether an index of the table is coming or going.
bool indexesChange(const TableSchema& table);

// Ends the transient status of a table whose time has come: a CREATING or UPDATING one becomes ACTIVE, a DELETING one
// goes away, and so do its DELETING indexes. A table whose index is being backfilled waits for that. Returns what there is
// then; nullptr for nullptr.
std::shared_ptr<const TableSchema> settle(Engine& engine, std::shared_ptr<const TableSchema> table);

// Takes a table and all that belongs to it away.
void dropTable(Engine& engine, const TableSchema& table);

Error tableNotFound(std::string_view table_name);

// Up to here existing items are looked at within a request that needs it, for a new index or for time to live: some tens of
// milliseconds. A larger table is left to the background.
inline constexpr int64_t kInlineBackfillItems = 10000;

}  // namespace stator
