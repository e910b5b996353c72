// ClientRequestToken: a transaction that is sent again within ten minutes is answered again, not done again.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "operations/capacity_report.h"
#include "operations/consumption.h"
#include "operations/item_write.h"
#include "operations/operation.h"

namespace stator {

// Half units by table name that a replay costs: a read of each action's larger image, at twice the units.
using ReplayCapacity = std::map<std::string, int64_t>;

// The token of a transaction that is about to be done, for writeTransaction().
struct RequestToken {
  std::string scope;   // of IdempotencyTokens
  std::string digest;  // of the request
  TimePoint expires{};
};

// What is remembered of the token's transaction.
TokenEntry tokenEntry(const RequestToken& token, std::span<const ItemWrite> writes, std::span<const ItemImages> images);

// Runs `execute` at most once for a token of `operation`. Without a token it just runs, and gets nullptr. `execute` does the
// transaction and writes its whole answer. `replay` writes the answer of one that has been done already.
// Errors: IdempotentParameterMismatchException for other parameters, TransactionInProgressException while it runs.
Result<void> withRequestToken(OperationContext& context, std::string_view operation,
                              const std::function<Result<void>(const RequestToken*)>& execute,
                              const std::function<void(const ReplayCapacity&)>& replay);

// Counts it as consumed, of those of the tables that it names.
template <class Tables>
void chargeReplay(OperationContext& context, const Tables& tables, const ReplayCapacity& capacity) {
  for (const auto& [reference, table] : tables) {
    const auto found = capacity.find(table.schema().name);
    if (found != capacity.end()) chargeRead(context.engine, table.schema(), found->second);
  }
}

// The ConsumedCapacity list of a replay, with its key, if the request asks for it.
void writeReplayCapacity(OperationContext& context, const ReplayCapacity& capacity);

}  // namespace stator
