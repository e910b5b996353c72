// The grammar of UpdateExpression.
//
//   update := section ...
//   section := SET set , ... | REMOVE path , ... | ADD path :value , ... | DELETE path :value , ...
//   set := path = ( value | "(" value ")" )      value := operand | operand + operand | operand - operand
//   operand := path | :value | function ( operand , ... ) | "(" operand ")"
#pragma once

#include <string_view>
#include <vector>

#include "expression/lexer.h"
#include "expression/raw_tree.h"
#include "expression/syntax_tree.h"

namespace stator {

struct RawUpdateAction {
  RawPath target;
  RawNode value;  // of SET, ADD and DELETE
};

struct RawUpdateSection {
  UpdateAction::Kind kind = UpdateAction::Kind::Set;
  std::vector<RawUpdateAction> actions;
};

// Syntax and the number of operators.
Result<std::vector<RawUpdateSection>> parseRawUpdate(TokenStream& tokens);

}  // namespace stator
