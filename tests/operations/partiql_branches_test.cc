#include "operations/partiql_branches.h"

#include <gtest/gtest.h>

#include "expression/partiql.h"

namespace stator {
namespace {

constexpr char kOverlap[] = "Overlapping conditions with range keys are not supported in where clause";
constexpr char kTooMany[] = "Too many decomposed read operations for a given query.";

// "<hash>:<conditions on the sort key>+<filters>" of each branch, "scan" for none, or the error.
std::string branchesOf(const std::string& where) {
  const KeySchema schema{.hash = {{"h", AttributeType::S}}, .range = {{"r", AttributeType::S}}};
  const auto statement = parsePartiql("SELECT * FROM t WHERE " + where, {});
  if (!statement) return statement.error().message;
  const auto branches = partiqlBranches(*statement->where, schema);
  if (!branches) return branches.error().message;
  if (branches->empty()) return "scan";
  std::string text;
  for (const PartiqlBranch& branch : *branches) {
    if (!text.empty()) text += " ";
    text.append(branch.hash.payload()).append(":").append(std::to_string(branch.range.size()));
    text.append("+").append(std::to_string(branch.filters.size()));
    if (branch.contradictory) text += "!";
  }
  return text;
}

std::string list(int count) {
  std::string text = "[";
  for (int i = 0; i < count; ++i) text.append(i == 0 ? "'" : ",'").append(std::to_string(i)).append("'");
  return text + "]";
}

TEST(PartiqlBranches, OneForEachAlternativeOfTheKey) {
  EXPECT_EQ(branchesOf("h = 'a'"), "a:0+0");
  EXPECT_EQ(branchesOf("'a' = h AND r > '1' AND x = 1"), "a:1+1");
  EXPECT_EQ(branchesOf("h IN ['a', 'b'] AND r = '1'"), "a:1+0 b:1+0");
  EXPECT_EQ(branchesOf("h = 'a' AND (r = '1' OR r BETWEEN '3' AND '4') AND x = 1"), "a:1+1 a:1+1");
  EXPECT_EQ(branchesOf("(h = 'a' AND x = 1) OR (h = 'b' AND (r = '1' OR r = '2'))"), "a:0+1 b:1+0 b:1+0");
  EXPECT_EQ(branchesOf("h = 'a' AND (x = 1 OR y = 2)"), "a:0+1") << "alternatives without a key stay a filter";
  EXPECT_EQ(branchesOf("h = 'a' AND r <> '1'"), "a:0+2");
}

TEST(PartiqlBranches, AScanWhereAnAlternativeHasNoHash) {
  for (const char* where : {"x = 1", "h > 'a'", "h = 'a' OR r = '1'", "NOT h = 'a'", "h IN ['a'] OR x = 1", "h = x"})
    EXPECT_EQ(branchesOf(where), "scan") << where;
}

TEST(PartiqlBranches, ContradictionsAreMarked) {
  EXPECT_EQ(branchesOf("h = 'a' AND h = 'b'"), "a:0+1!");
  EXPECT_EQ(branchesOf("h = 'a' AND h = 'a'"), "a:0+0");
  EXPECT_EQ(branchesOf("h = 'a' AND r > '2' AND r < '1'"), "a:2+0!");
  EXPECT_EQ(branchesOf("h = 'a' AND r IN ['1', '2'] AND r IN ['2', '3']"), "a:2+0! a:2+0! a:2+0 a:2+0!");
  EXPECT_EQ(branchesOf("h = 'a' AND (h = 'b' OR x = 1)"), "a:0+1! a:0+1");
}

TEST(PartiqlBranches, NoItemIsReadTwice) {
  for (const char* where :
       {"h IN ['a', 'a']", "h = 'a' OR h = 'a'", "h = 'a' AND (r > '0' OR r < '5')", "h = 'a' AND (r = '1' OR x = 1)",
        "h = 'a' AND (begins_with(r, 'x') OR r = 'xy')", "h = 'a' AND (r <= '1' OR r >= '1')",
        "h = 'a' AND (r > '1' AND r < '5' OR r BETWEEN '4' AND '9')"})
    EXPECT_EQ(branchesOf(where), kOverlap) << where;
  for (const char* where :
       {"h = 'a' AND (r < '1' OR r > '1' OR r = '1')", "h = 'a' AND (begins_with(r, 'x') OR r = 'y')",
        "h = 'a' AND r = '1' OR h = 'b' AND r = '1'", "h = 'a' AND (r > '1' AND r < '5' OR r BETWEEN '5' AND '9')"})
    EXPECT_NE(branchesOf(where), kOverlap) << where;
  EXPECT_EQ(branchesOf("h = 'a' AND NOT r = '1' OR h = 'a' AND r = '2'"), "scan") << "exclusions may overlap";
}

TEST(PartiqlBranches, AreFifty) {
  EXPECT_EQ(branchesOf("h IN " + list(50) + " AND x IN " + list(100)).substr(0, 6), "0:0+1 ");
  EXPECT_EQ(branchesOf("h IN " + list(51)), kTooMany);
  EXPECT_EQ(branchesOf("h IN " + list(26) + " AND r IN ['1', '2']"), kTooMany);
  EXPECT_EQ(branchesOf("h IN " + list(51) + " OR x = 1"), "scan");
  std::string product = "h = 'a'";
  for (int i = 0; i < 60; ++i) product += " AND (r = '1' OR r = '2')";
  EXPECT_EQ(branchesOf(product), kTooMany);
}

}  // namespace
}  // namespace stator
