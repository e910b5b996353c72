// SELECT through ExecuteStatement: what is read, in which order, in which pages, at what cost.
#include "tests/operations/partiql_fixture.h"

namespace stator::test {
namespace {

class PartiqlSelectTest : public PartiqlTest {
 protected:
  PartiqlSelectTest() {
    createIndexedTable();
    for (int i = 0; i < 5; ++i) {
      const std::string n = std::to_string(i);
      run("INSERT INTO tbl VALUE {'pk':'p','sk':" + n + ",'n':" + n + ",'inc':'i','other':'o" + n +
          "','gk':'g','lk':" + std::to_string(9 - i) + ",'m':{'a':1,'l':[7,8]}}");
    }
    run("INSERT INTO tbl VALUE {'pk':'q','sk':1,'n':10}");
  }

  // The sk of every item, in order: "0 1 2".
  std::string keys(std::string_view statement, std::string_view more = {}) { return keysOf(run(statement, more)); }
  static std::string keysOf(const Reply& reply) {
    std::string text;
    for (const auto& item : reply.body["Items"].GetArray())
      text += (text.empty() ? "" : " ") + std::string(item["sk"]["N"].GetString());
    return text;
  }
  static std::string tokenOf(const Reply& reply) {
    return reply.body.HasMember("NextToken") ? reply.body["NextToken"].GetString() : "";
  }
  static std::string after(const std::string& token) { return R"("NextToken":")" + token + "\""; }
};

TEST_F(PartiqlSelectTest, ByKeyAndFilter) {
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE pk = 'p'"), "0 1 2 3 4");
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE pk = 'p' AND sk = 3"), "3");
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE 'p' = pk AND 2 <= sk AND sk < 4"), "2 3");
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE pk = 'p' AND sk BETWEEN 1 AND 2 AND n <> 1"), "2");
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE pk = 'p' AND sk IN [4, 0]"), "0 4");
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE pk = 'p' AND pk = 'q'"), "");
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE pk = ? AND n > ?", R"("Parameters":[{"S":"p"},{"N":"3"}])"), "4");
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE n = 10"), "1");
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE pk IN ['q', 'p'] AND sk = 1"), "1 1");
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE (pk = 'p' OR pk = 'q') AND sk = 1"), "1 1");
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE pk = 'absent'"), "");
}

TEST_F(PartiqlSelectTest, Columns) {
  EXPECT_EQ(items("SELECT m.a, m.l[1], n, absent FROM tbl WHERE pk = 'p' AND sk = 2"),
            R"([{"a":{"N":"1"},"l[1]":{"N":"8"},"n":{"N":"2"}}])");
  EXPECT_EQ(items("SELECT absent FROM tbl WHERE pk = 'p' AND sk = 2"), "[{}]");
  refuse("SELECT pk.x FROM tbl WHERE pk = 'p'",
         "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk");
}

TEST_F(PartiqlSelectTest, KeysMustHaveTheirTypes) {
  refuse("SELECT * FROM tbl WHERE pk = 1", "Key attribute's data type should match its data type in table's schema: Key pk");
  refuse("SELECT * FROM tbl WHERE pk = 'p' AND sk > 'a'",
         "Key attribute's data type should match its data type in table's schema: Key sk");
  refuse("SELECT * FROM tbl WHERE pk = ''",
         "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string "
         "value. Key: pk");
}

TEST_F(PartiqlSelectTest, OrderBy) {
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE pk = 'p' ORDER BY sk DESC"), "4 3 2 1 0");
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE pk = 'p' ORDER BY sk"), "0 1 2 3 4");
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE pk = 'p' ORDER BY pk ASC"), "4 3 2 1 0")
      << "without a term of its own the sort key descends";
  EXPECT_EQ(keys("SELECT * FROM tbl WHERE pk IN ['p', 'q'] AND sk < 2 ORDER BY pk DESC, sk ASC"), "1 0 1");
  EXPECT_EQ(keys("SELECT pk, sk FROM tbl.lsi WHERE pk = 'p' ORDER BY lk"), "4 3 2 1 0");
}

TEST_F(PartiqlSelectTest, OrderByThatKeysCannotServe) {
  refuse("SELECT * FROM tbl ORDER BY sk", "Must have WHERE clause in the statement when using ORDER BY clause.");
  refuse("SELECT * FROM tbl WHERE pk = 'p' ORDER BY n", "Attribute n in ORDER BY clause must be part of the primary key");
  refuse("SELECT * FROM tbl WHERE pk > 'a' ORDER BY sk",
         "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.");
  refuse("SELECT * FROM tbl WHERE pk IN ['p', 'q'] ORDER BY sk",
         "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.");
}

TEST_F(PartiqlSelectTest, LimitBoundsRowsEvaluated) {
  const std::string statement = "SELECT * FROM tbl WHERE pk = 'p' AND n = 3";
  std::string found, more = R"("Limit":2)";
  int pages = 0;
  for (std::string token; pages < 10; ++pages) {
    const Reply reply = run(statement, more);
    found += keysOf(reply);
    token = tokenOf(reply);
    EXPECT_EQ(reply.body.HasMember("LastEvaluatedKey"), !token.empty());
    if (token.empty()) break;
    more = R"("Limit":2,)" + after(token);
  }
  EXPECT_EQ(found, "3");
  EXPECT_EQ(pages, 2);
}

TEST_F(PartiqlSelectTest, PagesGoOnOverSeveralHashKeys) {
  const std::string statement = "SELECT * FROM tbl WHERE pk IN ['p', 'q'] ORDER BY pk DESC";
  const Reply first = run(statement, R"("Limit":3)");
  EXPECT_EQ(keysOf(first), "1 4 3");
  const Reply second = run(statement, after(tokenOf(first)));
  EXPECT_EQ(keysOf(second), "2 1 0");
  EXPECT_EQ(tokenOf(second), "");
}

TEST_F(PartiqlSelectTest, InReturnsTenItemsAPage) {
  for (int i = 0; i < 12; ++i) run("INSERT INTO tbl VALUE {'pk':'many','sk':" + std::to_string(i) + "}");
  const std::string statement = "SELECT * FROM tbl WHERE pk IN ['many', 'q']";
  const Reply first = run(statement);
  EXPECT_EQ(keysOf(first), "0 1 2 3 4 5 6 7 8 9");
  EXPECT_EQ(keysOf(run(statement, after(tokenOf(first)))), "10 11 1");
}

TEST_F(PartiqlSelectTest, AWholeKeyNeedsNoToken) {
  EXPECT_EQ(tokenOf(run("SELECT * FROM tbl WHERE pk = 'p' AND sk = 1", R"("Limit":1)")), "");
  const std::string statement = "SELECT * FROM tbl WHERE pk IN ['p', 'q'] AND sk = 1";
  const Reply first = run(statement, R"("Limit":1)");
  ASSERT_NE(tokenOf(first), "");
  EXPECT_EQ(items(statement, R"("Limit":1,)" + after(tokenOf(first))),
            R"([{"n":{"N":"10"},"pk":{"S":"q"},"sk":{"N":"1"}}])");
}

TEST_F(PartiqlSelectTest, TokensBelongToTheirRequest) {
  const std::string statement = "SELECT * FROM tbl WHERE pk = ?";
  const Reply first = run(statement, R"("Limit":2,"Parameters":[{"S":"p"}])");
  const std::string token = tokenOf(first);
  EXPECT_EQ(keys(statement, R"("ConsistentRead":true,"Parameters":[{"S":"p"}],)" + after(token)), "2 3 4");
  refuse(statement, "NextToken does not match request", R"("Parameters":[{"S":"q"}],)" + after(token));
  refuse("SELECT sk FROM tbl WHERE pk = ?", "NextToken does not match request",
         R"("Parameters":[{"S":"p"}],)" + after(token));
  createTable("other");
  refuse("SELECT * FROM other WHERE pk = ?", "NextToken does not match request",
         R"("Parameters":[{"S":"p"}],)" + after(token));
  for (const std::string& broken : {std::string("x"), std::string("AAAA"), token.substr(4), "B" + token.substr(1)})
    refuse(statement, "Invalid NextToken", R"("Parameters":[{"S":"p"}],)" + after(broken));
}

TEST_F(PartiqlSelectTest, PagesEndAtOneMegabyte) {
  const std::string big(300 * 1024, 'x');
  for (int i = 0; i < 5; ++i)
    run("INSERT INTO tbl VALUE {'pk':'big','sk':" + std::to_string(i) + ",'x':?}",
        R"("Parameters":[{"S":")" + big + R"("}])");
  const std::string statement = "SELECT sk FROM tbl WHERE pk = 'big'";
  const Reply first = run(statement);
  EXPECT_EQ(keysOf(first), "0 1 2 3");
  EXPECT_EQ(keysOf(run(statement, after(tokenOf(first)))), "4");
}

TEST_F(PartiqlSelectTest, TablesAndIndexesMustBeThere) {
  expectError("ExecuteStatement", body("SELECT * FROM nowhere.gsi"), "ResourceNotFoundException",
              "Requested resource not found");
  refuse("SELECT * FROM tbl.nowhere", "The table does not have the specified index");
  refuse("SELECT pk FROM tbl.gsi", "Strongly consistent read is not supported on Global Secondary Indexes",
         R"("ConsistentRead":true)");
}

TEST_F(PartiqlSelectTest, IndexesShowWhatTheyHold) {
  EXPECT_EQ(items("SELECT * FROM tbl.gsi WHERE gk = 'g' AND sk = 1"),
            R"([{"gk":{"S":"g"},"inc":{"S":"i"},"pk":{"S":"p"},"sk":{"N":"1"}}])");
  EXPECT_EQ(items("SELECT * FROM tbl.lsi WHERE pk = 'p' AND lk = 9"), R"([{"lk":{"N":"9"},"pk":{"S":"p"},"sk":{"N":"0"}}])");
  refuse("SELECT pk, other FROM tbl.gsi WHERE gk = 'g'",
         "One or more parameter values were invalid: Global secondary index gsi does not project [other]");
  EXPECT_EQ(items("SELECT other FROM tbl.lsi WHERE pk = 'p' AND lk = 8"), R"([{"other":{"S":"o1"}}])");
}

TEST_F(PartiqlSelectTest, FiltersOnWhatTheIndexLacks) {
  const std::string refusal =
      "One or more parameter values were invalid: Secondary index gsi does not project one or more filter attributes: ";
  refuse("SELECT pk FROM tbl.gsi WHERE gk = 'g' AND other = 'o1'", refusal + "[other]");
  refuse("SELECT pk FROM tbl.gsi WHERE gk IN ['g', 'h'] AND NOT other IS MISSING", refusal + "[other]");
  refuse("SELECT pk FROM tbl.gsi WHERE gk = 'g' AND b='1' AND (a='2' OR inc='3')", refusal + "[a, b]");
  refuse("SELECT pk FROM tbl.gsi WHERE gk = 'g' AND (zz='1' OR aa='2' OR mm='3')", refusal + "[zz, aa, mm]");
  refuse("SELECT pk FROM tbl.lsi WHERE pk = 'p' AND other = 'o1'",
         "One or more parameter values were invalid: Secondary index lsi does not project one or more filter attributes: "
         "[other]");
  EXPECT_EQ(items("SELECT pk FROM tbl.gsi WHERE other = 'o1'"), "[]");
  EXPECT_EQ(keys("SELECT sk FROM tbl.gsi WHERE NOT other = 'o1' AND sk < 2"), "0 1");
  EXPECT_EQ(keys("SELECT sk FROM tbl.gsi WHERE (gk = 'g' AND other = 'o1') OR (sk = 2)"), "2");
}

TEST_F(PartiqlSelectTest, Capacity) {
  const auto capacity = [&](std::string_view statement, std::string_view more = {}) {
    const std::string members =
        R"("ReturnConsumedCapacity":"INDEXES")" + (more.empty() ? std::string() : "," + std::string(more));
    return json(run(statement, members).body, "ConsumedCapacity");
  };
  const std::string half = R"({"TableName":"tbl","CapacityUnits":0.5,"Table":{"CapacityUnits":0.5}})";
  EXPECT_EQ(capacity("SELECT * FROM tbl WHERE pk = 'p' AND sk = 1"), half);
  EXPECT_EQ(capacity("SELECT * FROM tbl WHERE pk = 'absent' AND sk = 1"), half);
  EXPECT_EQ(capacity("SELECT * FROM tbl WHERE pk = 'p'", R"("ConsistentRead":true)"),
            R"({"TableName":"tbl","CapacityUnits":1.0,"Table":{"CapacityUnits":1.0}})");
  EXPECT_EQ(
      capacity("SELECT pk FROM tbl.gsi WHERE gk = 'g'"),
      R"({"TableName":"tbl","CapacityUnits":0.5,"Table":{"CapacityUnits":0.0},"GlobalSecondaryIndexes":{"gsi":{"CapacityUnits":0.5}}})");
  EXPECT_EQ(
      capacity("SELECT other FROM tbl.lsi WHERE pk = 'p' AND lk > 6"),
      R"({"TableName":"tbl","CapacityUnits":2.0,"Table":{"CapacityUnits":1.5},"LocalSecondaryIndexes":{"lsi":{"CapacityUnits":0.5}}})");
  EXPECT_EQ(json(run("SELECT * FROM tbl WHERE pk = 'p'", R"("ReturnConsumedCapacity":"TOTAL")").body, "ConsumedCapacity"),
            R"({"TableName":"tbl","CapacityUnits":0.5})");
}

TEST_F(PartiqlSelectTest, Requests) {
  expectError("ExecuteStatement", body("SELECT * FROM tbl", R"("Parameters":[])"), "ValidationException",
              "1 validation error detected: Value '[]' at 'parameters' failed to satisfy constraint: Member must have "
              "length greater than or equal to 1");
  expectError("ExecuteStatement", body("SELECT * FROM tbl", R"("Limit":0)"), "ValidationException",
              "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value "
              "greater than or equal to 1");
  refuse("UPDATE tbl SET WHERE", "One or more parameter values were invalid: Input collection [a, a] contains duplicates.",
         R"("Parameters":[{"SS":["a","a"]}])");
  refuse("EXISTS(SELECT * FROM tbl WHERE pk = 'p' AND sk = 1 AND n IS MISSING)",
         "EXISTS can only be used in ExecuteTransaction write requests.");
}

}  // namespace
}  // namespace stator::test
