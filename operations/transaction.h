// Several items written or read as one: what TransactWriteItems, TransactGetItems and ExecuteTransaction share.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "operations/item_write.h"
#include "operations/transaction_tokens.h"
#include "types/error.h"
#include "types/result.h"

namespace stator {

inline constexpr size_t kMaxTransactionActions = 100;

// "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]", with a
// reason for each action in order.
Error transactionCanceled(std::vector<CancellationReason> reasons);

// The reason for an action that failed by itself: ConditionalCheckFailed with its item where asked for, ValidationError.
CancellationReason cancellationReason(const Error& error);

// Two actions are on one item: "Transaction request cannot include multiple operations on one item".
Error repeatedItem();

// Asks `check` about each action, by its position, how it fits its table. Empty key values fail the request, other misfits
// cancel the transaction, with the reason of each (captured in 2026).
Result<void> checkActions(size_t actions, const std::function<Result<void>(size_t)>& check);

// All writes or none, on different items, isolated from every other write. Every failing action is reported, not just the
// first: TransactionCanceledException. An item that another transaction has in hand is reported as TransactionConflict.
// ValidationException when the items to be put, and the others' keys, have more than 4 MB together.
// The caller holds the tables' TableForWrite (opened in ascending order) and has checked that no item comes twice. `token`
// is remembered in the same batch: a retry after a crash finds both what was done and that it was done, or neither.
Result<std::vector<ItemImages>> writeTransaction(Engine& engine, std::span<const ItemWrite> writes,
                                                 const RequestToken* token = nullptr);

// The ConsumedCapacity list of what writeTransaction() has done, with its key, if the request asks for it.
void writeTransactionCapacities(OperationContext& context, std::span<const ItemWrite> writes,
                                std::span<const ItemImages> images);

// The items of `keys` (encodeItemKey) as they were at one moment; empty images for those that are not there. An item that a
// transaction in flight is about to change is reported as TransactionConflict. ValidationException when they have more than
// 4 MB together.
Result<std::vector<ItemImages>> readTransaction(Engine& engine, std::span<const std::string> keys);

}  // namespace stator
