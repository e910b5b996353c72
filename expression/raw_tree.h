// What the grammars produce: the shape of an expression, with names and values still as they were written. The resolvers
// turn these into the trees of syntax_tree.h. All text is a part of the expression's own.
#pragma once

#include <string_view>
#include <vector>

namespace stator {

struct RawPathStep {
  std::string_view text;  // identifier, #name, or digits
  bool is_index = false;
};

using RawPath = std::vector<RawPathStep>;

// Operands and conditions are one type, since "(" may open either: "(a) = :b", "(a = :b)".
struct RawNode {
  enum class Kind : uint8_t { Path, Value, Function, Comparison, Between, In, And, Or, Not, Plus, Minus };
  Kind kind = Kind::Path;
  std::string_view text;  // of Value the placeholder, of Function the name, of Comparison the operator
  RawPath path;           // of Path
  std::vector<RawNode> children;
  bool parenthesized = false;

  bool isOperand() const { return kind == Kind::Path || kind == Kind::Value || kind == Kind::Function; }
};

}  // namespace stator
