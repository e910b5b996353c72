// The primary key that a PartiQL statement names in its WHERE clause, and single-item operations made from it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expression/partiql.h"
#include "operations/item_write.h"
#include "operations/partiql_branches.h"
#include "protocol/request.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

// Parameters of a statement. Errors are bare texts; they come before anything is said about the statement itself (DynamoDB
// capture, 2026-09).
Result<std::vector<AttributeValue>> readPartiqlParameters(RequestValue statement);

// EXISTS where it must not be.
Error existsOutsideTransaction();
// The item of INSERT is not too large.
Result<void> checkPartiqlItemSize(const PartiqlStatement& statement);

// "Key attribute's data type should match its data type in table's schema: Key <name>"
Error keyTypeMismatch(std::string_view name);

// All of the conditions; nullopt for none. Borrows what they borrow.
std::optional<Condition> conjunction(std::vector<Condition> conditions);

// The WHERE clause taken apart: equalities on the table's key attributes, and the rest.
struct PartiqlKey {
  std::string key;                // item bytes of the key attributes found
  bool complete = false;          // every key attribute has an equality
  std::string contradiction;      // a key attribute that is to equal two values; empty: none
  std::vector<Condition> others;  // borrow from the statement

  // Whether the clause is the primary key and nothing else.
  bool exact() const { return complete && contradiction.empty() && others.empty(); }
};
PartiqlKey partiqlKey(const PartiqlStatement& statement, const TableSchema& table);

// Types of the key's attributes, and values that no key can have.
Result<void> checkPartiqlKey(const TableSchema& table, ItemView key);

// INSERT, UPDATE, DELETE or EXISTS as a write of one item. Neither movable nor copyable: item_write() points into it.
class PartiqlWrite {
 public:
  // Both must outlive this.
  PartiqlWrite(const PartiqlStatement& statement, const TableSchema& table);
  PartiqlWrite(const PartiqlWrite&) = delete;
  PartiqlWrite& operator=(const PartiqlWrite&) = delete;

  // What is wrong with the statement once the table's key is known: it does not name one item.
  Result<void> checkStatement() const;
  // What does not fit the table: types of keys, index keys, targets of the update, sizes.
  Result<void> checkAgainstTable() const;

  // Once both checks have passed.
  ItemWrite itemWrite(bool return_item_on_failure) const;
  // What RETURNING asks for; nothing when that is empty. May be kept in `storage`.
  std::optional<ItemView> returned(const ItemImages& images, std::string& storage) const;

  const TableSchema& table() const { return table_; }
  const PartiqlStatement& statement() const { return statement_; }
  // The item of INSERT, else the key.
  ItemView item() const { return ItemView(statement_.kind == PartiqlKind::Insert ? statement_.item : key_.key); }

 private:
  const PartiqlStatement& statement_;
  const TableSchema& table_;
  PartiqlKey key_;
  std::optional<Condition> condition_;
};

}  // namespace stator
