// Document paths: the part that all expression grammars have in common.
#pragma once

#include "expression/findings.h"
#include "expression/lexer.h"
#include "expression/placeholders.h"
#include "expression/raw_tree.h"
#include "expression/syntax_tree.h"

namespace stator {

// name | #name, then any number of .name, .#name and [digits]. The caller has made sure that the first token is no keyword
// of its grammar; `is_keyword` tells about the names after dots.
Result<RawPath> parseRawPath(TokenStream& tokens, bool (*is_keyword)(std::string_view));
// Just the part behind the first name, appended to `path`.
Result<void> parsePathSuffix(TokenStream& tokens, bool (*is_keyword)(std::string_view), RawPath& path);

// Whether a function begins here: a word of no meaning in the grammar, and "(".
bool beginsFunction(TokenStream& tokens, bool (*is_keyword)(std::string_view));
// The operands that all grammars have: ":value" or a path.
Result<RawNode> parseValueOrPath(TokenStream& tokens, bool (*is_keyword)(std::string_view));

// Where findings about paths go: ranks of the caller's Findings.
struct PathRanks {
  int reserved = 0;   // reserved words and indexes out of range
  int undefined = 0;  // undefined names and paths that are too deep
};

// Substitutes names. What is wrong is noted in `findings`; the path is then only good for going on looking.
DocumentPath resolvePath(const RawPath& path, Placeholders& placeholders, Findings& findings, PathRanks ranks);

// Notes the first pair of paths that overlap or conflict with each other.
void checkOverlaps(const std::vector<const DocumentPath*>& paths, Findings& findings, int overlap_rank, int conflict_rank,
                   ErrorFamily family);

}  // namespace stator
