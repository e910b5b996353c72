#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expression_testing.h"
#include "types/limits.h"

namespace stator {
namespace {

using testing::outcome;
using testing::placeholders;
using testing::Substitutions;

Result<Condition> parse(std::string_view text, ConditionKind kind = ConditionKind::Filter) {
  static const Substitutions kSubstitutions{{{"#a", "a"}, {"#b", "b"}}, {{":v", "1"}, {":w", "2"}, {":s", "'x'"}}};
  static std::vector<Placeholders> alive;  // trees borrow values
  alive.push_back(placeholders(kSubstitutions));
  return parseCondition(kind, text, alive.back());
}

std::string syntaxError(std::string_view token, std::string_view near) {
  return "Invalid FilterExpression: Syntax error; token: \"" + std::string(token) + "\", near: \"" + std::string(near) +
         "\"";
}

TEST(ConditionSyntax, NamesTheTokenAndItsNeighbours) {
  const struct {
    std::string_view text, token, near;
  } kCases[] = {
      {"things are not gonna be ok", "are", "things are not"},
      {"a-b", "-", "a-b"},
      {"a > 4", "4", "> 4"},
      {"a   =   4 ", "4", "=   4"},
      {"AND", "AND", "AND"},
      {"#a", "<EOF>", "#a"},
      {"a = :v AND NOT #b", "<EOF>", "#b"},
      {"a =", "<EOF>", "="},
      {"   ", "<EOF>", ""},
      {"()", ")", "()"},
      {"(a)", "<EOF>", ")"},
      {"(a) AND b = :v", "AND", ") AND b"},
      {"(a = :v", "<EOF>", ":v"},
      {"a = :v)", ")", ":v)"},
      {"(a = :v) = :w", "=", ") = :w"},
      {"a = b = c", "=", "b = c"},
      {"a in b", "b", "in b"},
      {"a in b, c", "b", "in b,"},
      {"a in (b,c,)", ")", ",)"},
      {"a in ()", ")", "()"},
      {"a > between", "between", "> between"},
      {"a between :v or :w", "or", ":v or :w"},
      {"attribute_exists(Pictures-RearView)", "-", "Pictures-RearView"},
      {"attribute_exists(\"Pictures\")", "\"", "(\"Pictures"},
      {"attribute_exists(a..b)", ".", "..b"},
      {"attribute_exists(a#b)", "#b", "a#b)"},
      {"attribute_exists(asdf[a])", "a", "[a]"},
      {"attribute_exists()", ")", "()"},
      {"attribute_exists(a", "<EOF>", "a"},
      {"b[:v] > a", ":v", "[:v]"},
      {"b[#_] > a", "#_", "[#_]"},
      {"b[4.5] > a", ".", "4.5"},
      {"b[1 > a", ">", "1 > a"},
      {"a > :v.stuff", ".", ":v.stuff"},
      {"#$.b > a", "#", "#$"},
      {"size(a).b > a", ".", ").b"},
      {"(size(a)).b > a", ".", ").b"},
      {"size(a)[0] > a", "[", ")[0"},
      {"(a)between(b.(c.d))and(c)", "(", ".(c"},
      {"AND __typename = :v", "AND", "AND _"},
      {"a = :v AND __typename = :v", "_", "AND __"},
      {"\xc3\xbc > a", "\xc3\xbc", "\xc3\xbc >"},
      {"a = \xff\xff", "\xff", "= \xff\xff"},
      {"a.and = :v", "and", ".and ="},
      {"a ! b", "!", "a ! b"},
      {"a == :v", "=", "== :v"},
  };
  for (const auto& c : kCases) EXPECT_EQ(outcome(parse(c.text)), syntaxError(c.token, c.near)) << c.text;
}

TEST(ConditionSyntax, ErrorsCarryKindAndFamily) {
  const auto filter = parse("a >", ConditionKind::Filter);
  const auto condition = parse("a >", ConditionKind::Condition);
  EXPECT_EQ(outcome(filter), "Invalid FilterExpression: Syntax error; token: \"<EOF>\", near: \">\"");
  EXPECT_EQ(outcome(condition), "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \">\"");
  EXPECT_EQ(condition.error().family, ErrorFamily::Syntax);
  EXPECT_EQ(condition.error().code, ErrorCode::ValidationException);
  EXPECT_EQ(outcome(parse("")), "Invalid FilterExpression: The expression can not be empty;");
}

TEST(ConditionSyntax, AcceptsAnyCaseOfKeywordsAndAnySpace) {
  for (const char* text :
       {"a = :v and b = :w", "a = :v AnD NoT b = :w oR c <> :v", "a\tBETWEEN\r\n:v\nand :w", "a in(b,c)", "nOt a In (:v)",
        "NOT NOT a = :v", "not(a = :v)", "a=:v", "a<>:v", "(a)between(:v)and(:w)", "size(a)>=:v", "(size(a)) >= :v"}) {
    EXPECT_EQ(outcome(parse(text)), "ok") << text;
  }
}

TEST(ConditionSyntax, AcceptsParenthesesOnceAround) {
  for (const char* text : {"(a = :v)", "(a = :v) AND (b = :w)", "(a = :v OR (b = :w))", "((a = :v) OR b = :w)", "((a) = :v)",
                           "((a)=(b))", "(contains(a, :s))", "a = (:v)", "(a.b).c = :v", "a in ((b),(c))",
                           "( ( ( size ( #a )) < #b.Maxi ) AND ( #a > :v ) )"}) {
    EXPECT_EQ(outcome(parse(text)), "ok") << text;
  }
}

TEST(ConditionSyntax, RefusesRedundantParentheses) {
  for (const char* text :
       {"((a = :v))", "a = a and a > ((views))", "(a)between(((b.c)).d)and(c)", "a > whatever((:things), ((a)))",
        "a=a AND ((a=a AND a=a)) AND a=a", "a=a OR ((a=a OR (a=a OR a=a)))", "((a)) = :v", "((contains(a, :s)))"}) {
    const auto result = parse(text);
    EXPECT_EQ(outcome(result), "Invalid FilterExpression: The expression has redundant parentheses;") << text;
    EXPECT_EQ(result.error().family, ErrorFamily::Syntax);
  }
}

TEST(ConditionSyntax, SizeIsLimitedInBytesBeforeAnythingElse) {
  const std::string padding(kMaxExpressionSize - 6, ' ');
  EXPECT_EQ(outcome(parse(padding + "a = :v")), "ok");
  EXPECT_EQ(outcome(parse(padding + "a == :v")),
            "Invalid FilterExpression: Expression size has exceeded the maximum allowed size; expression size: 4097");
}

std::string repeated(std::string_view part, size_t times) {
  std::string text;
  for (size_t i = 0; i < times; ++i) text.append(part);
  return text;
}

TEST(ConditionSyntax, OperatorsAreLimited) {
  const std::string many = "Invalid FilterExpression: The expression contains too many operators; operator count: 301";
  // n comparisons and n - 1 ANDs.
  EXPECT_EQ(outcome(parse(repeated("a=:v AND ", 149) + "a=:v")), "ok");
  EXPECT_EQ(outcome(parse(repeated("a=:v AND ", 149) + "not a=:v")), "ok");
  EXPECT_EQ(outcome(parse(repeated("a=:v AND ", 150) + "a=:v")), many);
  EXPECT_EQ(outcome(parse(repeated("a<b and (", 300) + "a<b" + repeated(")", 300))), many);
  EXPECT_EQ(outcome(parse(repeated("NOT ", 300) + "a=:v")), many);
}

TEST(ConditionSyntax, DeepNestingIsAnError) {
  for (const std::string& text :
       {repeated("(", 4096), repeated("(", 2000) + "a = :v" + repeated(")", 2000), repeated("not ", 1000) + "a=:v",
        repeated("size(", 800), "a = " + repeated("(", 4000), "f(" + repeated("(", 4000), repeated("a<b and (", 450)}) {
    const auto result = parse(text);
    ASSERT_FALSE(result) << text.substr(0, 20);
    EXPECT_THAT(result.error().message, ::testing::StartsWith("Invalid FilterExpression: "));
  }
}

TEST(ConditionSyntax, BuildsTheTree) {
  const Condition root = parse("a = :v OR NOT b.c[1] < :w AND size(d) BETWEEN :v AND :w").value();
  ASSERT_EQ(root.op, Condition::Operator::Or);
  ASSERT_EQ(root.children.size(), 2u);
  EXPECT_EQ(root.children[0].op, Condition::Operator::Equal);
  const Condition& both = root.children[1];
  ASSERT_EQ(both.op, Condition::Operator::And);
  ASSERT_EQ(both.children[0].op, Condition::Operator::Not);
  EXPECT_EQ(both.children[0].children[0].operands[0].path.text(), "[b, c, [1]]");
  ASSERT_EQ(both.children[1].op, Condition::Operator::Between);
  EXPECT_EQ(both.children[1].operands[0].kind, Operand::Kind::SizeOfPath);
  std::vector<std::string> paths;
  forEachPath(root, [&paths](const DocumentPath& path) { paths.push_back(path.text()); });
  EXPECT_EQ(paths, (std::vector<std::string>{"[a]", "[b, c, [1]]", "[d]"}));
}

}  // namespace
}  // namespace stator
