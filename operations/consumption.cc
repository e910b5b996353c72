#include "operations/consumption.h"

#include <algorithm>

#include "operations/capacity_report.h"
#include "operations/transaction.h"
#include "storage/key_encoding.h"

namespace stator {
namespace {

constexpr int64_t kHalves = 2;         // capacity is counted in half units
constexpr int64_t kTransactional = 2;  // the factor on units of tables

CapacityUse useOf(const ItemWrite& write, const ItemImages& images, const CapacityArms& arms) {
  return {.table = *write.table,
          .kind = CapacityKind::Write,
          .arms = arms,
          .hash = partitionHashOf(write.key),
          .key = write.item,
          .old_item = images.before(),
          .new_item = images.after()};
}

// The larger of the stored item and the one that a Put carries; 1 when there is none (AWS developer guide, DynamoDB capture
// of 2026-08 for PartiQL).
CapacityArms failedArms(const ItemWrite& write, const ItemImages& images) {
  CapacityArms arms;
  size_t size = 0;
  if (images.existed) {
    size = itemSize(ItemView(images.old_item));
    if (write.kind == ItemWrite::Kind::Put) size = std::max(size, itemSize(write.item));
  }
  arms.table = kHalves * writeUnits(size);
  return arms;
}

bool isFailedCondition(const Error& error) {
  return error.code == ErrorCode::ConditionalCheckFailedException || error.code == ErrorCode::DuplicateItemException;
}

CapacityUse useOf(const ItemRead& read, const CapacityArms& arms) {
  return {.table = *read.table,
          .kind = CapacityKind::Read,
          .arms = arms,
          .hash = partitionHashOf(read.item_key),
          .key = read.key};
}

// Admits all, or cancels.
Result<void> consumeAll(Engine& engine, const std::vector<CapacityUse>& uses) {
  std::vector<CancellationReason> reasons(uses.size());
  bool throttled = false;
  for (size_t i = 0; i < uses.size(); ++i) {
    const Result<void> admitted = engine.throughput().admit(uses[i]);
    if (admitted) continue;
    reasons[i] = cancellationReason(admitted.error());
    throttled = true;
  }
  if (throttled) return transactionCanceled(std::move(reasons));
  for (const CapacityUse& use : uses) engine.throughput().charge(use);
  return {};
}

}  // namespace

Result<void> consumeWrite(Engine& engine, const ItemWrite& write, const ItemImages& images, const Result<void>& applied) {
  if (write.by_service || !engine.throughput().counting()) return {};
  if (!applied && !isFailedCondition(applied.error())) return {};
  const CapacityArms arms = applied ? writeArms(*write.table, images.before(), images.after()) : failedArms(write, images);
  return engine.throughput().consume(useOf(write, images, arms));
}

Result<void> consumeTransaction(Engine& engine, std::span<const ItemWrite> writes, std::span<const ItemImages> images) {
  std::vector<CapacityArms> arms(writes.size());
  std::vector<CapacityUse> uses;
  uses.reserve(writes.size());
  for (size_t i = 0; i < writes.size(); ++i) {
    arms[i] = writeArms(*writes[i].table, images[i].before(), images[i].after());
    arms[i].table *= kTransactional;
    uses.push_back(useOf(writes[i], images[i], arms[i]));
  }
  return consumeAll(engine, uses);
}

Result<void> consumeRead(Engine& engine, const ItemRead& read) {
  const CapacityArms arms{.table = read.half_units};
  return engine.throughput().consume(useOf(read, arms));
}

Result<void> consumeTransaction(Engine& engine, std::span<const ItemRead> reads) {
  std::vector<CapacityArms> arms(reads.size());
  std::vector<CapacityUse> uses;
  uses.reserve(reads.size());
  for (size_t i = 0; i < reads.size(); ++i) {
    arms[i].table = reads[i].half_units;
    uses.push_back(useOf(reads[i], arms[i]));
  }
  return consumeAll(engine, uses);
}

Result<void> consumePage(Engine& engine, const PageRead& page) {
  CapacityArms arms;
  arms.table = page.index == nullptr ? page.half_units : page.table_half_units;
  if (page.index != nullptr) arms.indexes[static_cast<size_t>(page.index - page.table->indexes.data())] = page.half_units;
  return engine.throughput().consume(
      {.table = *page.table, .kind = CapacityKind::Read, .arms = arms, .hash = page.hash, .key_value = page.key_value});
}

void chargeRead(Engine& engine, const TableSchema& table, int64_t half_units) {
  const CapacityArms arms{.table = half_units};
  engine.throughput().charge({.table = table, .kind = CapacityKind::Read, .arms = arms});
}

}  // namespace stator
