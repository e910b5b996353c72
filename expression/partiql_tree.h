// What the PartiQL grammar produces: a statement as it was written, before parameters and literals have become values. The
// resolvers (partiql_resolver.h) turn it into the trees that everything else works with. Borrows the statement's text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expression/partiql_lexer.h"
#include "expression/syntax_tree.h"

namespace stator {

struct PartiqlNode {
  enum class Kind : uint8_t {
    Path,
    String,
    Number,
    True,
    False,
    Null,
    Missing,
    Parameter,
    Ion,
    List,      // [a, b] and (a, b)
    Bag,       // <<a, b>>
    Struct,    // {k: v}: children are keys and values in turn
    Call,      // function(a, b)
    Sign,      // -a, +a
    Operator,  // a + b, a = b, a LIKE b ...
    And,
    Or,
    Not,
    Between,  // value, lower, upper
    In,       // value, candidates (a List or Bag, or what else was written there)
    Is        // value; `text` is the type in small letters
  };
  Kind kind = Kind::Path;
  std::string_view text;  // Number (without sign), Operator, Sign, Ion: as written; Call: the name as written
  std::string name;       // String: its value; Call and Is: in small letters
  size_t parameter = 0;   // of Parameter: from 0
  DocumentPath path;      // of Path
  std::vector<PartiqlNode> children;
  PartiqlPosition position;
};

struct PartiqlOrderTerm {
  std::string attribute;
  bool descending = false;
};

enum class PartiqlKind : uint8_t { Select, Exists, Insert, Update, Delete };
enum class PartiqlReturning : uint8_t { None, AllOld, ModifiedOld, AllNew, ModifiedNew };

struct RawPartiqlStatement {
  struct Assignment {
    DocumentPath path;
    std::optional<PartiqlNode> value;  // nothing: REMOVE
  };

  PartiqlKind kind = PartiqlKind::Select;
  std::string table;
  std::string index;  // empty: none
  bool has_index = false;
  std::vector<PartiqlNode> columns;  // of SELECT; empty: *
  std::optional<PartiqlNode> where;
  std::vector<PartiqlOrderTerm> order_by;
  std::optional<PartiqlNode> item;      // of INSERT
  std::vector<Assignment> assignments;  // of UPDATE
  PartiqlReturning returning = PartiqlReturning::None;
  size_t parameter_count = 0;              // how many ? there are
  std::optional<std::string> unsupported;  // what to say about it, though it is well formed
};

}  // namespace stator
