#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "expression_testing.h"

namespace stator {
namespace {

using testing::outcome;
using testing::placeholders;
using testing::Substitutions;

Result<UpdateExpression> parse(std::string_view text, const Substitutions& substitutions = {}) {
  static std::vector<std::unique_ptr<Placeholders>> alive;
  alive.push_back(std::make_unique<Placeholders>(placeholders(substitutions)));
  return parseUpdate(text, *alive.back());
}

std::string invalid(std::string_view detail) { return "Invalid UpdateExpression: " + std::string(detail); }

TEST(UpdateParser, SyntaxErrors) {
  const struct {
    const char *text, *token, *near;
  } kCases[] = {
      {"INVALID SYNTAX HERE", "INVALID", "INVALID SYNTAX"},
      {"whatever", "whatever", "whatever"},
      {"SET", "<EOF>", "SET"},
      {"set a", "<EOF>", "a"},
      {"add a", "<EOF>", "a"},
      {"delete a", "<EOF>", "a"},
      {"set a=set", "set", "=set"},
      {"remove a = b", "=", "a = b"},
      {"add a = b", "=", "a = b"},
      {"delete a b", "b", "a b"},
      {"delete a if_not_exist(b)", "if_not_exist", "a if_not_exist("},
      {"ADD hits : incr", ":", "hits : incr"},
      {"add abort b", "b", "abort b"},
      {"remove a b", "b", "a b"},
      {"set :a = b", ":a", "set :a ="},
      {"remove :a", ":a", "remove :a"},
      {"set a = b / c", "/", "b / c"},
      {"set a = b * c", "*", "b * c"},
      {"set a[1] = \"eight\"", "\"", "= \"eight"},
      {"set a[1] = 1", "1", "= 1"},
      {"SET a = if_not_exists(a, 100)", "100", ", 100)"},
      {"SET if_not_exists(a, b) = a", "(", "if_not_exists(a"},
      {"set (a = b)", "(", "set (a"},
      {"set a = (b.c).d + e", ".", ").d"},
      {"set a = (b.c)[0] + e", "[", ")[0"},
      {"set a = b + c + d", "+", "c + d"},
      {"set a = (b + c) + d", "+", ") + d"},
      {"set a = b + (c + d)", "+", "c + d"},
      {"set a = list_append(b, c + d)", "+", "c + d"},
      {"set a = b,", "<EOF>", ","},
      {"set a = b, remove c", "remove", ", remove c"},
      {"set a = f()", ")", "()"},
  };
  for (const auto& c : kCases) {
    const auto result = parse(c.text);
    EXPECT_EQ(outcome(result), invalid("Syntax error; token: \"") + c.token + "\", near: \"" + c.near + "\"") << c.text;
    EXPECT_EQ(result.error().family, ErrorFamily::Syntax);
  }
}

TEST(UpdateParser, AcceptsAllForms) {
  const Substitutions values{{{"#n", "n"}}, {{":v", "1"}, {":l", "[]"}, {":s", "<1>"}}};
  for (const char* text :
       {"set a = b", "SeT a = (b + c)", "set a = ((b.c.d)+(e))", "SET c = (c - :v)", "set a=b-:v, #n.x[0].y = :l",
        "set a = if_not_exists(a, b) + b", "set a = if_not_exists(a, if_not_exists(b, :v))", "set a = list_append(:l, (b))",
        "REMOVE a, b[1], c.d add e :v, f :s delete g :s set h = :v", "remove a", "set a = (b)", "set a = :v + :v"}) {
    EXPECT_EQ(outcome(parse(text, values)), "ok") << text;
  }
}

TEST(UpdateParser, BuildsTheTree) {
  const UpdateExpression update =
      parse("SET a.b[1] = if_not_exists(c, :v) - d REMOVE e ADD f :v", {{}, {{":v", "1"}}}).value();
  ASSERT_EQ(update.actions.size(), 3u);
  EXPECT_FALSE(update.legacy);
  EXPECT_EQ(update.actions[0].target.text(), "[a, b, [1]]");
  const SetValue& set = update.actions[0].set;
  ASSERT_EQ(set.kind, SetValue::Kind::Subtract);
  ASSERT_EQ(set.arguments[0].kind, SetValue::Kind::IfNotExists);
  EXPECT_EQ(set.arguments[0].path.text(), "[c]");
  ASSERT_EQ(set.arguments[0].arguments.size(), 1u);
  EXPECT_EQ(set.arguments[0].arguments[0].kind, SetValue::Kind::Value);
  EXPECT_EQ(set.arguments[1].path.text(), "[d]");
  EXPECT_EQ(update.actions[1].kind, UpdateAction::Kind::Remove);
  EXPECT_EQ(update.actions[2].kind, UpdateAction::Kind::Add);
  EXPECT_TRUE(update.actions[2].value.has_value());
}

TEST(UpdateParser, StructuralFindings) {
  const std::string rewrite = "; must remove or rewrite one of these paths; path one: ";
  const std::pair<const char*, std::string> kCases[] = {
      {"", "The expression can not be empty;"},
      {"set a = c set c = a", "The \"SET\" section can only be used once in an update expression;"},
      {"remove #d set a = b remove e", "The \"REMOVE\" section can only be used once in an update expression;"},
      {"add x :e set a = b add e :f", "The \"ADD\" section can only be used once in an update expression;"},
      {"delete #d :e set a = b delete e :f", "The \"DELETE\" section can only be used once in an update expression;"},
      {"set d[1] = a, d.b = a, c[1].a = a, #c = if_not_exists(a)",
       "Two document paths overlap with each other" + rewrite + "[c, [1], a], path two: [c]"},
      {"set #c[3].#d = a, #c[3] = a",
       "Two document paths overlap with each other" + rewrite + "[c, [3], [3]], path two: [c, [3]]"},
      {"set a = b, a = c", "Two document paths overlap with each other" + rewrite + "[a], path two: [a]"},
      {"set #c[3].#d = a, #c.#d[3] = if_not_exists(a)",
       "Two document paths conflict with each other" + rewrite + "[c, [3], [3]], path two: [c, [3], [3]]"},
      {"remove a.#c set a[1] = #d", "Two document paths conflict with each other" + rewrite + "[a, c], path two: [a, [1]]"},
  };
  for (const auto& [text, message] : kCases) {
    const auto result = parse(text, {{{"#c", "c"}, {"#d", "[3]"}}, {}});
    EXPECT_EQ(outcome(result), invalid(message)) << text;
    EXPECT_EQ(result.error().family, ErrorFamily::UpdateStructure) << text;
  }
  EXPECT_EQ(outcome(parse("set a = b.c, d = b, b.x = b")), "ok") << "only targets count";
}

TEST(UpdateParser, NamesAndFunctions) {
  EXPECT_EQ(outcome(parse(" set #c = :c set abOrt = true ")),
            invalid("Attribute name is a reserved keyword; reserved keyword: abOrt"));
  EXPECT_EQ(outcome(parse(" remove Absolute ")),
            invalid("Attribute name is a reserved keyword; reserved keyword: Absolute"));
  EXPECT_EQ(outcome(parse("set #c = if_not_exist(:c) set c = d")), invalid("Invalid function name; function: if_not_exist"));
  EXPECT_EQ(outcome(parse("set a = IF_NOT_EXISTS(b, c)")), invalid("Invalid function name; function: IF_NOT_EXISTS"));
  EXPECT_EQ(outcome(parse("set a = size(b)")),
            invalid("The function is not allowed in an update expression; function: size"));
  EXPECT_EQ(outcome(parse("SET #c = if_not_exists(:c)")),
            invalid("An expression attribute name used in the document path is not defined; attribute name: #c"));
  EXPECT_EQ(outcome(parse("SET a = if_not_exists(:c), a = b")),
            invalid("An expression attribute value used in expression is not defined; attribute value: :c"));
  EXPECT_EQ(outcome(parse("add a :c")),
            invalid("An expression attribute value used in expression is not defined; attribute value: :c"));
  EXPECT_EQ(outcome(parse("set a = if_not_exists(c)")),
            invalid("Incorrect number of operands for operator or function; operator or function: if_not_exists, number of "
                    "operands: 1"));
  EXPECT_EQ(outcome(parse("set a = list_append(c, d, e)")),
            invalid("Incorrect number of operands for operator or function; operator or function: list_append, number of "
                    "operands: 3"));
  for (const char* text : {"set a = if_not_exists(:a, c)", "set a = if_not_exists(if_not_exists(a, b), c)"}) {
    EXPECT_EQ(outcome(parse(text, {{}, {{":a", "'a'"}}})),
              invalid("Operator or function requires a document path; operator or function: if_not_exists"));
  }
}

TEST(UpdateParser, OperandTypes) {
  const struct {
    const char *value, *name, *long_name;
  } kTypes[] = {{"'x'", "S", "STRING"},   {"1", "N", "NUMBER"}, {"b'x'", "B", "BINARY"}, {"null", "NULL", "NULL"},
                {"true", "BOOL", "BOOL"}, {"[1]", "L", "LIST"}, {"{x: 1}", "M", "MAP"},  {"<'x'>", "SS", ""},
                {"<1>", "NS", ""},        {"<b'x'>", "BS", ""}};
  for (const auto& type : kTypes) {
    const Substitutions values{{}, {{":a", type.value}}};
    const std::string name = type.name;
    const bool set = type.long_name[0] == '\0';
    const auto expected = [&](bool right, const std::string& op) {
      return right ? "ok"
                   : invalid("Incorrect operand type for operator or function; operator: ") + op +
                         ", operand type: " + type.long_name + ", typeSet: ALLOWED_FOR_ADD_OPERAND";
    };
    EXPECT_EQ(outcome(parse("add a.b :a", values)), expected(set || name == "N", "ADD"));
    EXPECT_EQ(outcome(parse("delete a.b :a", values)), expected(set, "DELETE"));
    const auto wrong = [&](bool right, const std::string& op) {
      return right ? "ok"
                   : invalid("Incorrect operand type for operator or function; operator or function: ") + op +
                         ", operand type: " + name;
    };
    EXPECT_EQ(outcome(parse("set a = a + :a", values)), wrong(name == "N", "+"));
    EXPECT_EQ(outcome(parse("set a = :a - a", values)), wrong(name == "N", "-"));
    EXPECT_EQ(outcome(parse("set a = list_append(:a, a)", values)), wrong(name == "L", "list_append"));
    EXPECT_EQ(outcome(parse("set a = list_append(a, :a)", values)), wrong(name == "L", "list_append"));
    EXPECT_EQ(outcome(parse("set a = if_not_exists(a, :a)", values)), "ok");
  }
}

TEST(UpdateParser, ListAppendIsNoOperand) {
  const Substitutions values{{}, {{":l", "[1]"}, {":n", "1"}}};
  const auto found = [&values](std::string_view text) { return outcome(parse(text, values)); };
  const std::string refused =
      invalid("The function is not allowed to be used this way in an expression; function: list_append");
  EXPECT_EQ(found("set a = list_append(a, :l)"), "ok");
  EXPECT_EQ(found("set a = list_append(if_not_exists(a, :l), :l)"), "ok");
  EXPECT_EQ(found("set a = list_append(list_append(a, :l), :l)"), refused);
  EXPECT_EQ(found("set a = if_not_exists(a, list_append(b, :l))"), refused);
  EXPECT_EQ(found("set a = :n + list_append(a, :l)"), refused);
  EXPECT_EQ(found("set a = list_append(a, list_append(a)), #b = :l"), refused);
}

TEST(UpdateParser, OrderOfFindings) {
  const Substitutions values{{}, {{":s", "'x'"}}};
  const auto found = [&values](std::string_view text) { return outcome(parse(text, values)); };
  using ::testing::HasSubstr;
  EXPECT_THAT(found("set abort = c, a = f(b)"), HasSubstr("reserved"));
  EXPECT_THAT(found("set a = f(g(b)) set abort = c"), HasSubstr("Invalid function name; function: f"));
  EXPECT_THAT(found("set #c = :x set c = f(d)"), HasSubstr("Invalid function name"));
  EXPECT_THAT(found("set #c = :x set a = b, a = b"), HasSubstr("section can only be used once"));
  EXPECT_THAT(found("set a = :x, #c = b"), HasSubstr("attribute name: #c"));
  EXPECT_THAT(found("set a = b, a = :x"), HasSubstr("attribute value: :x"));
  EXPECT_THAT(found("set a[1] = b, a.b = b, c = b, c = b"), HasSubstr("overlap"));
  EXPECT_THAT(found("set a[1] = b, a.b = b add c :s"), HasSubstr("conflict"));
  EXPECT_THAT(found("set b = list_append(:s, a), c = if_not_exists(a) add a.b :s"), HasSubstr("operator: ADD"));
}

TEST(UpdateParser, Limits) {
  std::string text = "set a0 = a + b";
  for (int i = 1; i < 300; ++i) text += ",a" + std::to_string(i) + "=a-b";
  EXPECT_EQ(outcome(parse(text)), "ok");
  EXPECT_EQ(outcome(parse(text + ",x=a+b")), invalid("The expression contains too many operators; operator count: 301"));
  EXPECT_EQ(outcome(parse("set a = " + std::string(4089, 'b'))),
            invalid("Expression size has exceeded the maximum allowed size;"));
  std::string nested = "set a = ";
  for (int i = 0; i < 1000; ++i) nested += "f(";
  EXPECT_THAT(outcome(parse(nested)), ::testing::StartsWith("Invalid UpdateExpression: "));
  EXPECT_THAT(outcome(parse("set a = " + std::string(4000, '('))), ::testing::StartsWith("Invalid UpdateExpression: "));
  std::string path = "a";
  for (int i = 0; i < 32; ++i) path += "[0]";
  EXPECT_EQ(outcome(parse("remove " + path)), invalid("The document path has too many nesting levels; nesting levels: 33"));
}

}  // namespace
}  // namespace stator
