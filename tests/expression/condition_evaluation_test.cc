#include <gtest/gtest.h>

#include "expression_testing.h"

namespace stator {
namespace {

using testing::item;
using testing::placeholders;
using testing::Substitutions;

bool holds(std::string_view text, std::string_view attributes, const Substitutions& substitutions = {}) {
  Placeholders values = placeholders(substitutions);
  const auto condition = parseCondition(ConditionKind::Filter, text, values);
  if (!condition) throw std::invalid_argument(condition.error().message);
  const std::string bytes = item(attributes);
  return evaluate(*condition, ItemView(bytes));
}

TEST(ConditionEvaluation, MissingAttributes) {
  const Substitutions v{{}, {{":v", "1"}, {":s", "'S'"}}};
  for (const char* text :
       {"a = :v", "a < :v", "a <= :v", "a > :v", "a >= :v", "a between :v and :v", "a in (:v)", "a = b", "contains(a, :v)",
        "begins_with(a, :s)", "attribute_type(a, :s)", "size(a) = :v", "attribute_exists(a)", "attribute_exists(x.y)",
        "attribute_exists(x[0])", ":v between a and :v", ":v between :v and a", "contains(x, a)", "begins_with(x, a)"}) {
    EXPECT_FALSE(holds(text, "{x: 'x'}", v)) << text;
    EXPECT_TRUE(holds("NOT " + std::string(text), "{x: 'x'}", v)) << text;
  }
  for (const char* text : {"a <> :v", ":v <> a", "a <> b", "size(a) <> :v", "size(x) <> x", "attribute_not_exists(a)"}) {
    EXPECT_TRUE(holds(text, "{x: 'x'}", v)) << text;
  }
  EXPECT_FALSE(holds("attribute_exists(a)", "{}"));
  EXPECT_TRUE(holds("attribute_not_exists(a)", "{}"));
}

TEST(ConditionEvaluation, Comparisons) {
  const auto compare = [](const char* op, const char* left, const char* right) {
    return holds(std::string("a ") + op + " b", "{a: " + std::string(left) + ", b: " + right + "}");
  };
  const std::pair<const char*, const char*> kAscending[] = {
      {"'a'", "'b'"}, {"'a'", "'aa'"}, {"''", "'a'"}, {"-10", "-9.5"}, {"9", "10"}, {"0", "1e-130"}, {"b'a'", "b'b'"}};
  for (const auto& [low, high] : kAscending) {
    EXPECT_TRUE(compare("<", low, high) && compare("<=", low, high) && compare("<>", low, high)) << low;
    EXPECT_FALSE(compare(">", low, high) || compare(">=", low, high) || compare("=", low, high)) << low;
    EXPECT_TRUE(compare(">", high, low) && compare(">=", high, low)) << low;
    EXPECT_TRUE(compare("<=", low, low) && compare(">=", low, low) && compare("=", low, low)) << low;
    EXPECT_FALSE(compare("<", low, low) || compare(">", low, low) || compare("<>", low, low)) << low;
  }
}

TEST(ConditionEvaluation, DifferentTypesOnlyDiffer) {
  const char* values[] = {"'1'", "1", "b'1'", "<'1'>", "<1>", "<b'1'>", "{}", "[]", "null", "true"};
  for (const char* left : values) {
    for (const char* right : values) {
      const std::string attributes = "{a: " + std::string(left) + ", b: " + right + "}";
      const bool same = left == right;
      EXPECT_EQ(holds("a = b", attributes), same) << attributes;
      EXPECT_EQ(holds("a <> b", attributes), !same) << attributes;
      EXPECT_EQ(holds("a in (b)", attributes), same) << attributes;
      const bool ordered = same && (left == values[0] || left == values[1] || left == values[2]);
      EXPECT_EQ(holds("a <= b", attributes), ordered) << attributes;
      EXPECT_EQ(holds("a between b and b", attributes), ordered) << attributes;
    }
  }
}

TEST(ConditionEvaluation, DeepEquality) {
  const auto equal = [](const char* left, const char* right) {
    return holds("a = :v", "{a: " + std::string(left) + "}", {{}, {{":v", right}}});
  };
  EXPECT_TRUE(equal("1.50", "15e-1"));
  EXPECT_TRUE(equal("0.12345678901234567890123456789012345678", "0.12345678901234567890123456789012345678"));
  EXPECT_FALSE(equal("0.12345678901234567890123456789012345678", "0.12345678901234567890123456789012345679"));
  EXPECT_TRUE(equal("<'b', 'a'>", "<'a', 'b'>"));
  EXPECT_TRUE(equal("<1.0, 20>", "<2e1, 1>"));
  EXPECT_FALSE(equal("<1, 2>", "<1, 2, 3>"));
  EXPECT_TRUE(equal("{x: [1, {y: null}], z: <1>}", "{z: <1.0>, x: [1.0, {y: null}]}"));
  EXPECT_FALSE(equal("{x: 1}", "{x: 1, y: 1}"));
  EXPECT_FALSE(equal("[1, 2]", "[2, 1]"));
  EXPECT_FALSE(equal("true", "false"));
}

TEST(ConditionEvaluation, BetweenAndIn) {
  const Substitutions v{{}, {{":1", "1"}, {":2", "2"}, {":3", "3"}, {":x", "'x'"}}};
  EXPECT_TRUE(holds("a between :1 and :3", "{a: 1}", v));
  EXPECT_TRUE(holds("a between :1 and :3", "{a: 3}", v));
  EXPECT_FALSE(holds("a between :1 and :3", "{a: 3.1}", v));
  EXPECT_FALSE(holds("a between :1 and :3", "{a: '2'}", v));
  EXPECT_TRUE(holds(":2 between a and b", "{a: 1, b: 3}", v));
  EXPECT_FALSE(holds(":2 between a and b", "{a: 3, b: 1}", v));
  EXPECT_TRUE(holds("size(a) between size(b) and size(c)", "{a: 'xx', b: 'x', c: 'xxx'}"));
  EXPECT_TRUE(holds("a in (:1, b, :x)", "{a: 'x'}", v));
  EXPECT_TRUE(holds("a in (:1, b)", "{a: 5, b: 5}", v));
  EXPECT_FALSE(holds("a in (:1, :2)", "{a: 3}", v));
  EXPECT_TRUE(holds("size(a) in (size(b), size(c), size(d), size(e))", "{a: 'xxxx', b: '', c: 'x', d: 'xx', e: 'xxxx'}"));
  EXPECT_FALSE(holds("size(a) in (size(b), size(c), size(d), size(e))", "{a: 'xxx', b: '', c: 'x', d: 'xx', e: 'xxxx'}"));
}

TEST(ConditionEvaluation, Functions) {
  const Substitutions v{
      {}, {{":ab", "'ab'"}, {":bin", "b'ab'"}, {":1", "1"}, {":map", "{x: 1}"}, {":S", "'S'"}, {":NULL", "'NULL'"}}};
  EXPECT_TRUE(holds("begins_with(a, :ab)", "{a: 'abc'}", v));
  EXPECT_TRUE(holds("begins_with(a, :ab)", "{a: 'ab'}", v));
  EXPECT_FALSE(holds("begins_with(a, :ab)", "{a: 'xab'}", v));
  EXPECT_FALSE(holds("begins_with(a, :ab)", "{a: b'abc'}", v));
  EXPECT_TRUE(holds("begins_with(a, :bin)", "{a: b'abc'}", v));
  EXPECT_FALSE(holds("begins_with(a, b)", "{a: 12, b: 1}", v));
  EXPECT_TRUE(holds("contains(a, :ab)", "{a: 'xaby'}", v));
  EXPECT_TRUE(holds("contains(a, :ab)", "{a: <'ab', 'c'>}", v));
  EXPECT_TRUE(holds("contains(a, :1)", "{a: <1, 2>}", v));
  EXPECT_TRUE(holds("contains(a, :map)", "{a: [0, {x: 1}]}", v));
  EXPECT_FALSE(holds("contains(a, :1)", "{a: '1'}", v));
  EXPECT_FALSE(holds("contains(a, :map)", "{a: {x: 1}}", v));
  EXPECT_TRUE(holds("contains(a, size(a))", "{a: <2, 3>}", v));
  EXPECT_TRUE(holds("contains(:ab, a)", "{a: 'b'}", v));
  EXPECT_TRUE(holds("attribute_type(a, :S)", "{a: ''}", v));
  EXPECT_FALSE(holds("attribute_type(a, :S)", "{a: <'x'>}", v));
  EXPECT_TRUE(holds("attribute_type(a.b, :NULL)", "{a: {b: null}}", v));
  EXPECT_TRUE(holds("attribute_exists(a.b[1].c)", "{a: {b: [0, {c: null}]}}"));
  EXPECT_FALSE(holds("attribute_exists(a.b[2].c)", "{a: {b: [0, {c: null}]}}"));
  EXPECT_FALSE(holds("attribute_exists(a[0])", "{a: {b: 1}}"));
  EXPECT_FALSE(holds("attribute_exists(a.b)", "{a: [1]}"));
}

TEST(ConditionEvaluation, Size) {
  const auto size = [](const char* of, int expected) {
    return holds("size(a) = :n", "{a: " + std::string(of) + "}", {{}, {{":n", std::to_string(expected)}}});
  };
  EXPECT_TRUE(size("''", 0));
  EXPECT_TRUE(size("'a\xc3\xa4\xf0\x9f\x98\x80'", 4));  // UTF-16 code units: 1 + 1 + 2
  EXPECT_TRUE(size("b'abc'", 3));
  EXPECT_TRUE(size("<1, 2, 3>", 3));
  EXPECT_TRUE(size("[1, [2]]", 2));
  EXPECT_TRUE(size("{x: 1}", 1));
  for (const char* sizeless : {"123", "true", "null"}) {
    const std::string attributes = "{a: " + std::string(sizeless) + "}";
    EXPECT_FALSE(holds("size(a) >= :0", attributes, {{}, {{":0", "0"}}}));
    EXPECT_TRUE(holds("size(a) <> :0", attributes, {{}, {{":0", "0"}}}));
  }
  EXPECT_TRUE(holds("size(:s) = :n", "{}", {{}, {{":s", "'abc'"}, {":n", "3"}}}));
}

TEST(ConditionEvaluation, NotBindsBeforeAndBeforeOr) {
  const Substitutions v{{}, {{":t", "1"}}};
  const auto with = [&v](std::string_view text, int a, int b, int c) {
    const std::string attributes =
        "{a: " + std::to_string(a) + ", b: " + std::to_string(b) + ", c: " + std::to_string(c) + "}";
    return holds(text, attributes, v);
  };
  for (int bits = 0; bits < 8; ++bits) {
    const int a = bits & 1, b = bits >> 1 & 1, c = bits >> 2;
    EXPECT_EQ(with("a = :t OR b = :t AND c = :t", a, b, c), a || (b && c));
    EXPECT_EQ(with("a = :t AND b = :t OR c = :t", a, b, c), (a && b) || c);
    EXPECT_EQ(with("(a = :t OR b = :t) AND c = :t", a, b, c), (a || b) && c);
    EXPECT_EQ(with("NOT a = :t AND b = :t", a, b, c), !a && b);
    EXPECT_EQ(with("NOT (a = :t AND b = :t)", a, b, c), !(a && b));
    EXPECT_EQ(with("NOT a = :t OR NOT NOT c = :t", a, b, c), !a || c);
    EXPECT_EQ(with("a BETWEEN :t AND :t AND b = :t", a, b, c), a && b);
  }
}

TEST(ConditionEvaluation, TreesMadeByHand) {
  EXPECT_TRUE(evaluate(Condition{}, ItemView()));
  Condition none;
  none.op = Condition::Operator::Or;
  EXPECT_FALSE(evaluate(none, ItemView()));
  none.op = Condition::Operator::And;
  EXPECT_TRUE(evaluate(none, ItemView()));
}

}  // namespace
}  // namespace stator
