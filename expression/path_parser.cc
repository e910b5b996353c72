#include "expression/path_parser.h"

#include <algorithm>
#include <charconv>

#include "expression/parser.h"
#include "types/limits.h"

namespace stator {
namespace {

inline constexpr uint32_t kMaxListIndex = 0xfffffffe;  // 4294967294, measured

bool startsPath(const Token& token) { return token.kind == TokenKind::Identifier || token.kind == TokenKind::Name; }

// "[01]" is no index, while "[0]" is (measured; which token the service names is unverified).
bool hasLeadingZero(std::string_view digits) { return digits.size() > 1 && digits.front() == '0'; }

Result<void> parseStep(TokenStream& tokens, bool (*is_keyword)(std::string_view), RawPath& path) {
  if (tokens.accept(TokenKind::Dot)) {
    if (!startsPath(tokens.peek()) || is_keyword(tokens.peek().text)) return tokens.syntaxError();
    path.push_back({tokens.next().text, false});
    return {};
  }
  tokens.next();  // [
  if (tokens.peek().kind != TokenKind::Number || hasLeadingZero(tokens.peek().text)) return tokens.syntaxError();
  path.push_back({tokens.next().text, true});
  if (!tokens.accept(TokenKind::RightBracket)) return tokens.syntaxError();
  return {};
}

uint32_t resolveIndex(std::string_view digits, Findings& findings, int rank) {
  uint32_t index = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (error == std::errc() && index <= kMaxListIndex) return index;
  findings.note(rank, "List index is not within the allowable range; index: [" + std::string(digits) + "]");
  return 0;
}

std::string resolveName(std::string_view text, Placeholders& placeholders, Findings& findings, PathRanks ranks) {
  if (text.front() != '#') {
    if (isReservedWord(text)) {
      findings.note(ranks.reserved, "Attribute name is a reserved keyword; reserved keyword: " + std::string(text));
    }
    return std::string(text);
  }
  if (const std::string* name = placeholders.name(text)) return *name;
  findings.note(ranks.undefined, "An expression attribute name used in the document path is not defined; attribute name: " +
                                     std::string(text));
  return std::string(text);
}

enum class Meeting { None, Overlap, Conflict };

Meeting compare(const DocumentPath& left, const DocumentPath& right) {
  const size_t common = std::min(left.elements.size(), right.elements.size());
  for (size_t i = 0; i < common; ++i) {
    if (left.elements[i].is_index != right.elements[i].is_index) return Meeting::Conflict;
    if (left.elements[i] != right.elements[i]) return Meeting::None;
  }
  return Meeting::Overlap;
}

std::string describe(std::string_view verb, const DocumentPath& one, const DocumentPath& two) {
  std::string text = "Two document paths ";
  text.append(verb).append(" with each other; must remove or rewrite one of these paths; path one: ");
  return text.append(one.text()).append(", path two: ").append(two.text());
}

}  // namespace

Result<void> parsePathSuffix(TokenStream& tokens, bool (*is_keyword)(std::string_view), RawPath& path) {
  while (tokens.peek().kind == TokenKind::Dot || tokens.peek().kind == TokenKind::LeftBracket) {
    TRY(parseStep(tokens, is_keyword, path));
  }
  return {};
}

Result<RawPath> parseRawPath(TokenStream& tokens, bool (*is_keyword)(std::string_view)) {
  if (!startsPath(tokens.peek()) || is_keyword(tokens.peek().text)) return tokens.syntaxError();
  RawPath path;
  path.push_back({tokens.next().text, false});
  TRY(parsePathSuffix(tokens, is_keyword, path));
  return path;
}

bool beginsFunction(TokenStream& tokens, bool (*is_keyword)(std::string_view)) {
  const Token& token = tokens.peek();
  return token.kind == TokenKind::Identifier && !is_keyword(token.text) && tokens.peekSecond().kind == TokenKind::LeftParen;
}

Result<RawNode> parseValueOrPath(TokenStream& tokens, bool (*is_keyword)(std::string_view)) {
  RawNode node;
  if (tokens.peek().kind == TokenKind::Value) {
    node.kind = RawNode::Kind::Value;
    node.text = tokens.next().text;
    return node;
  }
  node.path = TRY(parseRawPath(tokens, is_keyword));
  return node;
}

DocumentPath resolvePath(const RawPath& path, Placeholders& placeholders, Findings& findings, PathRanks ranks) {
  DocumentPath resolved;
  resolved.elements.reserve(path.size());
  for (const RawPathStep& step : path) {
    PathElement element;
    element.is_index = step.is_index;
    if (step.is_index) {
      element.index = resolveIndex(step.text, findings, ranks.reserved);
    } else {
      element.name = resolveName(step.text, placeholders, findings, ranks);
    }
    resolved.elements.push_back(std::move(element));
  }
  if (path.size() > static_cast<size_t>(kMaxPathDepth)) {
    findings.note(ranks.undefined,
                  "The document path has too many nesting levels; nesting levels: " + std::to_string(path.size()));
  }
  return resolved;
}

void checkOverlaps(const std::vector<const DocumentPath*>& paths, Findings& findings, int overlap_rank, int conflict_rank,
                   ErrorFamily family) {
  for (size_t later = 1; later < paths.size(); ++later) {
    for (size_t earlier = 0; earlier < later; ++earlier) {
      const Meeting meeting = compare(*paths[earlier], *paths[later]);
      if (meeting == Meeting::None) continue;
      if (meeting == Meeting::Overlap) {
        findings.note(overlap_rank, describe("overlap", *paths[earlier], *paths[later]), family);
        return;
      }
      findings.note(conflict_rank, describe("conflict", *paths[earlier], *paths[later]), family);
    }
  }
}

}  // namespace stator
