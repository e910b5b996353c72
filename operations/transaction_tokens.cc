#include "operations/transaction_tokens.h"

#include <algorithm>

#include "base/digest.h"
#include "protocol/canonical_json.h"
#include "storage/idempotency_tokens.h"
#include "types/item.h"

namespace stator {
namespace {

// A replay may ask for its capacity or not, whatever the first request did (captured August 2026).
constexpr std::string_view kNotCompared[] = {"ReturnConsumedCapacity"};

std::string digestOf(RequestValue request) {
  std::string text;
  appendCanonicalJson(text, request, kNotCompared);
  const auto digest = sha256(text);
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string encode(const ReplayCapacity& capacity) {
  ItemBuilder item;
  for (const auto& [table, half_units] : capacity) item.add(table, AttributeValue::number(half_units));
  return item.build();
}

ReplayCapacity decode(std::string_view answer) {
  ReplayCapacity capacity;
  for (const auto& [table, value] : ItemView(answer)) capacity[std::string(table)] = value.number().toInteger().value_or(0);
  return capacity;
}

ReplayCapacity replayCapacity(std::span<const ItemWrite> writes, std::span<const ItemImages> images) {
  ReplayCapacity capacity;
  constexpr int64_t kTransactional = 2, kConsistent = true;
  for (size_t i = 0; i < writes.size(); ++i) {
    const size_t before = images[i].existed ? itemSize(ItemView(images[i].old_item)) : 0;
    const size_t after = images[i].exists ? itemSize(ItemView(images[i].new_item)) : 0;
    capacity[writes[i].table->name] += kTransactional * readHalfUnits(std::max(before, after), kConsistent);
  }
  return capacity;
}

}  // namespace

TokenEntry tokenEntry(const RequestToken& token, std::span<const ItemWrite> writes, std::span<const ItemImages> images) {
  return IdempotencyTokens::entry(token.scope, {token.digest, encode(replayCapacity(writes, images)), token.expires});
}

Result<void> withRequestToken(OperationContext& context, std::string_view operation,
                              const std::function<Result<void>(const RequestToken*)>& execute,
                              const std::function<void(const ReplayCapacity&)>& replay) {
  const RequestValue token = context.request["ClientRequestToken"];
  if (!token) return execute(nullptr);
  IdempotencyTokens& tokens = context.engine.tokens();
  const std::string scope = context.caller.account + "/" + context.caller.region + "/" + std::string(operation) + "/" +
                            std::string(token.string());
  const IdempotencyTokens::InProgress progress(tokens, scope);
  if (!progress.claimed()) {
    return Error{ErrorCode::TransactionInProgressException,
                 "The transaction with the given request token is already in progress."};
  }
  const TimePoint now = context.engine.clock().now();
  const RequestToken pending{scope, digestOf(context.request.root()), now + kIdempotencyWindow};
  if (const auto done = tokens.find(scope, now)) {
    if (done->digest != pending.digest) {
      return Error{ErrorCode::IdempotentParameterMismatchException,
                   "The request uses the same client token as a previous, but non-identical request. Do not reuse a client "
                   "token with "
                   "different requests, unless the requests are identical"};
    }
    replay(decode(done->answer));
    return {};
  }
  TRY(execute(&pending));
  context.engine.noteTokens();
  return {};
}

void writeReplayCapacity(OperationContext& context, const ReplayCapacity& capacity) {
  const CapacityDetail detail = capacityDetail(context.request.root());
  if (detail == CapacityDetail::None) return;
  ResponseWriter& out = context.response;
  out.key("ConsumedCapacity");
  out.beginArray();
  for (const auto& [table, half_units] : capacity) {
    ConsumedCapacity consumed;
    consumed.table = half_units;
    writeConsumedCapacity(out, table, consumed, detail, CapacityAxis::Read);
  }
  out.endArray();
}

}  // namespace stator
