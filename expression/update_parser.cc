#include "expression/update_parser.h"

#include "expression/path_parser.h"
#include "types/limits.h"

namespace stator {
namespace {

struct Section {
  std::string_view keyword;
  UpdateAction::Kind kind;
};
constexpr Section kSections[] = {{"SET", UpdateAction::Kind::Set},
                                 {"REMOVE", UpdateAction::Kind::Remove},
                                 {"ADD", UpdateAction::Kind::Add},
                                 {"DELETE", UpdateAction::Kind::Delete}};

bool isKeyword(std::string_view text) {
  for (const Section& section : kSections)
    if (equalsIgnoringCase(text, section.keyword)) return true;
  return false;
}

class UpdateParser {
 public:
  explicit UpdateParser(TokenStream& tokens) : tokens_(tokens) {}

  Result<std::vector<RawUpdateSection>> parse() {
    std::vector<RawUpdateSection> sections;
    do {
      sections.push_back(TRY(parseSection()));
    } while (tokens_.peek().kind != TokenKind::End);
    if (operators_ > kMaxExpressionOperators) {
      // The operator count that the service prints stops at the first one too many.
      return tokens_.error("The expression contains too many operators; operator count: " +
                           std::to_string(kMaxExpressionOperators + 1));
    }
    return sections;
  }

 private:
  Result<void> descend() {
    if (++depth_ > kMaxExpressionDepth) return tokens_.syntaxError();
    return {};
  }

  Result<RawUpdateSection> parseSection() {
    RawUpdateSection section;
    bool found = false;
    for (const Section& candidate : kSections) {
      if (found || !tokens_.accept(candidate.keyword)) continue;
      section.kind = candidate.kind;
      found = true;
    }
    if (!found) return tokens_.syntaxError();
    do {
      section.actions.push_back(TRY(parseAction(section.kind)));
    } while (tokens_.accept(TokenKind::Comma));
    return section;
  }

  Result<RawUpdateAction> parseAction(UpdateAction::Kind kind) {
    RawUpdateAction action;
    action.target = TRY(parseRawPath(tokens_, isKeyword));
    if (kind == UpdateAction::Kind::Set) {
      if (!tokens_.accept(TokenKind::Equal)) return tokens_.syntaxError();
      action.value = TRY(parseValue());
    } else if (kind != UpdateAction::Kind::Remove) {
      if (tokens_.peek().kind != TokenKind::Value) return tokens_.syntaxError();
      action.value = TRY(parseValueOrPath(tokens_, isKeyword));
    }
    return action;
  }

  // Sums and differences have two terms; parentheses may go around the whole of one, not around a term of another.
  Result<RawNode> parseValue() {
    RawNode left = TRY(parseTerm(true));
    const TokenKind sign = tokens_.peek().kind;
    const bool is_sum = left.kind == RawNode::Kind::Plus || left.kind == RawNode::Kind::Minus;
    if (is_sum || (sign != TokenKind::Plus && sign != TokenKind::Minus)) return left;
    ++operators_;
    RawNode node;
    node.kind = sign == TokenKind::Plus ? RawNode::Kind::Plus : RawNode::Kind::Minus;
    node.text = tokens_.next().text;
    node.children.push_back(std::move(left));
    node.children.push_back(TRY(parseTerm(false)));
    return node;
  }

  // An operand, or with `may_be_sum` also a sum in parentheses.
  Result<RawNode> parseTerm(bool may_be_sum) {
    if (tokens_.peek().kind == TokenKind::LeftParen) {
      TRY(descend());
      tokens_.next();
      RawNode inner = TRY(may_be_sum ? parseValue() : parseTerm(false));
      if (!tokens_.accept(TokenKind::RightParen)) return tokens_.syntaxError();
      --depth_;
      return inner;
    }
    return beginsFunction(tokens_, isKeyword) ? parseFunction() : parseValueOrPath(tokens_, isKeyword);
  }

  Result<RawNode> parseFunction() {
    TRY(descend());
    ++operators_;
    RawNode node;
    node.kind = RawNode::Kind::Function;
    node.text = tokens_.next().text;
    tokens_.next();  // (
    do {
      node.children.push_back(TRY(parseTerm(false)));
    } while (tokens_.accept(TokenKind::Comma));
    if (!tokens_.accept(TokenKind::RightParen)) return tokens_.syntaxError();
    --depth_;
    return node;
  }

  TokenStream& tokens_;
  size_t operators_ = 0;
  int depth_ = 0;
};

}  // namespace

Result<std::vector<RawUpdateSection>> parseRawUpdate(TokenStream& tokens) { return UpdateParser(tokens).parse(); }

}  // namespace stator
