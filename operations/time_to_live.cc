#include "operations/time_to_live.h"

#include <algorithm>

#include "operations/item_write.h"
#include "storage/expiry_index.h"

namespace stator {
namespace {

constexpr size_t kChunkItems = 1000;  // looked up at once

// Items that expired longer ago are left alone (AWS developer guide): such a number is more likely a mistake.
constexpr int64_t kOldestExpiry = int64_t{5} * 365 * 24 * 3600;  // seconds; how the service counts years is unverified

// `attribute = value`
Condition equals(const std::string& attribute, AttributeValueView value) {
  Operand path;
  path.path.elements.push_back({attribute});
  Operand constant;
  constant.kind = Operand::Kind::Value;
  constant.value = value;
  Condition condition;
  condition.op = Condition::Operator::Equal;
  condition.operands = {path, constant};
  return condition;
}

// False when the item is not deleted: it changed in the meantime, or a transaction has it in hand.
bool expire(Engine& engine, const TableSchema& expected, const ExpiringItem& expired) {
  const auto open = engine.catalog().openForWrite(expected.account, expected.region, expected.name);
  if (!open || open->schema().id != expected.id || !open->schema().itemsExpire()) return false;
  const TableSchema& table = open->schema();
  if (table.time_to_live->id != expected.time_to_live->id) return false;
  std::string item;
  if (!engine.items().get(expired.key, item) || expirySecond(table, ItemView(item)) != expired.second) return false;
  const std::string& attribute = table.time_to_live->attribute;
  const Condition unchanged = equals(attribute, *ItemView(item).find(attribute));
  const ItemWrite write{.kind = ItemWrite::Kind::Delete,
                        .table = &table,
                        .key = expired.key,
                        .item = ItemView(item),
                        .condition = &unchanged,
                        .by_service = true};
  return static_cast<bool>(writeItem(engine, write));
}

}  // namespace

std::string_view timeToLiveStatus(const Engine& engine, const TableSchema& table) {
  if (!table.time_to_live) return "DISABLED";
  const bool changing = engine.clock().now() < table.time_to_live->changed + engine.options().transient_status;
  if (!table.time_to_live->enabled) return changing ? "DISABLING" : "DISABLED";
  return changing || table.time_to_live->backfilling ? "ENABLING" : "ENABLED";
}

void backfillExpiries(Engine& engine, const std::shared_ptr<const TableSchema>& table) {
  engine.items().backfillExpiries(*table, engine.locks(), [&] { return engine.stopping(); });
  if (engine.stopping()) return;
  // Whether table and time to live are still there does not matter: the ids of what is gone take no entries any more.
  (void)engine.catalog().update(table->account, table->region, table->name, [&](TableSchema& schema) -> Result<void> {
    if (schema.id == table->id && schema.itemsExpire() && schema.time_to_live->id == table->time_to_live->id) {
      schema.time_to_live->backfilling = false;
    }
    return {};
  });
}

void deleteExpired(Engine& engine, const TableSchema& table) {
  if (table.status != TableStatus::Active && table.status != TableStatus::Updating) return;
  const int64_t now = std::chrono::floor<std::chrono::seconds>(engine.clock().now()).time_since_epoch().count();
  const int64_t end = now - engine.options().time_to_live_delay.count();  // an item lives through its last second
  if (end <= 0) return;
  const auto start = static_cast<uint64_t>(std::max<int64_t>(now - kOldestExpiry, 0));
  while (!engine.stopping()) {
    const auto expired = engine.items().expiring(table, start, static_cast<uint64_t>(end), kChunkItems);
    size_t deleted = 0;
    for (const ExpiringItem& item : expired) {
      if (engine.stopping()) return;
      if (expire(engine, table, item)) ++deleted;
    }
    if (expired.size() < kChunkItems || deleted == 0) return;
  }
}

}  // namespace stator
