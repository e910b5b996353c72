#include "tests/expression/partiql_testing.h"

namespace stator {
namespace {

using testing::conditionError;
using testing::holds;

constexpr std::string_view kItem =
    "{s: 'text', n: 5, b: b'x', ss: <'a', 'b'>, l: ['x', 'y'], m: {k: 1}, nul: null, t: true}";

void expectTrue(std::string_view condition) { EXPECT_TRUE(holds(condition, kItem)) << condition; }
void expectFalse(std::string_view condition) { EXPECT_FALSE(holds(condition, kItem)) << condition; }

TEST(PartiqlCondition, Comparisons) {
  for (const std::string_view condition : {"n = 5",
                                           "5 = n",
                                           "n <> 4",
                                           "n != 4",
                                           "n < 6",
                                           "n <= 5",
                                           "n > 4.5",
                                           "n >= 5.0",
                                           "6 > n",
                                           "s = 'text'",
                                           "m.k = 1",
                                           "m['k'] = 1",
                                           "l[1] = 'y'",
                                           "m = {'k': 1}",
                                           "ss = <<'b', 'a'>>",
                                           "l = ['x', 'y']",
                                           "nul = NULL",
                                           "t = true",
                                           "n BETWEEN 5 AND 6",
                                           "n NOT BETWEEN 1 AND 2",
                                           "n IN [4, 5]",
                                           "n IN (5)",
                                           "n IN <<5>>",
                                           "n NOT IN [1]",
                                           "1 = 1"})
    expectTrue(condition);
  for (const std::string_view condition :
       {"n = '5'", "n <> 5", "n < 'a'", "absent = 1", "n IN [1]", "l = ['y', 'x']", "l[2] = 'y'"})
    expectFalse(condition);
}

TEST(PartiqlCondition, MissingAttributes) {
  expectFalse("absent <> 'x'");
  expectTrue("NOT absent = 'x'");
  expectTrue("NOT absent <> 'x'");
  expectTrue("absent IS MISSING");
  expectFalse("absent IS NULL");
  expectTrue("absent IS NOT NULL");
  expectTrue("n IS NOT MISSING");
  expectTrue("m.absent IS MISSING");
}

TEST(PartiqlCondition, Types) {
  for (const std::string_view condition :
       {"nul IS NULL", "s IS STRING", "n IS NUMERIC", "b IS BLOB", "t IS BOOLEAN", "t is bool", "m IS STRUCT", "m IS TUPLE",
        "l IS LIST", "n IS NOT STRING", "attribute_type(n, 'N')"})
    expectTrue(condition);
  EXPECT_EQ(conditionError("n IS INT"),
            "Unsupported data type for IS operator: INTEGER. Supported data types are [MISSING, NULL, BOOLEAN, BLOB, "
            "STRING, NUMERIC, STRUCT, TUPLE, "
            "LIST] at 1:25:2");
  EXPECT_EQ(conditionError("attribute_type(n, 'X')"),
            "Invalid attribute type name found; type: X, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}");
  EXPECT_EQ(conditionError("attribute_type(n, 1)"),
            "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N");
}

TEST(PartiqlCondition, Functions) {
  for (const std::string_view condition :
       {"begins_with(s, 'te')", "BEGINS_WITH(s, 'te')", "contains(ss, 'a')", "contains(s, 'ex')", "size(s) = 4",
        "size(ss) > 1", "attribute_exists(n)", "attribute_not_exists(absent)", "NOT begins_with(s, 'x')", "size('ab') = 2"})
    expectTrue(condition);
  expectTrue("contains(ss, 'a') = true");
  expectTrue("false = (n = 6)");
  expectFalse("(n = 5) <> true");
  expectFalse("(n = 5) = 1");
  expectTrue("(n = 5) <> 1");
  expectTrue("(n = 5) = (s = 'text')");
  expectFalse("(n = 5) <> (s = 'text')");
  expectFalse("(n = 5) = s");
  expectFalse("(n = 5) <> absent");
  expectTrue("(n = 6) IN [false, 1]");
  EXPECT_EQ(conditionError("(n = 5) > true"),
            "Incorrect operand type for operator or function; operator or function: >, operand type: BOOL");
  std::string copies = "(n = 5)";  // each level doubles what is in it
  for (int i = 0; i < 5; ++i) copies = "(" + copies + " = (n = 5))";
  EXPECT_EQ(conditionError(copies), "Unsupported operator in Condition Expression. Operator: =");
  EXPECT_EQ(conditionError("foo(n) = 1"), "Unrecognized function: foo at 1:23:3");
  EXPECT_EQ(conditionError("EXISTS(n)"), "Unrecognized function: exists at 1:23:6");
  EXPECT_EQ(conditionError("set_add(ss, <<'x'>>) = ss"), "Unrecognized function: set_add at 1:23:7");
  EXPECT_EQ(
      conditionError("begins_with(s)"),
      "Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1");
  EXPECT_EQ(conditionError("attribute_exists()"),
            "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of "
            "operands: 0");
  EXPECT_EQ(conditionError("attribute_exists('n')"),
            "Operator or function requires a document path; operator or function: attribute_exists");
  EXPECT_EQ(conditionError("begins_with(s, 1)"),
            "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N");
  EXPECT_EQ(conditionError("size(1) = 2"),
            "Incorrect operand type for operator or function; operator or function: size, operand type: N");
}

TEST(PartiqlCondition, Precedence) {
  expectTrue("n = 5 OR n = 6 AND s = 'no'");
  expectFalse("(n = 5 OR n = 6) AND s = 'no'");
  expectTrue("NOT n = 6 AND s = 'text'");
  expectTrue("NOT (n = 6 OR s = 'no')");
  expectTrue("n BETWEEN 1 AND 5 AND s = 'text'");
}

TEST(PartiqlCondition, OnlyScalarsAreOrdered) {
  for (const std::string_view op : {"<", "<=", ">", ">="}) {
    EXPECT_EQ(conditionError("n " + std::string(op) + " ?", {"true"}),
              "Incorrect operand type for operator or function; operator or function: " + std::string(op) +
                  ", operand type: BOOL");
  }
  EXPECT_EQ(conditionError("n BETWEEN ? AND ?", {"[1]", "[2]"}),
            "Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: L");
  EXPECT_EQ(conditionError("n BETWEEN 2 AND 1"),
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: "
            "AttributeValue: {N:2}, upper "
            "bound operand: AttributeValue: {N:1}");
  EXPECT_EQ(conditionError("n BETWEEN 'a' AND 1"),
            "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: "
            "{S:a}, upper bound operand: "
            "AttributeValue: {N:1}");
}

TEST(PartiqlCondition, WhatIsNoCondition) {
  EXPECT_EQ(conditionError("n"), "WHERE clause must contain an expression that resolves to a boolean");
  EXPECT_EQ(conditionError("n = 1 AND s"), "The arguments to AND/OR must be Expressions");
  EXPECT_EQ(conditionError("NOT n"), "The argument to NOT must be a Type or Expression");
  EXPECT_EQ(conditionError("n LIKE 'x%'"), "Unsupported operator in Condition Expression. Operator: like");
  EXPECT_EQ(conditionError("n + 1 = 3"), "Unsupported operator in Condition Expression. Operator: +");
  EXPECT_EQ(conditionError("n = MISSING"), "MISSING must be compared using IS operator");
  EXPECT_EQ(conditionError("n = n"),
            "The first operand must be distinct from the remaining operands for this operator or function; operator: =, "
            "first operand: [n]");
  const std::string in =
      "IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at "
      "least one member";
  EXPECT_EQ(conditionError("n IN []"), in);
  EXPECT_EQ(conditionError("n IN 1"), in);
  EXPECT_EQ(conditionError("n IN ?", {"[1]"}), in);
}

}  // namespace
}  // namespace stator
