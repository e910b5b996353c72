// The grammar of ConditionExpression, FilterExpression and KeyConditionExpression.
//
//   condition := term { OR term }       term := factor { AND factor }       factor := [ NOT ] ... comparison
//   comparison := operand comparator operand | operand BETWEEN operand AND operand | operand IN ( operand , ... )
//               | function ( operand , ... ) | ( condition )
//   operand := path | :value | function ( operand , ... ) | ( operand )
#pragma once

#include <string_view>

#include "expression/placeholders.h"
#include "expression/raw_tree.h"
#include "expression/syntax_tree.h"
#include "types/result.h"

namespace stator {

// Syntax, redundant parentheses and the number of operators. `kind`: "Condition", "Filter" or "KeyCondition".
Result<RawNode> parseRawCondition(std::string_view kind, std::string_view text);

// Everything else that is checked before an item is seen.
Result<Condition> resolveCondition(std::string_view kind, const RawNode& root, Placeholders& placeholders);

}  // namespace stator
