#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expression_testing.h"

namespace stator {
namespace {

using testing::item;
using testing::outcome;
using testing::placeholders;
using testing::show;
using testing::Substitutions;

const Substitutions kNames{{{"#a", "a"}, {"#b", "b"}, {"#dot", "x.y"}}, {}};

Result<ProjectionExpression> parse(std::string_view text) {
  Placeholders names = placeholders(kNames);
  return parseProjection(text, names);
}

std::string projected(std::string_view text, std::string_view attributes) {
  const auto projection = parse(text);
  if (!projection) return projection.error().message;
  const std::string bytes = item(attributes);
  const std::string result = project(*projection, ItemView(bytes));
  EXPECT_TRUE(isWellFormedItem(result, 32));
  return show(ItemView(result));
}

TEST(ProjectionParser, Syntax) {
  EXPECT_EQ(outcome(parse("")), "Invalid ProjectionExpression: The expression can not be empty;");
  const struct {
    const char *text, *token, *near;
  } kCases[] = {{"!!!", "!", "!!"},    {"!!! INVALID !!!", "!", "!!"},
                {"a b", "b", "a b"},   {"a,", "<EOF>", ","},
                {"a,,b", ",", ",,b"},  {"a.", "<EOF>", "."},
                {"a[", "<EOF>", "["},  {"a[b]", "b", "[b]"},
                {"a[-1]", "-", "[-1"}, {"[0]", "[", "[0"},
                {"a.[0]", "[", ".[0"}, {":v", ":v", ":v"},
                {"(a)", "(", "(a"},    {"_a", "_", "_a"},
                {"1a", "1", "1a"},     {"a, #", "#", ", #"}};
  for (const auto& c : kCases) {
    EXPECT_EQ(outcome(parse(c.text)), std::string("Invalid ProjectionExpression: Syntax error; token: \"") + c.token +
                                          "\", near: \"" + c.near + "\"");
  }
}

TEST(ProjectionParser, Findings) {
  EXPECT_EQ(outcome(parse("a, #x, status")),
            "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: status");
  EXPECT_EQ(outcome(parse("a, a, b.#x")),
            "Invalid ProjectionExpression: An expression attribute name used in the document path is not defined; attribute "
            "name: #x");
  const std::string rewrite = "; must remove or rewrite one of these paths; path one: ";
  EXPECT_EQ(
      outcome(parse("a.b, a[0], c, #a.#b.c")),
      "Invalid ProjectionExpression: Two document paths overlap with each other" + rewrite + "[a, b], path two: [a, b, c]");
  EXPECT_EQ(outcome(parse("a, a")),
            "Invalid ProjectionExpression: Two document paths overlap with each other" + rewrite + "[a], path two: [a]");
  EXPECT_EQ(outcome(parse("a.b, c, a[0]")), "Invalid ProjectionExpression: Two document paths conflict with each other" +
                                                rewrite + "[a, b], path two: [a, [0]]");
  EXPECT_EQ(outcome(parse("and, or")),
            "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: and");
  EXPECT_EQ(outcome(parse(std::string(4097, 'a'))),
            "Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size; expression size: 4097");
}

TEST(Projection, PicksAttributes) {
  EXPECT_EQ(projected("c, a", "{a: 1, b: 2, c: {x: [1]}, d: 4}"), "{a: 1, c: {x: [1]}}");
  EXPECT_EQ(projected("z, #dot", "{a: 1}"), "{}");
  EXPECT_EQ(projected("a", "{}"), "{}");
}

TEST(Projection, PicksNestedParts) {
  EXPECT_EQ(projected("a.b", "{a: {b: 1, c: 2}, b: 3}"), "{a: {b: 1}}");
  EXPECT_EQ(projected("a.c, a.b.y, a.b.x", "{a: {b: {x: 1, y: 2, z: 3}, c: 2, d: 4}}"), "{a: {b: {x: 1, y: 2}, c: 2}}");
  EXPECT_EQ(projected("a.b", "{a: 1}"), "{}");
  EXPECT_EQ(projected("a.b, c", "{a: {c: 1}, c: 2}"), "{c: 2}");
  EXPECT_EQ(projected("a.b.c, a.x", "{a: {b: {}, x: []}}"), "{a: {x: []}}");
  EXPECT_EQ(projected("a[0]", "{a: {b: 1}}"), "{}");
  EXPECT_EQ(projected("a.b", "{a: [1]}"), "{}");
}

TEST(Projection, CompactsLists) {
  EXPECT_EQ(projected("a[2], a[0]", "{a: [10, 11, 12, 13]}"), "{a: [10, 12]}");
  EXPECT_EQ(projected("a[7]", "{a: [10, 11]}"), "{}");
  EXPECT_EQ(projected("a[1].y, a[1].x, a[10], a[3][0]", "{a: [0, {x: 1, y: 2, z: 3}, 2, [4, 5]]}"),
            "{a: [{x: 1, y: 2}, [4]]}");
  EXPECT_EQ(projected("a[0].x, a[1].x", "{a: [{y: 1}, {x: 1}]}"), "{a: [{x: 1}]}");
}

TEST(Projection, ManyPathsInAnyOrder) {
  std::string text, attributes, expected;
  for (int i = 99; i >= 0; --i) text += (i == 99 ? "n" : ", n") + std::to_string(i) + "[" + std::to_string(i % 3) + "]";
  for (int i = 0; i < 100; ++i) attributes += (i == 0 ? "n" : ", n") + std::to_string(i) + ": [0, 1, 2]";
  const std::string result = projected(text, "{" + attributes + "}");
  EXPECT_THAT(result, ::testing::StartsWith("{n0: [0], n1: [1], n10: [1], n11: [2], n12: [0]"));
  EXPECT_EQ(std::count(result.begin(), result.end(), '['), 100);
}

}  // namespace
}  // namespace stator
