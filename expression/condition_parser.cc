#include "expression/condition_parser.h"

#include "expression/parser.h"
#include "expression/path_parser.h"
#include "types/limits.h"

namespace stator {
namespace {

bool isKeyword(std::string_view text) {
  for (const std::string_view word : {"AND", "OR", "NOT", "BETWEEN", "IN"})
    if (equalsIgnoringCase(text, word)) return true;
  return false;
}

bool isComparator(TokenKind kind) { return kind >= TokenKind::Equal && kind <= TokenKind::GreaterOrEqual; }

class ConditionParser {
 public:
  explicit ConditionParser(TokenStream tokens) : tokens_(std::move(tokens)) {}

  Result<RawNode> parse() {
    RawNode root = TRY(parseOr(false));
    if (tokens_.peek().kind != TokenKind::End) return tokens_.syntaxError();
    if (redundant_parentheses_) return tokens_.error("The expression has redundant parentheses;");
    if (operators_ > kMaxExpressionOperators) return tooManyOperators();
    return root;
  }

 private:
  // The count stops at the first one too many; AND, OR and NOT count as well (both as reported from the service).
  Error tooManyOperators() const {
    return tokens_.error("The expression contains too many operators; operator count: " +
                         std::to_string(kMaxExpressionOperators + 1));
  }

  // One more level of recursion, if there may be one.
  Result<void> descend() {
    if (++depth_ <= kMaxExpressionDepth) return {};
    return operators_ > kMaxExpressionOperators ? tooManyOperators() : tokens_.syntaxError();
  }
  void ascend() { --depth_; }

  // `may_be_operand`: right after "(", where a lone operand is as good as a condition.
  Result<RawNode> parseOr(bool may_be_operand) {
    RawNode left = TRY(parseAnd(may_be_operand));
    if (!tokens_.at("OR")) return left;
    RawNode node;
    node.kind = RawNode::Kind::Or;
    node.children.push_back(std::move(left));
    while (tokens_.accept("OR")) {
      ++operators_;
      node.children.push_back(TRY(parseAnd(false)));
    }
    return node;
  }

  Result<RawNode> parseAnd(bool may_be_operand) {
    RawNode left = TRY(parseNot(may_be_operand));
    if (!tokens_.at("AND")) return left;
    RawNode node;
    node.kind = RawNode::Kind::And;
    node.children.push_back(std::move(left));
    while (tokens_.accept("AND")) {
      ++operators_;
      node.children.push_back(TRY(parseNot(false)));
    }
    return node;
  }

  Result<RawNode> parseNot(bool may_be_operand) {
    if (!tokens_.at("NOT")) return parseComparison(may_be_operand);
    TRY(descend());
    tokens_.next();
    ++operators_;
    RawNode node;
    node.kind = RawNode::Kind::Not;
    node.children.push_back(TRY(parseNot(false)));
    ascend();
    return node;
  }

  Result<RawNode> parseComparison(bool may_be_operand) {
    RawNode left = TRY(parsePrimary());
    if (!left.isOperand()) return left;
    if (isComparator(tokens_.peek().kind)) return parseComparator(std::move(left));
    if (tokens_.at("BETWEEN")) return parseBetween(std::move(left));
    if (tokens_.at("IN")) return parseIn(std::move(left));
    if (left.kind == RawNode::Kind::Function) return left;
    if (may_be_operand && tokens_.peek().kind == TokenKind::RightParen) return left;
    return tokens_.syntaxError();
  }

  Result<RawNode> parseComparator(RawNode left) {
    RawNode node = operation(RawNode::Kind::Comparison, std::move(left));
    node.text = tokens_.next().text;
    node.children.push_back(TRY(parseOperand()));
    return node;
  }

  Result<RawNode> parseBetween(RawNode left) {
    RawNode node = operation(RawNode::Kind::Between, std::move(left));
    tokens_.next();
    node.children.push_back(TRY(parseOperand()));
    if (!tokens_.accept("AND")) return tokens_.syntaxError();
    node.children.push_back(TRY(parseOperand()));
    return node;
  }

  Result<RawNode> parseIn(RawNode left) {
    RawNode node = operation(RawNode::Kind::In, std::move(left));
    tokens_.next();
    TRY(parseOperandList(node.children));
    return node;
  }

  RawNode operation(RawNode::Kind kind, RawNode left) {
    ++operators_;
    RawNode node;
    node.kind = kind;
    node.children.push_back(std::move(left));
    return node;
  }

  // "(" condition or operand ")", or an operand.
  Result<RawNode> parsePrimary() {
    if (tokens_.peek().kind != TokenKind::LeftParen) return parseOperand();
    TRY(descend());
    tokens_.next();
    RawNode inner = TRY(parseOr(true));
    return closeParentheses(std::move(inner));
  }

  Result<RawNode> parseOperand() {
    if (tokens_.peek().kind == TokenKind::LeftParen) {
      TRY(descend());
      tokens_.next();
      RawNode inner = TRY(parseOperand());
      return closeParentheses(std::move(inner));
    }
    return beginsFunction(tokens_, isKeyword) ? parseFunction() : parseValueOrPath(tokens_, isKeyword);
  }

  // What stands behind the inner of parentheses: ")", and after a path maybe more of the path: "(a.b).c".
  Result<RawNode> closeParentheses(RawNode inner) {
    if (!tokens_.accept(TokenKind::RightParen)) return tokens_.syntaxError();
    ascend();
    redundant_parentheses_ |= inner.parenthesized;
    inner.parenthesized = true;
    if (inner.kind == RawNode::Kind::Path) {
      const size_t steps = inner.path.size();
      TRY(parsePathSuffix(tokens_, isKeyword, inner.path));
      if (inner.path.size() > steps) inner.parenthesized = false;
    }
    return inner;
  }

  Result<RawNode> parseFunction() {
    TRY(descend());
    ++operators_;
    RawNode node;
    node.kind = RawNode::Kind::Function;
    node.text = tokens_.next().text;
    TRY(parseOperandList(node.children));
    ascend();
    return node;
  }

  Result<void> parseOperandList(std::vector<RawNode>& operands) {
    if (!tokens_.accept(TokenKind::LeftParen)) return tokens_.syntaxError();
    do {
      operands.push_back(TRY(parseOperand()));
    } while (tokens_.accept(TokenKind::Comma));
    if (!tokens_.accept(TokenKind::RightParen)) return tokens_.syntaxError();
    return {};
  }

  TokenStream tokens_;
  size_t operators_ = 0;
  int depth_ = 0;
  bool redundant_parentheses_ = false;
};

}  // namespace

Result<RawNode> parseRawCondition(std::string_view kind, std::string_view text) {
  return ConditionParser(TRY(TokenStream::open(kind, text))).parse();
}

Result<Condition> parseCondition(ConditionKind kind, std::string_view text, Placeholders& placeholders) {
  const std::string_view name = kind == ConditionKind::Condition ? "Condition" : "Filter";
  const RawNode root = TRY(parseRawCondition(name, text));
  return resolveCondition(name, root, placeholders);
}

}  // namespace stator
