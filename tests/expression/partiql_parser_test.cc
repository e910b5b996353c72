#include "expression/partiql_parser.h"

#include "tests/expression/partiql_testing.h"

namespace stator {
namespace {

using testing::errorOf;
using testing::malformation;
using testing::parse;

std::vector<std::string> columnNames(std::string_view text) {
  const auto statement = parse(text);
  EXPECT_TRUE(statement) << text;
  std::vector<std::string> names;
  if (statement && statement->columns)
    for (const PartiqlColumn& column : *statement->columns) names.push_back(column.name);
  return names;
}

TEST(PartiqlParser, Select) {
  const auto statement = parse("select * from \"my-table\".\"by name\" where a = 1 order by a desc, b, c ASC;");
  ASSERT_TRUE(statement);
  EXPECT_EQ(statement->kind, PartiqlKind::Select);
  EXPECT_EQ(statement->table, "my-table");
  EXPECT_EQ(statement->index, "by name");
  EXPECT_FALSE(statement->columns);
  ASSERT_EQ(statement->order_by.size(), 3u);
  EXPECT_TRUE(statement->order_by[0].descending);
  EXPECT_FALSE(statement->order_by[1].descending);
  EXPECT_EQ(statement->order_by[2].attribute, "c");
}

TEST(PartiqlParser, ColumnsAreNamedByTheirLastStep) {
  EXPECT_EQ(columnNames("SELECT sk, m.a, m['b'], li[0], \"n\", m.l[1][2], l[-0] FROM t"),
            (std::vector<std::string>{"sk", "a", "b", "li[0]", "n", "l[1][2]", "l[0]"}));
}

TEST(PartiqlParser, Insert) {
  const auto statement = parse("INSERT INTO t value {'a': 'x', 'n': ?}", {"5"});
  ASSERT_TRUE(statement);
  EXPECT_EQ(statement->kind, PartiqlKind::Insert);
  EXPECT_EQ(ItemView(statement->item).find("n")->number(), Number::fromInteger(5));
}

TEST(PartiqlParser, UpdateWithManyClauses) {
  const auto statement =
      parse("UPDATE t SET a = 1, b = 2 REMOVE c SET d = 3 REMOVE e.f WHERE a = 1 RETURNING MODIFIED OLD *");
  ASSERT_TRUE(statement);
  ASSERT_EQ(statement->update.actions.size(), 5u);
  EXPECT_EQ(statement->update.actions[2].kind, UpdateAction::Kind::Remove);
  EXPECT_EQ(statement->update.actions[4].target.text(), "[e, f]");
  EXPECT_EQ(statement->returning, PartiqlReturning::ModifiedOld);
}

TEST(PartiqlParser, Returning) {
  EXPECT_EQ(parse("UPDATE t SET a = 1 RETURNING ALL OLD *")->returning, PartiqlReturning::AllOld);
  EXPECT_EQ(parse("UPDATE t SET a = 1 RETURNING ALL NEW *")->returning, PartiqlReturning::AllNew);
  EXPECT_EQ(parse("UPDATE t SET a = 1 RETURNING MODIFIED NEW *")->returning, PartiqlReturning::ModifiedNew);
  EXPECT_EQ(parse("DELETE FROM t RETURNING ALL OLD *")->returning, PartiqlReturning::AllOld);
  EXPECT_EQ(errorOf("DELETE FROM t RETURNING MODIFIED OLD *"),
            "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements.");
  EXPECT_EQ(errorOf("UPDATE t SET a = 1 RETURNING ALL NEW a"),
            "Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
  EXPECT_EQ(errorOf("UPDATE t SET a = 1 RETURNING ALL NEW *, ALL OLD *"),
            "Invalid syntax with multiple returning elements in RETURNING clause");
  EXPECT_EQ(errorOf("INSERT INTO t VALUE {'a':1} RETURNING ALL OLD *"), "RETURNING is not supported in INSERT");
}

TEST(PartiqlParser, FromFirst) {
  const auto statement = parse("FROM t WHERE a = 1 SET b = 2 REMOVE c RETURNING ALL NEW *");
  ASSERT_TRUE(statement);
  EXPECT_EQ(statement->kind, PartiqlKind::Update);
  EXPECT_EQ(statement->table, "t");
  EXPECT_EQ(statement->update.actions.size(), 2u);
  EXPECT_TRUE(statement->where);
  EXPECT_EQ(malformation("FROM t WHERE a = 1"), "Expected data manipulation");
  EXPECT_EQ(malformation("FROM t SET b = 2 WHERE a = 1"), "Unexpected token after expression");
}

TEST(PartiqlParser, SourcesAreCheckedBeforeWhatIsNotSupported) {
  const auto refuse = [](std::string_view table, std::string_view index) -> Result<void> {
    return validationError(std::string(table) + "/" + std::string(index));
  };
  EXPECT_EQ(parsePartiql("SELECT COUNT(*) FROM t.i", {}, refuse).error().message, "t/i");
  EXPECT_EQ(parsePartiql("SELECT COUNT(*) FROM t", {}, refuse).error().message, "Unexpected path component at 1:8:5");
  EXPECT_TRUE(parsePartiql("SELECT FROM t.i", {}, refuse).error().message.starts_with(testing::kMalformed));
}

TEST(PartiqlParser, Exists) {
  const auto statement = parse("EXISTS(SELECT * FROM t WHERE a = 1 AND b IS MISSING)");
  ASSERT_TRUE(statement);
  EXPECT_EQ(statement->kind, PartiqlKind::Exists);
}

TEST(PartiqlParser, MalformedStatements) {
  for (const std::string_view text : {"SLECT * FROM t", "", "1", "DROP TABLE t", "UPDATE t-x SET a = 1"})
    EXPECT_EQ(malformation(text), "Expected data manipulation") << text;
  EXPECT_EQ(malformation("UPDATE t SET a = 1 WHERE b = 1 garbage"), "Unexpected token after expression");
  EXPECT_EQ(malformation("UPDATE t REMOVE a, b WHERE c = 1"), "Unexpected token after expression");
  EXPECT_EQ(malformation("INSERT INTO t VALUE {'a':1} WHERE b = 1"), "Unexpected token after expression");
  EXPECT_EQ(malformation("SELECT * FROM t WHERE m.inner = 1"), "Invalid path dot component");
  EXPECT_EQ(malformation("SELECT * FROM t WHERE inner = 1"), "Unexpected keyword");
  EXPECT_EQ(malformation("SELECT * FROM t WHERE (a = 1"), "Expected RIGHT_PAREN");
  EXPECT_EQ(malformation("SELECT * FROM (t)x)"), "Unexpected token after expression");
  EXPECT_EQ(malformation("SELECT FROM t"), "Cannot have empty SELECT list");
  EXPECT_EQ(malformation("SELECT a"), "Expected FROM after SELECT list");
  EXPECT_EQ(malformation("INSERT INTO urls (key, b) VALUES (?, ?)"), "Unexpected keyword") << "as the service reported it";
  EXPECT_EQ(malformation("SELECT * FROM 't"), "");
  EXPECT_EQ(malformation("INSERT INTO t VALUE {'a':1,}"), "Unexpected term");
  for (const std::string_view end : {"AND", "OR", "=", "+", "LIKE"}) {
    EXPECT_EQ(malformation("SELECT * FROM t WHERE a = 1 " + std::string(end)),
              "Missing right-hand side expression of infix operator");
  }
  for (const std::string_view number : {"1e2147483648", "1e99999999999", "1.5e-2147483647", "1e+-1"})
    EXPECT_EQ(malformation("SELECT * FROM t WHERE a = " + std::string(number)), "") << number;
  EXPECT_EQ(malformation("SELECT * FROM t WHERE IS NULL"), "Unexpected operator");
  EXPECT_EQ(malformation("DELETE FROM WHERE a = 1"), "Expected identifier for simple path");
}

TEST(PartiqlParser, GrammaticalButUnsupported) {
  EXPECT_EQ(errorOf("SELECT * FROM t.i.x"), "A path may contain at most 2 components in the FROM clause");
  EXPECT_EQ(errorOf("SELECT * FROM \"\""), "Path component cannot be an empty string");
  EXPECT_EQ(errorOf("INSERT INTO \"t\".\"i\" VALUE {'a':1}"),
            "FROM clause may only contain a single table name in data manipulation statements at 1:13:3");
  EXPECT_EQ(errorOf("UPDATE t.i SET a = 1 WHERE b = 1"), "This operation is not supported on an index");
  EXPECT_EQ(errorOf("DELETE FROM t.i WHERE b = 1"), "This operation is not supported on an index");
  EXPECT_EQ(errorOf("SELECT COUNT(*) FROM t"), "Unexpected path component at 1:8:5");
  EXPECT_EQ(errorOf("SELECT attribute_exists(ss) FROM t"), "Unexpected path component at 1:8:16");
  EXPECT_EQ(errorOf("SELECT l[-1] FROM t"), "List index is not within the allowable range; index: [-1] at 1:11:1");
  EXPECT_EQ(errorOf("SELECT * FROM t WHERE a = 1 LIMIT 2"), "Unsupported clause: LIMIT at 1:35:1");
  EXPECT_EQ(errorOf("SELECT * FROM t AS x"), "Aliasing is not supported");
  EXPECT_EQ(errorOf("SELECT a AS x FROM t"), "Aliasing is not supported");
  EXPECT_EQ(errorOf("SELECT * FROM t, u"), "Only select from a single table or index is supported.");
  EXPECT_EQ(errorOf("SELECT a, m.a FROM t"), "Duplicate identifiers in select clause: a");
  EXPECT_EQ(errorOf("SELECT m.* FROM t"), "Changing item's hierarchy while reading isn't supported");
}

TEST(PartiqlParser, ParametersMustMatch) {
  const std::string text = "Number of parameters in request and statement don't match.";
  EXPECT_EQ(errorOf("SELECT * FROM t WHERE a = ?"), text);
  EXPECT_EQ(errorOf("SELECT * FROM t WHERE a = '?'", {"1"}), text);
  EXPECT_EQ(errorOf("SELECT * FROM t WHERE a = ? AND b = ?", {"1"}), text);
  EXPECT_TRUE(parse("SELECT * FROM t WHERE a = ? AND b = ?", {"1", "2"}));
}

TEST(PartiqlParser, DepthAndOperatorsAreLimited) {
  for (const std::string_view opening : {"(", "[", "{'a':", "NOT ", "- ", "f(", "a[(", "a IN ("}) {
    std::string text = "SELECT * FROM t WHERE ";
    for (int i = 0; i < 1000; ++i) text += opening;
    EXPECT_NE(errorOf(text), "no error") << opening;
  }
  for (const std::string_view chain : {" + 1", " = 1", " AND a = 1"}) {
    std::string text = "SELECT * FROM t WHERE a = 1";
    for (int i = 0; i < 1000; ++i) text += chain;
    EXPECT_EQ(errorOf(text), "The expression contains too many operators; operator count: 301") << chain;
  }
}

}  // namespace
}  // namespace stator
