#include "tests/expression/partiql_testing.h"

namespace stator {
namespace {

using testing::errorOf;
using testing::parse;

std::string statementOf(std::string_view clauses) { return "UPDATE t " + std::string(clauses) + " WHERE pk = 'x'"; }

// The item after the clauses, or the error.
std::string updated(std::string_view clauses, std::string_view item, const std::vector<std::string>& parameters = {}) {
  const auto statement = parse(statementOf(clauses), parameters);
  if (!statement) return statement.error().message;
  const auto result = apply(statement->update, ItemView(testing::item(item)));
  return result ? testing::show(ItemView(*result)) : result.error().message;
}

std::string error(std::string_view clauses) { return errorOf(statementOf(clauses)); }

TEST(PartiqlUpdate, SetAndRemove) {
  EXPECT_EQ(updated("SET a = 1", "{}"), "{a: 1}");
  EXPECT_EQ(updated("SET a = b, b = 'x'", "{b: 2}"), "{a: 2, b: 'x'}");
  EXPECT_EQ(updated("SET m.k = [1, 'x'] REMOVE l[0]", "{l: [1, 2], m: {}}"), "{l: [2], m: {k: [1, 'x']}}");
  EXPECT_EQ(updated("SET l[9] = ?", "{l: [1]}", {"b'x'"}), "{l: [1, b'x']}");
  EXPECT_EQ(updated("SET a = absent", "{}"),
            "The provided expression refers to an attribute that does not exist in the item");
  EXPECT_EQ(updated("SET m.k = 1", "{}"), "The document path provided in the update expression is invalid for update");
}

TEST(PartiqlUpdate, Arithmetic) {
  EXPECT_EQ(updated("SET n = n + 1", "{n: 1}"), "{n: 2}");
  EXPECT_EQ(updated("SET n=n-1", "{n: 1}"), "{n: 0}");
  EXPECT_EQ(updated("SET n = (n + 1) - 2 + 1", "{n: 1}"), "{n: 1}");
  EXPECT_EQ(updated("SET n = 1 + 1", "{}"), "{n: 2}");
  EXPECT_EQ(updated("SET n = s + 1", "{s: 'x'}"), "An operand in the update expression has an incorrect data type");
  EXPECT_EQ(error("SET n = 'a' + 1"),
            "Incorrect operand type for operator or function; operator or function: +, operand type: S");
  EXPECT_EQ(error("SET n = n * 2"), "Unsupported operator in Update Expression. Operator: *");
  EXPECT_EQ(error("SET n = n > 2"), "Unsupported operator in Update Expression. Operator: >");
  EXPECT_EQ(error("SET n = -n"),
            "Incorrect number of operands for operator or function; operator or function: -, number of operands: 1");
}

TEST(PartiqlUpdate, Functions) {
  EXPECT_EQ(updated("SET l = LIST_APPEND(l, [2])", "{l: [1]}"), "{l: [1, 2]}");
  EXPECT_EQ(updated("SET l = list_append([2], l)", "{l: [1]}"), "{l: [2, 1]}");
  EXPECT_EQ(updated("SET a = if_not_exists(a, 5)", "{}"), "{a: 5}");
  EXPECT_EQ(updated("SET l = list_append(l, [2])", "{}"),
            "The provided expression refers to an attribute that does not exist in the item");
  EXPECT_EQ(error("SET a = list_append(a, 1)"),
            "Incorrect operand type for operator or function; operator or function: list_append, operand type: N");
  EXPECT_EQ(
      error("SET a = list_append(a)"),
      "Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1");
  EXPECT_EQ(error("SET a = size(a)"), "The function is not allowed in an update expression; function: size");
  EXPECT_EQ(error("SET a = foo(a)"), "Unrecognized function: foo at 1:18:3");
}

TEST(PartiqlUpdate, Sets) {
  EXPECT_EQ(updated("SET s = set_add(s, <<'b'>>)", "{s: <'a'>}"), "{s: <'a', 'b'>}");
  EXPECT_EQ(updated("SET s = set_add(s, <<1, 2>>)", "{}"), "{s: <1, 2>}");
  EXPECT_EQ(updated("SET m.s = SET_DELETE(m.s, ?)", "{m: {s: <'a', 'b'>}}", {"<'a'>"}), "{m: {s: <'b'>}}");
  EXPECT_EQ(updated("SET s = set_delete(s, <<'a'>>)", "{s: <'a'>}"), "{}");
  EXPECT_EQ(updated("SET s = set_add(s, <<1>>)", "{s: <'a'>}"),
            "An operand in the update expression has an incorrect data type");
  EXPECT_EQ(updated("SET s = set_add(s, <<'x'>>)", "{s: 'a'}"),
            "An operand in the update expression has an incorrect data type");
  EXPECT_EQ(error("SET t = set_add(s, <<'x'>>)"), "The first argument to SET_ADD must equal the assignment value at 1:18:7");
  EXPECT_EQ(error("SET s = set_add(<<'a'>>, <<'b'>>)"),
            "The first argument to SET_ADD must equal the assignment value at 1:18:7");
  EXPECT_EQ(error("SET ss = set_delete(\"ss\", ['x'])"),
            "The second argument to SET_DELETE must be a value with type SET at 1:30:4");
  EXPECT_EQ(error("SET s = set_add(s)"), "SET_ADD must have exactly two arguments at 1:18:7");
  EXPECT_EQ(error("SET s = set_add(s, <<>>)"), "Empty bags are not supported");
}

TEST(PartiqlUpdate, TargetsMustNotOverlap) {
  EXPECT_EQ(
      error("SET x = 1 SET x = 2"),
      "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [x], path two: [x]");
  EXPECT_EQ(error("SET m.a = 1 REMOVE m"),
            "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m, a], path "
            "two: [m]");
}

}  // namespace
}  // namespace stator
