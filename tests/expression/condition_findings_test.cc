#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "expression_testing.h"

namespace stator {
namespace {

using testing::outcome;
using testing::placeholders;
using testing::Substitutions;

const Substitutions kNone;

Result<Condition> parse(std::string_view text, const Substitutions& substitutions = kNone) {
  static std::vector<std::unique_ptr<Placeholders>> alive;
  alive.push_back(std::make_unique<Placeholders>(placeholders(substitutions)));
  return parseCondition(ConditionKind::Condition, text, *alive.back());
}

std::string invalid(std::string_view detail) { return "Invalid ConditionExpression: " + std::string(detail); }

// One value of each type, by the type's name.
const std::pair<std::string_view, const char*> kValues[] = {
    {"S", "'x'"},     {"N", "1"},  {"B", "b'x'"}, {"SS", "<'x'>"},  {"NS", "<1>"},
    {"BS", "<b'x'>"}, {"M", "{}"}, {"L", "[]"},   {"NULL", "null"}, {"BOOL", "true"},
};

TEST(ConditionFindings, FunctionNames) {
  for (const auto& [text, name] :
       {std::pair("a=a and whatever((:things)) > a", "whatever"),
        std::pair("attRIbute_exIsts((views), #a)", "attRIbute_exIsts"), std::pair("SIZE(a) > :v", "SIZE")}) {
    EXPECT_EQ(outcome(parse(text)), invalid("Invalid function name; function: ") + name);
  }
  EXPECT_EQ(outcome(parse("if_not_exists(a, b)")),
            invalid("The function is not allowed in a condition expression; function: if_not_exists"));
}

TEST(ConditionFindings, MisusedFunctions) {
  for (const auto& [text, name] : {
           std::pair("a=a and attribute_exists((views), (#a)) > b", "attribute_exists"),
           std::pair("attribute_not_exists(things) > b", "attribute_not_exists"),
           std::pair("attribute_type(things, :a) > b", "attribute_type"),
           std::pair("begins_with(things, a) > b", "begins_with"),
           std::pair("contains(:things, c) > b", "contains"),
           std::pair("size(contains(a, b)) > a", "contains"),
           std::pair("size(things)", "size"),
           std::pair("a = b OR NOT size(things)", "size"),
           std::pair("(size(things))", "size"),
           std::pair("a between b and attribute_exists(things)", "attribute_exists"),
           std::pair("a in (b, attribute_exists(things))", "attribute_exists"),
           std::pair("a in (b, contains(c, d))", "contains"),
       }) {
    EXPECT_EQ(outcome(parse(text)),
              invalid("The function is not allowed to be used this way in an expression; function: ") + name)
        << text;
  }
}

TEST(ConditionFindings, ReservedWords) {
  EXPECT_EQ(outcome(parse("attribute_exists(views, #a)")),
            invalid("Attribute name is a reserved keyword; reserved keyword: views"));
  EXPECT_EQ(outcome(parse(":a < abOrT")), invalid("Attribute name is a reserved keyword; reserved keyword: abOrT"));
  EXPECT_EQ(outcome(parse("a.b.status = :a")), invalid("Attribute name is a reserved keyword; reserved keyword: status"));
}

TEST(ConditionFindings, UndefinedNamesAndValues) {
  const std::string name =
      invalid("An expression attribute name used in the document path is not defined; attribute name: ");
  const std::string value = invalid("An expression attribute value used in expression is not defined; attribute value: ");
  EXPECT_EQ(outcome(parse("attribute_exists(#Pictures.RearView, :a) and a=a")), name + "#Pictures");
  EXPECT_EQ(outcome(parse("begins_with(Pictures.#RearView)")), name + "#RearView");
  EXPECT_EQ(outcome(parse("(#P between :lo and :hi) and (#PC in (:cat1, :cat2))")), name + "#P");
  EXPECT_EQ(outcome(parse("#4g > a")), name + "#4g");
  EXPECT_EQ(outcome(parse("#_ > a")), name + "#_");
  EXPECT_EQ(outcome(parse("(a)between(b.c[45].#d)and(:a)")), name + "#d");
  EXPECT_EQ(outcome(parse("begins_with(:hello, #a, #b)")), value + ":hello");
  EXPECT_EQ(outcome(parse(":a < :b")), value + ":a");
  EXPECT_EQ(outcome(parse(":_ > a")), value + ":_");
}

TEST(ConditionFindings, OperandCounts) {
  const struct {
    const char *text, *function;
    int count;
  } kCases[] = {{"attribute_exists(things, a) and a=a", "attribute_exists", 2},
                {"attribute_not_exists(things, b)", "attribute_not_exists", 2},
                {"attribute_type(things)", "attribute_type", 1},
                {"begins_with(things)", "begins_with", 1},
                {"begins_with(things, size(a), b)", "begins_with", 3},
                {"contains(things)", "contains", 1},
                {"size(things, a) > b", "size", 2}};
  for (const auto& c : kCases) {
    EXPECT_EQ(outcome(parse(c.text)),
              invalid("Incorrect number of operands for operator or function; operator or function: ") + c.function +
                  ", number of operands: " + std::to_string(c.count));
  }
}

TEST(ConditionFindings, InOperandsAreLimited) {
  std::string candidates = ":v";
  for (int i = 1; i < 100; ++i) candidates += ",:v";
  const Substitutions substitutions{{}, {{":v", "1"}}};
  EXPECT_EQ(outcome(parse("a in (" + candidates + ")", substitutions)), "ok");
  EXPECT_EQ(outcome(parse("a in (" + candidates + ",b)", substitutions)),
            invalid("The IN operator is provided with too many operands; number of operands: 101"));
}

std::string wrongType(std::string_view operation, std::string_view type) {
  return invalid("Incorrect operand type for operator or function; operator or function: ") + std::string(operation) +
         ", operand type: " + std::string(type);
}

TEST(ConditionFindings, OperandTypesOfFunctions) {
  for (const auto& [type, text] : kValues) {
    const Substitutions substitutions{{}, {{":a", text}}};
    const bool text_like = type == "S" || type == "B";
    const std::string prefix = text_like ? "ok" : wrongType("begins_with", type);
    EXPECT_EQ(outcome(parse("begins_with(a, :a)", substitutions)), prefix);
    EXPECT_EQ(outcome(parse("begins_with(:a, a)", substitutions)), prefix);
    const bool sizeless = type == "N" || type == "BOOL" || type == "NULL";
    EXPECT_EQ(outcome(parse("size(:a) > a", substitutions)), sizeless ? wrongType("size", type) : "ok");
    if (type != "S") {
      EXPECT_EQ(outcome(parse("attribute_type(a, :a)", substitutions)), wrongType("attribute_type", type));
    }
    EXPECT_EQ(outcome(parse("contains(a, :a)", substitutions)), "ok");
  }
  const Substitutions one{{}, {{":a", "1"}}};
  EXPECT_EQ(outcome(parse("begins_with(a, size(a)) and a=:a", one)), wrongType("begins_with", "N"));
  EXPECT_EQ(outcome(parse("attribute_type(a, size(a)) and a=a and a=:a", one)), wrongType("attribute_type", "N"));
  EXPECT_EQ(outcome(parse("attribute_type(a, b)")), wrongType("attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"));
  EXPECT_EQ(outcome(parse("size(size(a)) > :a", one)), wrongType("size", "N"));
  EXPECT_EQ(outcome(parse("attribute_not_exists(size(:a))", one)), wrongType("size", "N"));
}

TEST(ConditionFindings, OnlyScalarsAreOrdered) {
  for (const auto& [type, text] : kValues) {
    const Substitutions substitutions{{}, {{":a", text}}};
    const bool ordered = type == "S" || type == "N" || type == "B";
    for (const char* op : {"<", "<=", ">", ">="}) {
      const std::string expected = ordered ? "ok" : wrongType(op, type);
      EXPECT_EQ(outcome(parse(std::string("a ") + op + " :a", substitutions)), expected);
      EXPECT_EQ(outcome(parse(std::string(":a ") + op + " a", substitutions)), expected);
    }
    EXPECT_EQ(outcome(parse("a between :a and :a", substitutions)), ordered ? "ok" : wrongType("BETWEEN", type));
    for (const char* text_of : {"a = :a", "a <> :a", "a in (:a)"}) EXPECT_EQ(outcome(parse(text_of, substitutions)), "ok");
  }
}

TEST(ConditionFindings, AttributeTypeNames) {
  for (const auto& [type, unused] : kValues) {
    const Substitutions substitutions{{}, {{":a", "'" + std::string(type) + "'"}}};
    EXPECT_EQ(outcome(parse("attribute_type(a, :a)", substitutions)), "ok");
  }
  EXPECT_EQ(outcome(parse("attribute_type(a, :a)", {{}, {{":a", "'Sx'"}}})),
            invalid("Invalid attribute type name found; type: Sx, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"));
}

TEST(ConditionFindings, PathsWanted) {
  const Substitutions substitutions{{}, {{":a", "'x'"}}};
  EXPECT_EQ(outcome(parse("attribute_exists(:a) and a=a", substitutions)),
            invalid("Operator or function requires a document path; operator or function: attribute_exists"));
  EXPECT_EQ(outcome(parse("attribute_not_exists(size(:a))", substitutions)),
            invalid("Operator or function requires a document path; operator or function: attribute_not_exists"));
}

TEST(ConditionFindings, DistinctOperands) {
  const struct {
    const char *text, *op, *path;
  } kCases[] = {{"a = a AND #a = b AND :views > a", "=", "[a]"},
                {"#a <> a", "<>", "[a]"},
                {"a > #a", ">", "[a]"},
                {"((a=a) OR (a=a))", "=", "[a]"},
                {"contains(ab.bc[1].a, ab.bc[1].#a)", "contains", "[ab, bc, [1], a]"},
                {"attribute_type(ab.bc[1].#a, ab.bc[1].a)", "attribute_type", "[ab, bc, [1], a]"},
                {"begins_with(ab.bc[1].a, ab.bc[1].#a)", "begins_with", "[ab, bc, [1], a]"},
                {"a in (b, #a)", "IN", "[a]"}};
  for (const auto& c : kCases) {
    const auto result = parse(c.text, {{{"#a", "a"}}, {}});
    EXPECT_EQ(outcome(result), invalid("The first operand must be distinct from the remaining operands for this operator or "
                                       "function; operator: ") +
                                   c.op + ", first operand: " + c.path);
    EXPECT_EQ(result.error().family, ErrorFamily::DistinctOperands);
  }
  EXPECT_EQ(outcome(parse(":a = :a", {{}, {{":a", "1"}}})), "ok");
  EXPECT_EQ(outcome(parse("a[1] = a[2]")), "ok");
}

TEST(ConditionFindings, BoundsOfBetween) {
  const Substitutions substitutions{{}, {{":s", "'a'"}, {":n", "1"}, {":m", "2.50"}, {":t", "'b'"}, {":b", "b'a'"}}};
  EXPECT_EQ(outcome(parse("a between :n and :s", substitutions)),
            invalid("The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: "
                    "AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}"));
  EXPECT_EQ(outcome(parse("a between :m and :n", substitutions)),
            invalid("The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound "
                    "operand: AttributeValue: {N:2.5}, upper bound operand: AttributeValue: {N:1}"));
  EXPECT_EQ(outcome(parse("a between :b and :s", substitutions)),
            invalid("The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: "
                    "AttributeValue: {B:YQ==}, upper bound operand: AttributeValue: {S:a}"));
  EXPECT_EQ(outcome(parse("a between :s and :s AND a between :n and :m AND a between :s and :t", substitutions)), "ok");
  EXPECT_EQ(outcome(parse("a between :t and b", substitutions)), "ok");
}

TEST(ConditionFindings, PathsAreLimited) {
  std::string path = "a";
  for (int i = 1; i < 32; ++i) path += ".b";
  EXPECT_EQ(outcome(parse("attribute_exists(" + path + ")")), "ok");
  EXPECT_EQ(outcome(parse("attribute_exists(" + path + "[0])")),
            invalid("The document path has too many nesting levels; nesting levels: 33"));
  EXPECT_EQ(outcome(parse("attribute_exists(a[4294967294])")), "ok");
  EXPECT_EQ(outcome(parse("attribute_exists(a[4294967295])")),
            invalid("List index is not within the allowable range; index: [4294967295]"));
  EXPECT_EQ(outcome(parse("attribute_exists(a[99999999999999999999])")),
            invalid("List index is not within the allowable range; index: [99999999999999999999]"));
}

TEST(ConditionFindings, OrderOfFindings) {
  const Substitutions substitutions{{}, {{":n", "1"}, {":s", "'x'"}}};
  const auto found = [&](std::string_view text) { return outcome(parse(text, substitutions)); };
  using ::testing::HasSubstr;
  // Over the whole expression: parentheses; then, as it is read, function names, misuse and reserved words.
  EXPECT_THAT(found("((a = abort)) and f(a) and size(a)"), HasSubstr("redundant"));
  EXPECT_THAT(found("a = abort and size(a) and f(a)"), HasSubstr("reserved"));
  EXPECT_THAT(found("size(a) and f(a) and a = abort"), HasSubstr("not allowed to be used this way"));
  EXPECT_THAT(found("f(size(abort), g(a)) and size(a)"), HasSubstr("Invalid function name; function: f"));
  EXPECT_THAT(found("contains(contains(a, b), f(a))"),
              HasSubstr("not allowed to be used this way in an expression; function: contains"));
  EXPECT_THAT(found("#x = a and begins_with(:n, a) and a = abort"), HasSubstr("reserved"));
  // Within one condition: undefined, count, distinctness, type.
  EXPECT_THAT(found("begins_with(a, a, #x)"), HasSubstr("not defined"));
  EXPECT_THAT(found("begins_with(:n, size(a, a))"), HasSubstr("Incorrect number of operands"));
  EXPECT_THAT(found("contains(a, a) and begins_with(a, :n)"), HasSubstr("must be distinct"));
  // Of several conditions the first with anything wrong.
  EXPECT_THAT(found("begins_with(a, :n) and #x = :n"), HasSubstr("Incorrect operand type"));
  EXPECT_THAT(found("a = a and #x = :n"), HasSubstr("must be distinct"));
  EXPECT_THAT(found("#x = :n and a = a"), HasSubstr("not defined"));
}

}  // namespace
}  // namespace stator
