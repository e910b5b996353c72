#include "expression/partiql_expression_parser.h"

#include <algorithm>
#include <charconv>

#include "expression/partiql_keywords.h"
#include "expression/partiql_parser.h"
#include "types/limits.h"

namespace stator {
namespace {

using Kind = PartiqlNode::Kind;
using TokenKind = PartiqlToken::Kind;

PartiqlNode nodeAt(Kind kind, const PartiqlPosition& position) {
  PartiqlNode node;
  node.kind = kind;
  node.position = position;
  return node;
}

PartiqlNode negated(PartiqlNode child) {
  PartiqlNode node = nodeAt(Kind::Not, child.position);
  node.children.push_back(std::move(child));
  return node;
}

bool isName(const PartiqlToken& token) { return token.kind == TokenKind::Identifier || token.kind == TokenKind::Quoted; }

std::string nameOf(const PartiqlToken& token) {
  return token.kind == TokenKind::Quoted ? token.value : std::string(token.text);
}

// Names of types that may be names of attributes as well.
bool isTypeWord(const PartiqlToken& token) {
  const std::string word = token.kind == TokenKind::Identifier ? lowerCase(token.text) : std::string();
  return word == "int4" || word == "int8";
}

// Keywords that stand between two operands.
bool isOperatorKeyword(std::string_view word) {
  constexpr std::string_view kWords[] = {"is", "like", "in", "between", "and", "or"};
  return std::ranges::find(kWords, word) != std::end(kWords);
}

// Keywords that are names of functions.
bool isFunctionKeyword(std::string_view word) {
  constexpr std::string_view kWords[] = {
      "exists",       "count",      "avg",     "max",       "min",         "sum",
      "size",         "upper",      "lower",   "substring", "char_length", "character_length",
      "octet_length", "bit_length", "trim",    "nullif",    "coalesce",    "extract",
      "date_add",     "date_diff",  "position"};
  return std::ranges::find(kWords, word) != std::end(kWords);
}

}  // namespace

// Counts one level of recursion while it lives.
class PartiqlExpressionParser::Depth {
 public:
  explicit Depth(PartiqlExpressionParser& parser) : parser_(parser) { ++parser_.depth_; }
  ~Depth() { --parser_.depth_; }
  Depth(const Depth&) = delete;
  Depth& operator=(const Depth&) = delete;
  bool tooDeep() const { return parser_.depth_ > kMaxPartiqlDepth; }

