// A PartiQL statement, from its text and parameters to the trees that expressions become as well.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expression/partiql_tree.h"
#include "expression/syntax_tree.h"
#include "types/result.h"

namespace stator {

struct PartiqlColumn {
  std::string name;  // in the answer: the last step of the path, with its indexes
  DocumentPath path;
};

// Movable; its trees borrow from `values`.
struct PartiqlStatement {
  PartiqlKind kind = PartiqlKind::Select;
  std::string table;
  std::optional<std::string> index;
  std::optional<std::vector<PartiqlColumn>> columns;  // of SELECT; nothing: *
  std::optional<Condition> where;
  std::vector<PartiqlOrderTerm> order_by;
  std::string item;         // of INSERT, encoded
  UpdateExpression update;  // of UPDATE
  PartiqlReturning returning = PartiqlReturning::None;
  std::deque<AttributeValue> values;

  bool isRead() const { return kind == PartiqlKind::Select; }
};

// Everything that can be said without the table. Errors are the service's texts, all ValidationExceptions: a statement that
// is not well formed, what is not supported, operands of wrong types or numbers. `parameters` must be well-formed values.
//
// `check_source` may refuse a SELECT of an index, once the statement is known to be well formed and before anything else is
// said about it.
using PartiqlSourceCheck = std::function<Result<void>(std::string_view table, std::string_view index)>;
Result<PartiqlStatement> parsePartiql(std::string_view text, std::span<const AttributeValue> parameters,
                                      const PartiqlSourceCheck& check_source = {});

// The operands of the outermost AND, AND within AND included; the condition itself if it is none.
void collectConjuncts(const Condition& condition, std::vector<const Condition*>& conjuncts);

}  // namespace stator
