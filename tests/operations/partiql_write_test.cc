// INSERT, UPDATE and DELETE through ExecuteStatement.
#include "tests/operations/partiql_fixture.h"

namespace stator::test {
namespace {

class PartiqlWriteTest : public PartiqlTest {
 protected:
  PartiqlWriteTest() {
    createIndexedTable();
    run("INSERT INTO tbl VALUE {'pk':'p','sk':1,'n':5,'tags':['a','b','c'],'m':{'x':1,'y':2}}");
  }

  std::string stored(const std::string& sk = "1") { return items("SELECT * FROM tbl WHERE pk = 'p' AND sk = " + sk); }
  void conditionFails(std::string_view statement) {
    expectError("ExecuteStatement", body(statement), "ConditionalCheckFailedException", "The conditional request failed");
  }
};

TEST_F(PartiqlWriteTest, InsertIsNoUpsert) {
  EXPECT_EQ(items("INSERT INTO tbl VALUE {'pk':'p','sk':2}"), "[]");
  expectError("ExecuteStatement", body("INSERT INTO tbl VALUE {'pk':'p','sk':1,'n':6}"), "DuplicateItemException",
              "Duplicate primary key exists in table");
  EXPECT_NE(stored().find(R"("n":{"N":"5"})"), std::string::npos);
  run("DELETE FROM tbl WHERE pk = 'p' AND sk = 1");
  run("INSERT INTO tbl VALUE {'pk':'p','sk':1}");
}

TEST_F(PartiqlWriteTest, InsertChecksTheItem) {
  refuse("INSERT INTO tbl VALUE {'pk':'p'}", "Key attribute should be present in the item: Key sk");
  refuse("INSERT INTO tbl VALUE {'pk':'p','sk':'x'}",
         "Key attribute's data type should match its data type in table's schema: Key sk");
  refuse("INSERT INTO tbl VALUE {'pk':'','sk':1}",
         "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string "
         "value. Key: pk");
  refuse("INSERT INTO tbl VALUE {'pk':'p','sk':9,'gk':1}",
         "One or more parameter values were invalid: Type mismatch for Index Key gk Expected: S Actual: N IndexName: gsi");
  refuse("INSERT INTO tbl VALUE {'pk':'p','sk':9,'x':?}", "Item size has exceeded the maximum allowed size",
         R"("Parameters":[{"S":")" + std::string(410000, 'x') + R"("}])");
  expectError("ExecuteStatement", body("INSERT INTO nowhere VALUE {'pk':'p'}"), "ResourceNotFoundException",
              "Requested resource not found");
}

TEST_F(PartiqlWriteTest, WritesNameOneItem) {
  const std::string incomplete = "Where clause does not contain a mandatory equality on all key attributes";
  for (const std::string_view where : {"", " WHERE pk = 'p'", " WHERE n = 5", " WHERE pk = 'p' OR sk = 1",
                                       " WHERE pk = 'p' AND sk > 0", " WHERE pk = 'p' AND sk IN [1]"}) {
    refuse("UPDATE tbl SET n = 1" + std::string(where), incomplete);
    refuse("DELETE FROM tbl" + std::string(where), incomplete);
  }
  refuse("DELETE FROM tbl WHERE pk = 'p' AND sk = 1 AND sk = 2",
         "Multiple conditions on same key sk. Only single item Update/Insert/Delete are supported");
  refuse("UPDATE tbl SET n = 1 WHERE pk = 'p' AND sk = '1'",
         "Key attribute's data type should match its data type in table's schema: Key sk");
  run("UPDATE tbl SET n = 1 WHERE (pk = 'p' AND sk = 1) AND sk = 1 AND n = 5");
}

TEST_F(PartiqlWriteTest, UpdateIsNoUpsert) {
  conditionFails("UPDATE tbl SET n = 1 WHERE pk = 'p' AND sk = 2");
  conditionFails("UPDATE tbl SET n = 1 WHERE pk = 'p' AND sk = 2 AND n IS MISSING");
  EXPECT_EQ(stored("2"), "[]");
  conditionFails("UPDATE tbl SET n = 1 WHERE pk = 'p' AND sk = 1 AND n = 6");
  run("UPDATE tbl SET n = n + 1 WHERE pk = 'p' AND sk = 1 AND n = 5");
  EXPECT_NE(stored().find(R"("n":{"N":"6"})"), std::string::npos);
}

TEST_F(PartiqlWriteTest, UpdateChecksItsTargets) {
  refuse("UPDATE tbl SET sk = 2 WHERE pk = 'p' AND sk = 1",
         "One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key");
  refuse("UPDATE tbl SET newlist[0] = 1 WHERE pk = 'p' AND sk = 1",
         "The document path provided in the update expression is invalid for update");
  refuse("UPDATE tbl SET gk = '' WHERE pk = 'p' AND sk = 1",
         "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a "
         "value that is not "
         "supported. The AttributeValue for a key attribute cannot contain an empty string value.");
}

// Measured by the item alone: UpdateItem would refuse this one for its extra cost.
TEST_F(PartiqlWriteTest, UpdateMayFillAnItem) {
  run("INSERT INTO tbl VALUE {'pk':'a','sk':1}");
  const auto fill = [](size_t size) { return R"("Parameters":[{"S":")" + std::string(size, 'x') + R"("}])"; };
  const size_t room = 409600 - (2 + 1) - (2 + 2) - 1;
  run("UPDATE tbl SET x = ? WHERE pk = 'a' AND sk = 1", fill(room));
  refuse("UPDATE tbl SET x = ? WHERE pk = 'a' AND sk = 1", "Item size to update has exceeded the maximum allowed size",
         fill(room + 1));
}

TEST_F(PartiqlWriteTest, Delete) {
  conditionFails("DELETE FROM tbl WHERE pk = 'p' AND sk = 1 AND n = 6");
  EXPECT_EQ(items("DELETE FROM tbl WHERE pk = 'p' AND sk = 2"), "[]");
  EXPECT_EQ(items("DELETE FROM tbl WHERE pk = 'p' AND sk = 2 AND n = 6"), "[]")
      << "an absent item is a success whatever is said about it";
  EXPECT_EQ(items("DELETE FROM tbl WHERE pk = 'p' AND sk = 2 RETURNING ALL OLD *"), "[]");
  run("INSERT INTO tbl VALUE {'pk':'p','sk':3,'v':1}");
  EXPECT_EQ(items("DELETE FROM tbl WHERE pk = 'p' AND sk = 3 RETURNING ALL OLD *"),
            R"([{"pk":{"S":"p"},"sk":{"N":"3"},"v":{"N":"1"}}])");
  EXPECT_EQ(stored("3"), "[]");
}

TEST_F(PartiqlWriteTest, Returning) {
  const auto update = [&](std::string_view clauses, std::string_view returning) {
    return items("UPDATE tbl " + std::string(clauses) + " WHERE pk = 'p' AND sk = 1 RETURNING " + std::string(returning) +
                 " *");
  };
  EXPECT_EQ(update("SET n = 6", "MODIFIED OLD"), R"([{"n":{"N":"5"}}])");
  EXPECT_EQ(update("SET n = 7", "MODIFIED NEW"), R"([{"n":{"N":"7"}}])");
  EXPECT_EQ(update("SET m.x = 3", "MODIFIED NEW"), R"([{"m":{"M":{"x":{"N":"3"}}}}])");
  EXPECT_EQ(update("SET fresh = 1", "MODIFIED OLD"), "[]");
  EXPECT_EQ(update("REMOVE fresh", "MODIFIED NEW"), "[]");
  EXPECT_EQ(update("SET tags[2] = 'y', tags[0] = 'x'", "MODIFIED OLD"), R"([{"tags":{"L":[{"S":"a"},{"S":"c"}]}}])");
  EXPECT_EQ(update("REMOVE tags[1]", "MODIFIED NEW"), R"([{"tags":{"L":[{"S":"y"}]}}])") << "what moved to the index";
  EXPECT_EQ(update("SET tags[9] = 'z'", "MODIFIED NEW"), "[]");
  EXPECT_EQ(update("REMOVE m REMOVE tags", "ALL NEW"), R"([{"n":{"N":"7"},"pk":{"S":"p"},"sk":{"N":"1"}}])");
  EXPECT_EQ(update("SET n = 8", "ALL OLD"), R"([{"n":{"N":"7"},"pk":{"S":"p"},"sk":{"N":"1"}}])");
}

TEST_F(PartiqlWriteTest, FailuresMayReturnTheItem) {
  const Reply reply = call("ExecuteStatement", body("UPDATE tbl REMOVE n WHERE pk = 'p' AND sk = 1 AND n = 6",
                                                    R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD")"));
  EXPECT_EQ(reply.errorType(), "ConditionalCheckFailedException");
  EXPECT_STREQ(reply.body["Item"]["n"]["N"].GetString(), "5");
  const Reply duplicate = call("ExecuteStatement", body("INSERT INTO tbl VALUE {'pk':'p','sk':1}",
                                                        R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD")"));
  EXPECT_EQ(duplicate.errorType(), "DuplicateItemException");
  EXPECT_FALSE(duplicate.body.HasMember("Item"));
}

TEST_F(PartiqlWriteTest, Capacity) {
  EXPECT_EQ(
      json(run("INSERT INTO tbl VALUE {'pk':'p','sk':2,'gk':'g','lk':1}", R"("ReturnConsumedCapacity":"INDEXES")").body,
           "ConsumedCapacity"),
      R"({"TableName":"tbl","CapacityUnits":3.0,"Table":{"CapacityUnits":1.0},"LocalSecondaryIndexes":{"lsi":{"CapacityUnits":1.0}},)"
      R"("GlobalSecondaryIndexes":{"gsi":{"CapacityUnits":1.0}}})");
  EXPECT_EQ(
      json(run("DELETE FROM tbl WHERE pk = 'p' AND sk = 9", R"("ReturnConsumedCapacity":"TOTAL")").body, "ConsumedCapacity"),
      R"({"TableName":"tbl","CapacityUnits":1.0})");
}

}  // namespace
}  // namespace stator::test
