// The one table of operations: a row for each operation of the API, also for those that are not built yet.
#pragma once

#include <span>
#include <string_view>

#include "operations/operation.h"

namespace stator {

enum class Service : uint8_t { DynamoDb, DynamoDbStreams };

struct OperationRow {
  std::string_view name;
  Service service = Service::DynamoDb;
  OperationFunction function = nullptr;  // nullptr: not built yet, answered with UnknownOperationException
};

std::span<const OperationRow> operationTable();  // sorted by name

// The row that an X-Amz-Target names ("DynamoDB_20120810.PutItem"); nullptr when it names none.
const OperationRow* findOperation(std::string_view target);

}  // namespace stator
