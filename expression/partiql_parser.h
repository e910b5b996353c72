// The grammar of PartiQL as DynamoDB understands it.
//
//   SELECT * | path, ... FROM table[.index] [WHERE condition] [ORDER BY name [ASC | DESC], ...]
//   EXISTS ( SELECT ... )
//   INSERT INTO table VALUE { 'name': value, ... }
//   UPDATE table { SET path = value, ... | REMOVE path } ... WHERE condition [RETURNING ALL | MODIFIED  OLD | NEW *]
//   FROM table WHERE condition { SET path = value, ... | REMOVE path } ... [RETURNING ...]
//   DELETE FROM table WHERE condition [RETURNING ALL OLD *]
//
// Keywords and function names in any case; one ";" may end the statement.
#pragma once

#include <string_view>

#include "expression/partiql_tree.h"
#include "types/result.h"

namespace stator {

inline constexpr int kMaxPartiqlDepth = 128;         // of parentheses, literals, NOTs and signs
inline constexpr size_t kMaxPartiqlOperators = 300;  // as in expressions

// Errors: malformed statements. What is grammatical but not supported is left in the statement.
Result<RawPartiqlStatement> parseRawPartiql(std::string_view text);

}  // namespace stator
