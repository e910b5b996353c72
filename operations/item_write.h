// The one path of every change to an item: lock, read, apply, commit. Put, Update, Delete and ConditionCheck differ in
// one function, apply(), which is pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "expression/syntax_tree.h"
#include "operations/engine.h"
#include "types/result.h"

namespace stator {

// What is to happen to one item. Borrows everything but the key.
struct ItemWrite {
  enum class Kind : uint8_t { Put, Update, Delete, ConditionCheck };

  Kind kind = Kind::Put;
  const TableSchema* table = nullptr;
  std::string key;                           // encodeItemKey
  ItemView item;                             // Put: the new item; others: the key attributes
  const UpdateExpression* update = nullptr;  // of Update; nullptr changes nothing but creates the item
  const Condition* condition = nullptr;      // nullptr: none
  bool return_item_on_failure = false;       // ReturnValuesOnConditionCheckFailure ALL_OLD
  bool by_service = false;                   // Delete: of an item whose time to live is over
  bool must_be_new = false;                  // Put: DuplicateItemException when there is an item already
};

// The item before and after. `old_item` and `new_item` are meaningful only when the flags say so.
struct ItemImages {
  bool existed = false;
  bool exists = false;
  std::string old_item;
  std::string new_item;

  std::optional<ItemView> before() const { return existed ? std::optional(ItemView(old_item)) : std::nullopt; }
  std::optional<ItemView> after() const { return exists ? std::optional(ItemView(new_item)) : std::nullopt; }
};

// Fills in what `write` makes of the item that `images` holds as the old one. Errors: ConditionalCheckFailedException;
// DuplicateItemException, with the old item in Error::item but not for the answer (has_item is false);
// ValidationException for an update that cannot be applied or an item that gets too large.
Result<void> apply(const ItemWrite& write, ItemImages& images);

// One write, atomic and isolated. The caller holds the table's TableForWrite.
Result<ItemImages> writeItem(Engine& engine, const ItemWrite& write);

// What became of several writes, by their position.
struct ItemWrites {
  std::vector<ItemImages> images;
  std::vector<bool> throttled;  // not written, for lack of capacity
  std::optional<Error> first_throttle;
};

// Several writes on different items, in one commit: all but the throttled ones or, when one is refused for another reason,
// none.
Result<ItemWrites> writeItems(Engine& engine, std::span<const ItemWrite> writes);

}  // namespace stator
