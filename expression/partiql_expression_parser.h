// The part of the PartiQL grammar that stands behind WHERE, SET and VALUE: expressions, literals and paths.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expression/partiql_tree.h"
#include "types/result.h"

namespace stator {

// Tokens, a position among them, and what has been found on the way. The statement's grammar builds on it.
class PartiqlExpressionParser {
 public:
  explicit PartiqlExpressionParser(std::vector<PartiqlToken> tokens) : tokens_(std::move(tokens)) {}

  const PartiqlToken& peek() const { return tokens_[at_]; }
  const PartiqlToken& peekSecond() const { return tokens_[at_ + 1 < tokens_.size() ? at_ + 1 : at_]; }
  const PartiqlToken& next();
  bool accept(std::string_view symbol);
  bool acceptKeyword(std::string_view word);

  // All of AND, OR, NOT, comparisons, arithmetic.
  Result<PartiqlNode> parseExpression();
  // A name, then .name, [index] and ['name']. The first name must be the next token.
  Result<PartiqlNode> parsePath();
  // { 'name': value, ... } or another operand.
  Result<PartiqlNode> parseOperand();

  // What is grammatical but not supported: reported when the whole statement turns out to be well formed.
  void noteUnsupported(std::string text);
  void noteUnsupported(std::string text, const PartiqlPosition& position) {
    noteUnsupported(std::move(text) + position.text());
  }
  const std::optional<std::string>& unsupported() const { return unsupported_; }

  size_t parameterCount() const { return parameters_; }

  // The malformed statement that the next token makes of it.
  Error unexpected() const;

 private:
  class Depth;

  Result<PartiqlNode> parseAnd();
  Result<PartiqlNode> parseNot();
  Result<PartiqlNode> parseComparison();
  Result<PartiqlNode> parseRest(PartiqlNode left, bool& parsed);
  Result<PartiqlNode> parseBetween(PartiqlNode left);
  Result<PartiqlNode> parseIn(PartiqlNode left);
  Result<PartiqlNode> parseIs(PartiqlNode left);
  Result<PartiqlNode> parseSum();
  Result<PartiqlNode> parseProduct();
  Result<PartiqlNode> parseSign();
  Result<PartiqlNode> parseTerm();
  Result<PartiqlNode> parseKeywordTerm();
  Result<PartiqlNode> parseSymbolTerm();
  Result<PartiqlNode> parseCall();
  Result<PartiqlNode> parseGroup();
  Result<PartiqlNode> parseSubquery();
  Result<PartiqlNode> parseStruct();
  Result<void> parseList(PartiqlNode& node, std::string_view close, std::string_view expected);
  Result<void> parseSteps(PartiqlNode& node);
  Result<void> parseBracketStep(PartiqlNode& node);
  Result<PartiqlNode> binary(PartiqlNode left, Result<PartiqlNode> (PartiqlExpressionParser::*parse_right)());
  Result<void> countOperator();
  Result<void> checkRightSide() const;

  std::vector<PartiqlToken> tokens_;
  size_t at_ = 0;
  int depth_ = 0;
  size_t operators_ = 0;
  size_t parameters_ = 0;
  std::optional<std::string> unsupported_;
};

}  // namespace stator
