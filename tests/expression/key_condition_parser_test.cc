#include <gtest/gtest.h>

#include <memory>

#include "expression_testing.h"

namespace stator {
namespace {

using testing::outcome;
using testing::placeholders;
using testing::show;
using testing::Substitutions;

const Substitutions kValues{{{"#sk", "sk"}}, {{":a", "'a'"}, {":b", "'b'"}, {":n", "1"}}};

Result<KeyConditions> parse(std::string_view text) {
  static std::vector<std::unique_ptr<Placeholders>> alive;  // terms borrow values
  alive.push_back(std::make_unique<Placeholders>(placeholders(kValues)));
  return parseKeyCondition(text, *alive.back());
}

TEST(KeyConditionParser, MakesTerms) {
  using Operator = RangeCondition::Operator;
  const struct {
    const char* text;
    Operator op;
    const char* low;
  } kCases[] = {
      {"pk = :n AND #sk = :a", Operator::Equal, "'a'"},
      {"pk = :n AND #sk < :a", Operator::Less, "'a'"},
      {"pk = :n AND #sk <= :a", Operator::LessOrEqual, "'a'"},
      {"pk = :n AND #sk > :a", Operator::Greater, "'a'"},
      {"(pk = :n) and (#sk >= :a)", Operator::GreaterOrEqual, "'a'"},
      {":n = pk AND :a = #sk", Operator::Equal, "'a'"},
      {"pk = :n AND :a < #sk", Operator::Greater, "'a'"},
      {"pk = :n AND :a <= #sk", Operator::GreaterOrEqual, "'a'"},
      {"pk = :n AND :a > #sk", Operator::Less, "'a'"},
      {"pk = :n AND :a >= #sk", Operator::LessOrEqual, "'a'"},
      {"(pk = :n AND begins_with(#sk, :a))", Operator::BeginsWith, "'a'"},
  };
  for (const auto& c : kCases) {
    const auto conditions = parse(c.text);
    ASSERT_EQ(outcome(conditions), "ok") << c.text;
    ASSERT_EQ(conditions->terms.size(), 2u);
    EXPECT_FALSE(conditions->legacy);
    EXPECT_EQ(conditions->terms[0].attribute, "pk");
    EXPECT_EQ(conditions->terms[0].op, Operator::Equal);
    EXPECT_EQ(show(conditions->terms[0].values[0]), "1");
    EXPECT_EQ(conditions->terms[1].attribute, "sk");
    EXPECT_EQ(conditions->terms[1].op, c.op) << c.text;
    EXPECT_EQ(show(conditions->terms[1].values[0]), c.low);
  }
  const auto between = parse("#sk BETWEEN :a AND :b AND pk = :n");
  ASSERT_EQ(outcome(between), "ok");
  EXPECT_EQ(between->terms[0].op, Operator::Between);
  EXPECT_EQ(show(between->terms[0].values[1]), "'b'");
  EXPECT_EQ(parse("(a = :a and b = :b) and (c = :n and d > :n)")->terms.size(), 4u);
}

TEST(KeyConditionParser, SharesTheFindingsOfConditions) {
  EXPECT_EQ(outcome(parse("")), "Invalid KeyConditionExpression: The expression can not be empty;");
  EXPECT_EQ(outcome(parse("a > 4")), "Invalid KeyConditionExpression: Syntax error; token: \"4\", near: \"> 4\"");
  EXPECT_EQ(outcome(parse("((a = :a))")), "Invalid KeyConditionExpression: The expression has redundant parentheses;");
  EXPECT_EQ(outcome(parse("beginsWith(a, :a)")),
            "Invalid KeyConditionExpression: Invalid function name; function: beginsWith");
  EXPECT_EQ(outcome(parse("attribute_type(a, b)")),
            "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: "
            "attribute_type, operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
  EXPECT_EQ(outcome(parse("a between :n and :a")),
            "Invalid KeyConditionExpression: The BETWEEN operator requires same data type for lower and upper bounds; lower "
            "bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}");
  EXPECT_EQ(outcome(parse(std::string(4097, 'a'))),
            "Invalid KeyConditionExpression: Expression size has exceeded the maximum allowed size; expression size: 4097");
}

TEST(KeyConditionParser, RefusesOperators) {
  for (const auto& [text, op] :
       {std::pair("a > b and size(b) > c or a > c", "OR"), std::pair("a in (b, size(c), d)", "IN"),
        std::pair("attribute_exists(a)", "attribute_exists"), std::pair("attribute_not_exists(a)", "attribute_not_exists"),
        std::pair("attribute_type(a, :t)", "attribute_type"), std::pair("contains(a.d, b)", "contains"),
        std::pair("not a > b", "NOT"), std::pair("a <> b", "<>")}) {
    Placeholders values = placeholders({{}, {{":t", "'S'"}}});
    EXPECT_EQ(outcome(parseKeyCondition(text, values)),
              std::string("Invalid operator used in KeyConditionExpression: ") + op);
  }
}

TEST(KeyConditionParser, RefusesWhatIsNoConditionOnOneKey) {
  const std::pair<const char*, const char*> kCases[] = {
      {":a between size(b) and size(a) and b > :b",
       "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand"},
      {"begins_with(:a, b) and a > :b",
       "Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand"},
      {"size(b) > a AND a.b > b AND b > c", "KeyConditionExpressions cannot contain nested operations"},
      {"a > size(b.d)", "KeyConditionExpressions cannot contain nested operations"},
      {"a between size(b) and size(a)", "KeyConditionExpressions cannot contain nested operations"},
      {"b > a.b", "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"},
      {"b between c[1] and d",
       "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"},
      {"a between b and size(a)",
       "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"},
      {"begins_with(a, b)", "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"},
      {"b.d > a AND c.d > e.f",
       "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes"},
      {"b[0] > a", "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes"},
      {":b > :a AND a < :b", "Invalid condition in KeyConditionExpression: No key attribute specified"},
      {":a > b AND :a < :b", "Invalid condition in KeyConditionExpression: No key attribute specified"},
      {"b > :a AND b < :a and c = :a and d = :a",
       "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key"},
      {"(a > :a and b > :a) and (b > :a and c > :a)",
       "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key"},
  };
  for (const auto& [text, message] : kCases) EXPECT_EQ(outcome(parse(text)), message) << text;
}

}  // namespace
}  // namespace stator
