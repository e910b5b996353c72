#include "operations/transaction.h"

#include <map>

#include "types/limits.h"

#include "operations/consumption.h"

namespace stator {
namespace {

constexpr std::string_view kOngoing = "Transaction is ongoing for the item";

Error conflict(size_t actions, const std::vector<size_t>& positions) {
  std::vector<CancellationReason> reasons(actions);
  for (size_t position : positions) reasons[position] = {"TransactionConflict", std::string(kOngoing), {}};
  return transactionCanceled(std::move(reasons));
}

// The limit is documented; its text is unverified.
Result<void> checkTransactionSize(size_t size) {
  constexpr size_t kMaxTransactionSize = 4 * kMiB;
  if (size <= kMaxTransactionSize) return {};
  return validationError("Transaction request size has exceeded the maximum allowed size of 4 MB");
}

std::vector<std::string> keysOf(std::span<const ItemWrite> writes) {
  std::vector<std::string> keys;
  keys.reserve(writes.size());
  for (const ItemWrite& write : writes) keys.push_back(write.key);
  return keys;
}

}  // namespace

Error transactionCanceled(std::vector<CancellationReason> reasons) {
  Error error{ErrorCode::TransactionCanceledException};
  error.message = "Transaction cancelled, please refer cancellation reasons for specific reasons [";
  for (size_t i = 0; i < reasons.size(); ++i) error.message.append(i == 0 ? "" : ", ").append(reasons[i].code);
  error.message += ']';
  error.cancellation_reasons = std::move(reasons);
  return error;
}

CancellationReason cancellationReason(const Error& error) {
  switch (error.code) {
    case ErrorCode::ConditionalCheckFailedException:
      return {"ConditionalCheckFailed", error.message, error.item};
    case ErrorCode::DuplicateItemException:
      return {"DuplicateItem", error.message, {}};
    case ErrorCode::ResourceNotFoundException:
      return {"ResourceNotFound", error.message, {}};
    case ErrorCode::ProvisionedThroughputExceededException:
      return {"ProvisionedThroughputExceeded", error.message, {}};
    case ErrorCode::RequestLimitExceeded:  // no code of its own in a transaction: unverified
    case ErrorCode::ThrottlingException:
      return {"ThrottlingError", error.message, {}};
    default:
      return {"ValidationError", error.message, {}};
  }
}

Error repeatedItem() { return validationError("Transaction request cannot include multiple operations on one item"); }

Result<void> checkActions(size_t actions, const std::function<Result<void>(size_t)>& check) {
  std::vector<CancellationReason> reasons(actions);
  bool failed = false;
  for (size_t i = 0; i < actions; ++i) {
    Result<void> checked = check(i);
    if (checked) continue;
    if (checked.error().message.starts_with("One or more parameter values are not valid.")) return checked;
    reasons[i] = cancellationReason(checked.error());
    failed = true;
  }
  if (failed) return transactionCanceled(std::move(reasons));
  return {};
}

Result<std::vector<ItemImages>> writeTransaction(Engine& engine, std::span<const ItemWrite> writes,
                                                 const RequestToken* token) {
  size_t size = 0;
  for (const ItemWrite& write : writes) size += itemSize(write.item);
  TRY(checkTransactionSize(size));
  const std::vector<std::string> keys = keysOf(writes);
  const TransactionsInFlight::Claim claim(engine.transactions(), keys);
  if (!claim.conflicts().empty()) return conflict(writes.size(), claim.conflicts());
  const auto locks = engine.locks().lock(keys);

  std::vector<ItemImages> images(writes.size());
  std::vector<CancellationReason> reasons(writes.size());
  std::vector<ItemChange> changes;
  bool failed = false;
  for (size_t i = 0; i < writes.size(); ++i) {
    images[i].existed = engine.items().get(writes[i].key, images[i].old_item);
    Result<void> applied = apply(writes[i], images[i]);
    if (!applied) {
      reasons[i] = cancellationReason(applied.error());
      failed = true;
    } else if (writes[i].kind != ItemWrite::Kind::ConditionCheck && (images[i].existed || images[i].exists)) {
      changes.push_back({writes[i].table, writes[i].key, images[i].before(), images[i].after()});
    }
  }
  if (failed) return transactionCanceled(std::move(reasons));
  TRY(consumeTransaction(engine, writes, images));
  const TokenEntry done = token != nullptr ? tokenEntry(*token, writes, images) : TokenEntry();
  engine.items().commit(changes, {.token = token != nullptr ? &done : nullptr});
  return images;
}

Result<std::vector<ItemImages>> readTransaction(Engine& engine, std::span<const std::string> keys) {
  std::vector<size_t> conflicts;
  for (size_t i = 0; i < keys.size(); ++i)
    if (engine.transactions().contains(keys[i])) conflicts.push_back(i);
  if (!conflicts.empty()) return conflict(keys.size(), conflicts);

  size_t size = 0;
  const Snapshot snapshot(engine.database());
  std::vector<ItemImages> images(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    images[i].existed = engine.items().get(keys[i], images[i].old_item, &snapshot);
    if (images[i].existed) size += itemSize(ItemView(images[i].old_item));
  }
  TRY(checkTransactionSize(size));
  return images;
}

// Table arms count twice, index arms once (DynamoDB capture, 2026-08).
void writeTransactionCapacities(OperationContext& context, std::span<const ItemWrite> writes,
                                std::span<const ItemImages> images) {
  constexpr int64_t kTransactional = 2;
  const CapacityDetail detail = capacityDetail(context.request.root());
  if (detail == CapacityDetail::None) return;
  std::map<std::string, ConsumedCapacity> tables;
  for (size_t i = 0; i < writes.size(); ++i) {
    ConsumedCapacity consumed = writeCapacity(*writes[i].table, images[i].before(), images[i].after());
    consumed.table *= kTransactional;
    tables[writes[i].table->name] += consumed;
  }
  ResponseWriter& out = context.response;
  out.key("ConsumedCapacity");
  out.beginArray();
  for (const auto& [table, consumed] : tables) writeConsumedCapacity(out, table, consumed, detail, CapacityAxis::Write);
  out.endArray();
}

}  // namespace stator
