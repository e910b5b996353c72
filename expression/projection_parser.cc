#include "expression/lexer.h"
#include "expression/parser.h"
#include "expression/path_parser.h"

namespace stator {
namespace {

enum Rank { kReserved, kUndefined, kOverlap, kConflict };  // as the service looks for them (dynalite)

bool isKeyword(std::string_view) { return false; }

Result<std::vector<RawPath>> parseRawProjection(TokenStream& tokens) {
  std::vector<RawPath> paths;
  do {
    paths.push_back(TRY(parseRawPath(tokens, isKeyword)));
  } while (tokens.accept(TokenKind::Comma));
  if (tokens.peek().kind != TokenKind::End) return tokens.syntaxError();
  return paths;
}

}  // namespace

Result<ProjectionExpression> parseProjection(std::string_view text, Placeholders& placeholders) {
  TokenStream tokens = TRY(TokenStream::open("Projection", text));
  const std::vector<RawPath> raw_paths = TRY(parseRawProjection(tokens));
  Findings findings;
  ProjectionExpression projection;
  for (const RawPath& raw : raw_paths) {
    projection.paths.push_back(resolvePath(raw, placeholders, findings, {kReserved, kUndefined}));
  }
  std::vector<const DocumentPath*> paths;
  for (const DocumentPath& path : projection.paths) paths.push_back(&path);
  checkOverlaps(paths, findings, kOverlap, kConflict, ErrorFamily::Syntax);
  if (const Findings::Finding* finding = findings.first()) return tokens.error(finding->text, finding->family);
  return projection;
}

}  // namespace stator