 private:
  PartiqlExpressionParser& parser_;
};

const PartiqlToken& PartiqlExpressionParser::next() {
  const PartiqlToken& token = tokens_[at_];
  if (token.kind != TokenKind::End) ++at_;
  return token;
}

bool PartiqlExpressionParser::accept(std::string_view symbol) {
  if (!peek().is(symbol)) return false;
  next();
  return true;
}

bool PartiqlExpressionParser::acceptKeyword(std::string_view word) {
  if (!peek().isKeyword(word)) return false;
  next();
  return true;
}

void PartiqlExpressionParser::noteUnsupported(std::string text) {
  if (!unsupported_) unsupported_ = std::move(text);
}

Error PartiqlExpressionParser::unexpected() const {
  return malformedStatement(peek().kind == TokenKind::Keyword ? "Unexpected keyword" : "Unexpected term");
}

Result<void> PartiqlExpressionParser::countOperator() {
  // The text is that of expressions; unverified here.
  if (++operators_ > kMaxPartiqlOperators) {
    return validationError("The expression contains too many operators; operator count: " + std::to_string(operators_));
  }
  return {};
}

Result<void> PartiqlExpressionParser::checkRightSide() const {
  if (peek().kind != TokenKind::End) return {};
  return malformedStatement("Missing right-hand side expression of infix operator");  // captured in October 2026
}

Result<PartiqlNode> PartiqlExpressionParser::parseExpression() {
  const Depth depth(*this);
  if (depth.tooDeep()) return malformedStatement();
  PartiqlNode first = TRY(parseAnd());
  if (!peek().isKeyword("or")) return first;
  PartiqlNode node = nodeAt(Kind::Or, peek().position);
  node.children.push_back(std::move(first));
  while (acceptKeyword("or")) {
    TRY(countOperator());
    TRY(checkRightSide());
    node.children.push_back(TRY(parseAnd()));
  }
  return node;
}

Result<PartiqlNode> PartiqlExpressionParser::parseAnd() {
  PartiqlNode first = TRY(parseNot());
  if (!peek().isKeyword("and")) return first;
  PartiqlNode node = nodeAt(Kind::And, peek().position);
  node.children.push_back(std::move(first));
  while (acceptKeyword("and")) {
    TRY(countOperator());
    TRY(checkRightSide());
    node.children.push_back(TRY(parseNot()));
  }
  return node;
}

Result<PartiqlNode> PartiqlExpressionParser::parseNot() {
  if (!peek().isKeyword("not")) return parseComparison();
  const Depth depth(*this);
  if (depth.tooDeep()) return malformedStatement();
  TRY(countOperator());
  next();
  return negated(TRY(parseNot()));
}

Result<PartiqlNode> PartiqlExpressionParser::parseComparison() {
  PartiqlNode node = TRY(parseSum());
  for (bool parsed = true; parsed;) {
    node = TRY(parseRest(std::move(node), parsed));
    // Each operator nests what is on its left.
    if (parsed) TRY(countOperator());
  }
  return node;
}

// One operator of comparison and its right-hand side, if there is one.
Result<PartiqlNode> PartiqlExpressionParser::parseRest(PartiqlNode left, bool& parsed) {
  parsed = true;
  if (peek().kind == TokenKind::Symbol) {
    for (const std::string_view symbol : {"=", "<>", "!=", "<", "<=", ">", ">="})
      if (peek().text == symbol) return binary(std::move(left), &PartiqlExpressionParser::parseSum);
  }
  if (acceptKeyword("is")) return parseIs(std::move(left));
  const bool negate = peek().isKeyword("not") && peekSecond().kind == TokenKind::Keyword;
  const PartiqlToken& keyword = negate ? peekSecond() : peek();
  const bool known = keyword.isKeyword("between") || keyword.isKeyword("in") || keyword.isKeyword("like");
  if (!known) {
    parsed = false;
    return left;
  }
  if (negate) next();
  PartiqlNode node;
  if (peek().isKeyword("like")) {
    node = TRY(binary(std::move(left), &PartiqlExpressionParser::parseSum));
  } else {
    node = next().isKeyword("between") ? TRY(parseBetween(std::move(left))) : TRY(parseIn(std::move(left)));
  }
  return negate ? negated(std::move(node)) : std::move(node);
}

Result<PartiqlNode> PartiqlExpressionParser::binary(PartiqlNode left,
                                                    Result<PartiqlNode> (PartiqlExpressionParser::*parse_right)()) {
  PartiqlNode node = nodeAt(Kind::Operator, peek().position);
  node.text = next().text;
  node.children.push_back(std::move(left));
  TRY(checkRightSide());
  node.children.push_back(TRY((this->*parse_right)()));
  return node;
}

Result<PartiqlNode> PartiqlExpressionParser::parseBetween(PartiqlNode left) {
  PartiqlNode node = nodeAt(Kind::Between, left.position);
  node.children.push_back(std::move(left));
  node.children.push_back(TRY(parseSum()));
  if (!acceptKeyword("and")) return malformedStatement("Expected AND keyword");
  node.children.push_back(TRY(parseSum()));
  return node;
}

Result<PartiqlNode> PartiqlExpressionParser::parseIn(PartiqlNode left) {
  PartiqlNode node = nodeAt(Kind::In, left.position);
  node.children.push_back(std::move(left));
  if (peek().is("(")) {  // (1) is a list here
    const Depth depth(*this);
    if (depth.tooDeep()) return malformedStatement();
    PartiqlNode list = nodeAt(Kind::List, next().position);
    TRY(parseList(list, ")", "Expected RIGHT_PAREN"));
    node.children.push_back(std::move(list));
  } else {
    node.children.push_back(TRY(parseSum()));
  }
  return node;
}

Result<PartiqlNode> PartiqlExpressionParser::parseIs(PartiqlNode left) {
  const PartiqlPosition position = tokens_[at_ - 1].position;
  const bool negate = acceptKeyword("not");
  if (peek().kind != TokenKind::Keyword && !isTypeWord(peek())) return malformedStatement("Expected type name");
  PartiqlNode node = nodeAt(Kind::Is, position);
  node.name = lowerCase(next().text);
  // Types of two words.
  if (node.name == "double" && acceptKeyword("precision")) node.name = "double precision";
  if (node.name == "character" && acceptKeyword("varying")) node.name = "character varying";
  node.children.push_back(std::move(left));
  return negate ? negated(std::move(node)) : std::move(node);
}

Result<PartiqlNode> PartiqlExpressionParser::parseSum() {
  PartiqlNode node = TRY(parseProduct());
  while (peek().is("+") || peek().is("-") || peek().is("||")) {
    TRY(countOperator());
    node = TRY(binary(std::move(node), &PartiqlExpressionParser::parseProduct));
  }
  return node;
}

Result<PartiqlNode> PartiqlExpressionParser::parseProduct() {
  PartiqlNode node = TRY(parseSign());
  while (peek().is("*") || peek().is("/") || peek().is("%")) {
    TRY(countOperator());
    node = TRY(binary(std::move(node), &PartiqlExpressionParser::parseSign));
  }
  return node;
}

Result<PartiqlNode> PartiqlExpressionParser::parseSign() {
  if (!peek().is("-") && !peek().is("+")) return parseTerm();
  const Depth depth(*this);
  if (depth.tooDeep()) return malformedStatement();
  PartiqlNode node = nodeAt(Kind::Sign, peek().position);
  node.text = next().text;
  node.children.push_back(TRY(parseSign()));
  return node;
}

Result<PartiqlNode> PartiqlExpressionParser::parseOperand() { return parseSum(); }

Result<PartiqlNode> PartiqlExpressionParser::parseTerm() {
  PartiqlNode node = nodeAt(Kind::String, peek().position);
  switch (peek().kind) {
    case TokenKind::String:
      node.name = next().value;
      return node;
    case TokenKind::Number:
      node.kind = Kind::Number;
      node.text = next().text;
      return node;
    case TokenKind::Ion:
      node.kind = Kind::Ion;
      node.text = next().text;
      return node;
    case TokenKind::Keyword:
      return parseKeywordTerm();
    case TokenKind::Symbol:
      return parseSymbolTerm();
    case TokenKind::Identifier:
      if (peekSecond().is("(")) return parseCall();
      return parsePath();
    case TokenKind::Quoted:
      return parsePath();
    case TokenKind::End:
      break;
  }
  return malformedStatement("Unexpected term");
}

Result<PartiqlNode> PartiqlExpressionParser::parseKeywordTerm() {
  const PartiqlToken& token = peek();
  if (token.value == "select") return parseSubquery();
  if (isFunctionKeyword(token.value) && peekSecond().is("(")) return parseCall();
  constexpr std::pair<std::string_view, Kind> kConstants[] = {
      {"true", Kind::True}, {"false", Kind::False}, {"null", Kind::Null}, {"missing", Kind::Missing}};
  for (const auto& [word, kind] : kConstants) {
    if (token.value != word) continue;
    PartiqlNode node = nodeAt(kind, token.position);
    node.text = next().text;
    return node;
  }
  return malformedStatement(isOperatorKeyword(token.value) ? "Unexpected operator" : "Unexpected keyword");
}

Result<PartiqlNode> PartiqlExpressionParser::parseSymbolTerm() {
  if (peek().is("(")) return parseGroup();
  const Depth depth(*this);
  if (depth.tooDeep()) return malformedStatement();
  if (peek().is("{")) return parseStruct();
  if (peek().is("?")) {
    PartiqlNode node = nodeAt(Kind::Parameter, next().position);
    node.parameter = parameters_++;
    return node;
  }
  if (peek().is("[")) {
    PartiqlNode node = nodeAt(Kind::List, next().position);
    TRY(parseList(node, "]", "Expected RIGHT_BRACKET"));
    return node;
  }
  if (peek().is("<<")) {
    PartiqlNode node = nodeAt(Kind::Bag, next().position);
    TRY(parseList(node, ">>", "Expected RIGHT_DOUBLE_ANGLE_BRACKET"));
    return node;
  }
  return malformedStatement("Unexpected term");
}

// (a) is a; (a, b) is a list.
Result<PartiqlNode> PartiqlExpressionParser::parseGroup() {
  PartiqlNode list = nodeAt(Kind::List, next().position);
  PartiqlNode first = TRY(parseExpression());
  if (accept(")")) return first;
  if (!accept(",")) return malformedStatement("Expected RIGHT_PAREN");
  list.children.push_back(std::move(first));
  PartiqlNode rest;
  TRY(parseList(rest, ")", "Expected RIGHT_PAREN"));
  if (rest.children.empty()) return unexpected();
  for (PartiqlNode& child : rest.children) list.children.push_back(std::move(child));
  return list;
}

// Nothing of a subquery is supported, so it is only skipped, up to its closing parenthesis.
Result<PartiqlNode> PartiqlExpressionParser::parseSubquery() {
  noteUnsupported("Unsupported token in expression: SELECT", peek().position);
  PartiqlNode node = nodeAt(Kind::Null, peek().position);
  size_t open = 0;
  while (peek().kind != TokenKind::End && (open > 0 || !peek().is(")"))) {
    if (peek().is("(")) ++open;
    if (peek().is(")")) --open;
    next();
  }
  return node;
}

Result<PartiqlNode> PartiqlExpressionParser::parseCall() {
  const Depth depth(*this);
  if (depth.tooDeep()) return malformedStatement();
  PartiqlNode node = nodeAt(Kind::Call, peek().position);
  node.text = next().text;
  node.name = lowerCase(node.text);
  next();  // (
  if (node.name == "count" && accept("*")) {
    if (!accept(")")) return malformedStatement("Expected RIGHT_PAREN");
    return node;
  }
  TRY(parseList(node, ")", "Expected RIGHT_PAREN"));
  return node;
}

// The opening bracket has been read.
Result<void> PartiqlExpressionParser::parseList(PartiqlNode& node, std::string_view close, std::string_view expected) {
  if (accept(close)) return {};
  do {
    node.children.push_back(TRY(parseExpression()));
  } while (accept(","));
  if (!accept(close)) return malformedStatement(expected);
  return {};
}

Result<PartiqlNode> PartiqlExpressionParser::parseStruct() {
  PartiqlNode node = nodeAt(Kind::Struct, next().position);
  if (accept("}")) return node;
  do {
    node.children.push_back(TRY(parseSum()));
    if (!accept(":")) return malformedStatement("Expected COLON");
    node.children.push_back(TRY(parseExpression()));
  } while (accept(","));
  if (!accept("}")) return malformedStatement("Expected RIGHT_CURLY");
  return node;
}

Result<PartiqlNode> PartiqlExpressionParser::parsePath() {
  if (!isName(peek())) return unexpected();
  PartiqlNode node = nodeAt(Kind::Path, peek().position);
  node.path.elements.push_back({.name = nameOf(next())});
  if (node.path.elements.front().name.empty()) noteUnsupported("Path component cannot be an empty string");
  TRY(parseSteps(node));
  // The text is that of expressions; unverified here.
  if (node.path.elements.size() > static_cast<size_t>(kMaxPathDepth)) {
    noteUnsupported("The document path has too many nesting levels; nesting levels: " +
                    std::to_string(node.path.elements.size()));
  }
  return node;
}

Result<void> PartiqlExpressionParser::parseSteps(PartiqlNode& node) {
  for (;;) {
    if (accept(".")) {
      if (accept("*")) {
        noteUnsupported("Changing item's hierarchy while reading isn't supported");
        continue;
      }
      if (!isName(peek())) return malformedStatement("Invalid path dot component");
      if (peek().kind == TokenKind::Quoted && peek().value.empty())
        noteUnsupported("Path component cannot be an empty string");
      node.path.elements.push_back({.name = nameOf(next())});
    } else if (accept("[")) {
      TRY(parseBracketStep(node));
    } else {
      return {};
    }
  }
}

Result<void> PartiqlExpressionParser::parseBracketStep(PartiqlNode& node) {
  const bool negative = accept("-");
  const PartiqlToken& token = peek();
  if (token.is("*")) return malformedStatement("Invalid path component");
  PathElement element;
  if (token.kind == TokenKind::String && !negative) {
    if (token.value.empty()) noteUnsupported("Path component cannot be an empty string");
    element.name = next().value;
  } else if (token.kind == TokenKind::Number &&
             std::ranges::all_of(token.text, [](char c) { return c >= '0' && c <= '9'; })) {
    element.is_index = true;
    const std::string_view digits = next().text;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), element.index);
    if (error != std::errc() || element.index > 0x7fffffff || (negative && element.index != 0)) {
      noteUnsupported("List index is not within the allowable range; index: [" + std::string(negative ? "-" : "") +
                          std::string(digits) + "]",
                      token.position);
      element.index = 0;
    }
  } else {
    noteUnsupported("Unexpected path component", token.position);
    TRY(parseExpression());
  }
  if (!accept("]")) return malformedStatement("Expected RIGHT_BRACKET");
  node.path.elements.push_back(std::move(element));
  return {};
}

}  // namespace stator
