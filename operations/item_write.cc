#include "operations/item_write.h"

#include <algorithm>

#include "expression/evaluate.h"
#include "operations/consumption.h"
#include "operations/key_check.h"
#include "types/limits.h"

namespace stator {
namespace {

Error conditionFailed(const ItemWrite& write, const ItemImages& images) {
  Error error{ErrorCode::ConditionalCheckFailedException, "The conditional request failed"};
  if (write.return_item_on_failure && images.existed) {
    error.has_item = true;
    error.item = images.old_item;
  }
  return error;
}

Error duplicateItem(const ItemImages& images) {
  Error error{ErrorCode::DuplicateItemException, "Duplicate primary key exists in table"};
  error.item = images.old_item;
  return error;
}

// An item of a table with local indexes shares its limit with its entries there (AWS developer guide, item sizes).
size_t localEntriesSize(const TableSchema& table, ItemView item) {
  size_t size = 0;
  for (const SecondaryIndex& index : table.indexes) {
    if (index.global || !belongsToIndex(index, item)) continue;
    const std::string entry = projectForIndex(table, index, item);
    size += itemSize(ItemView(entry));
  }
  return size;
}

Result<void> applyUpdate(const ItemWrite& write, ItemImages& images) {
  const ItemView base = images.existed ? ItemView(images.old_item) : write.item;
  if (write.update == nullptr) {
    images.new_item = base.bytes();
    return {};
  }
  images.new_item = TRY(apply(*write.update, base));
  const ItemView item(images.new_item);
  TRY(checkUpdatedIndexKeys(*write.table, *write.update, item));
  if (itemSize(item) + localEntriesSize(*write.table, item) > kMaxItemSize) {
    return validationError("Item size to update has exceeded the maximum allowed size");
  }
  return {};
}

void read(Engine& engine, const ItemWrite& write, ItemImages& images) {
  images.existed = engine.items().get(write.key, images.old_item);
}

ItemChange changeOf(const ItemWrite& write, const ItemImages& images) {
  return {write.table, write.key, images.before(), images.after()};
}

}  // namespace

Result<void> apply(const ItemWrite& write, ItemImages& images) {
  // Conditions see an absent item as one without attributes, also when an update is going to create it.
  if (write.condition != nullptr && !evaluate(*write.condition, images.existed ? ItemView(images.old_item) : ItemView())) {
    return conditionFailed(write, images);
  }
  if (write.must_be_new && images.existed) return duplicateItem(images);
  images.exists = true;
  switch (write.kind) {
    case ItemWrite::Kind::Put:
      if (write.table->hasLocalIndexes() &&
          itemSize(write.item) + localEntriesSize(*write.table, write.item) > kMaxItemSize) {
        return validationError("Item size has exceeded the maximum allowed size");
      }
      images.new_item = write.item.bytes();
      return {};
    case ItemWrite::Kind::Update:
      return applyUpdate(write, images);
    case ItemWrite::Kind::Delete:
      images.exists = false;
      return {};
    case ItemWrite::Kind::ConditionCheck:
      images.exists = images.existed;
      images.new_item = images.old_item;
      return {};
  }
  return {};
}

Result<ItemImages> writeItem(Engine& engine, const ItemWrite& write) {
  if (engine.transactions().contains(write.key)) {
    return Error{ErrorCode::TransactionConflictException, "Transaction is ongoing for the item"};
  }
  ItemImages images;
  const auto lock = engine.locks().lock(write.key);
  read(engine, write, images);
  Result<void> applied = apply(write, images);
  TRY(consumeWrite(engine, write, images, applied));
  TRY(std::move(applied));
  if (images.existed || images.exists) {
    const ItemChange change = changeOf(write, images);
    engine.items().commit({&change, 1}, {.by_service = write.by_service});
  }
  return images;
}

Result<ItemWrites> writeItems(Engine& engine, std::span<const ItemWrite> writes) {
  std::vector<std::string> keys;
  keys.reserve(writes.size());
  for (const ItemWrite& write : writes) keys.push_back(write.key);
  const auto locks = engine.locks().lock(keys);

  ItemWrites done{.images = std::vector<ItemImages>(writes.size()), .throttled = std::vector<bool>(writes.size())};
  for (size_t i = 0; i < writes.size(); ++i) {
    read(engine, writes[i], done.images[i]);
    TRY(apply(writes[i], done.images[i]));
  }
  std::vector<ItemChange> changes;
  for (size_t i = 0; i < writes.size(); ++i) {
    const ItemImages& images = done.images[i];
    Result<void> consumed = consumeWrite(engine, writes[i], images, {});
    if (!consumed) {
      done.throttled[i] = true;
      if (!done.first_throttle) done.first_throttle = std::move(consumed).error();
    } else if (images.existed || images.exists) {
      changes.push_back(changeOf(writes[i], images));
    }
  }
  if (!changes.empty()) engine.items().commit(changes);
  return done;
}

}  // namespace stator
