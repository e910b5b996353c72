// What every operation is given, and the form that it has.
#pragma once

#include <memory>
#include <string_view>

#include "operations/api.h"
#include "operations/engine.h"
#include "protocol/request.h"
#include "protocol/response_writer.h"
#include "types/result.h"

namespace stator {

// One request on its way through its operation. Lives on one thread.
struct OperationContext {
  Engine& engine;
  const Caller& caller;
  const Request& request;  // types and constraints are checked
  ResponseWriter& response;
};

// Checks what is left to check, top to bottom in the service's order, acts, and writes the answer.
using OperationFunction = Result<void> (*)(OperationContext&);

Result<void> createTable(OperationContext& context);
Result<void> deleteTable(OperationContext& context);
Result<void> describeStream(OperationContext& context);
Result<void> describeTable(OperationContext& context);
Result<void> describeTimeToLive(OperationContext& context);
Result<void> getRecords(OperationContext& context);
Result<void> getShardIterator(OperationContext& context);
Result<void> listStreams(OperationContext& context);
Result<void> listTables(OperationContext& context);
Result<void> updateTable(OperationContext& context);
Result<void> updateTimeToLive(OperationContext& context);
Result<void> deleteItem(OperationContext& context);
Result<void> executeStatement(OperationContext& context);
Result<void> executeTransaction(OperationContext& context);
Result<void> getItem(OperationContext& context);
Result<void> putItem(OperationContext& context);
Result<void> query(OperationContext& context);
Result<void> scan(OperationContext& context);
Result<void> updateItem(OperationContext& context);
Result<void> batchExecuteStatement(OperationContext& context);
Result<void> batchGetItem(OperationContext& context);
Result<void> batchWriteItem(OperationContext& context);
Result<void> tagResource(OperationContext& context);
Result<void> untagResource(OperationContext& context);
Result<void> listTagsOfResource(OperationContext& context);
Result<void> describeEndpoints(OperationContext& context);
Result<void> describeLimits(OperationContext& context);
Result<void> transactGetItems(OperationContext& context);
Result<void> transactWriteItems(OperationContext& context);

}  // namespace stator
