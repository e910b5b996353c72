#include "expression/partiql_lexer.h"

#include <gtest/gtest.h>

#include "expression/partiql_keywords.h"
#include "tests/expression/partiql_testing.h"

namespace stator {
namespace {

using Kind = PartiqlToken::Kind;

std::vector<PartiqlToken> tokens(std::string_view text) {
  auto result = tokenizePartiql(text);
  EXPECT_TRUE(result) << text;
  return result ? std::move(*result) : std::vector<PartiqlToken>{};
}

std::vector<std::string> texts(std::string_view text) {
  std::vector<std::string> list;
  for (const PartiqlToken& token : tokens(text))
    if (token.kind != Kind::End) list.emplace_back(token.text);
  return list;
}

TEST(PartiqlLexer, SplitsStatements) {
  EXPECT_EQ(texts("a<=b<>c<<1>>d!=e||f"),
            (std::vector<std::string>{"a", "<=", "b", "<>", "c", "<<", "1", ">>", "d", "!=", "e", "||", "f"}));
  EXPECT_EQ(texts("n-1 n>-5;"), (std::vector<std::string>{"n", "-", "1", "n", ">", "-", "5", ";"}));
  EXPECT_EQ(texts("1.5e-3 .5 5. 1E3"), (std::vector<std::string>{"1.5e-3", ".5", "5.", "1E3"}));
}

TEST(PartiqlLexer, KnowsKinds) {
  const auto list = tokens("name \"select\" SELECT 'it''s' 7 `ion` ?");
  ASSERT_EQ(list.size(), 8u);
  EXPECT_EQ(list[0].kind, Kind::Identifier);
  EXPECT_EQ(list[1].kind, Kind::Quoted);
  EXPECT_EQ(list[1].value, "select");
  EXPECT_TRUE(list[2].isKeyword("select"));
  EXPECT_EQ(list[3].kind, Kind::String);
  EXPECT_EQ(list[3].value, "it's");
  EXPECT_EQ(list[4].kind, Kind::Number);
  EXPECT_EQ(list[5].kind, Kind::Ion);
  EXPECT_TRUE(list[6].is("?"));
  EXPECT_EQ(list[7].kind, Kind::End);
}

TEST(PartiqlLexer, PositionsCountCharacters) {
  const auto list = tokens("a /* c */\n  'ää' bcd");
  ASSERT_EQ(list.size(), 4u);
  EXPECT_EQ(list[0].position.text(), " at 1:1:1");
  EXPECT_EQ(list[1].position.text(), " at 2:3:4");
  EXPECT_EQ(list[2].position.text(), " at 2:8:3");
}

TEST(PartiqlLexer, CommentsAreWhiteSpace) {
  EXPECT_EQ(texts("a--b\nc/*d*/e -- f"), (std::vector<std::string>{"a", "c", "e"}));
  EXPECT_EQ(texts("'--' '/*'"), (std::vector<std::string>{"'--'", "'/*'"}));
}

TEST(PartiqlLexer, RefusesWithoutDetail) {
  for (const std::string_view text : {"'open", "\"open", "`open", "a /* open", "5abc", "1e", "a # b", "\xff"}) {
    const auto result = tokenizePartiql(text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().message, testing::kMalformed) << text;
  }
}

TEST(PartiqlKeywords, AnyCase) {
  for (const std::string_view word :
       {"select", "SELECT", "Value", "missing", "absolute", "zone", "current_timestamp", "returning"})
    EXPECT_TRUE(isPartiqlKeyword(word)) << word;
  for (const std::string_view word : {"name", "data", "selected", "", "begins_with", "current_timestamps"})
    EXPECT_FALSE(isPartiqlKeyword(word)) << word;
}

}  // namespace
}  // namespace stator
