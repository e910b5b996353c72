// BatchExecuteStatement and ExecuteTransaction.
#include "tests/operations/partiql_fixture.h"

namespace stator::test {
namespace {

class PartiqlBatchTest : public PartiqlTest {
 protected:
  PartiqlBatchTest() {
    createTable("tbl");
    run("INSERT INTO tbl VALUE {'pk':'p','sk':1,'n':5}");
  }

  static std::string update(std::string_view pk, std::string_view more = {}) {
    return body("UPDATE tbl SET n = 6 WHERE pk = '" + std::string(pk) + "' AND sk = 1" + std::string(more));
  }
  static std::string insert(std::string_view pk) {
    return body("INSERT INTO tbl VALUE {'pk':'" + std::string(pk) + "','sk':1}");
  }
  static std::string select(std::string_view pk, std::string_view more = {}) {
    return body("SELECT * FROM tbl WHERE pk = '" + std::string(pk) + "' AND sk = 1" + std::string(more));
  }
  static std::string error(std::string_view code, std::string_view message, std::string_view rest = {}) {
    return R"({"Error":{"Code":")" + std::string(code) + R"(","Message":)" + quoted(message) + "}" + std::string(rest) + "}";
  }
  void refuseTransaction(const std::vector<std::string>& bodies, std::string_view text,
                         std::string_view type = "ValidationException") {
    expectError("ExecuteTransaction", transaction(bodies), type, text);
  }
  std::string n(std::string_view pk = "p") {
    return items("SELECT n FROM tbl WHERE pk = '" + std::string(pk) + "' AND sk = 1");
  }
};

TEST_F(PartiqlBatchTest, Reads) {
  EXPECT_EQ(json(batch({select("p"), select("absent")}).body, "Responses"),
            R"([{"TableName":"tbl","Item":{"n":{"N":"5"},"pk":{"S":"p"},"sk":{"N":"1"}}},{"TableName":"tbl"}])");
}

TEST_F(PartiqlBatchTest, WritesFailByThemselves) {
  must("ExecuteStatement", insert("w"));
  const Reply reply =
      batch({insert("a"), insert("p"), update("absent"), body("SLECT"), body("UPDATE nowhere SET n = 1 WHERE pk = 'p'"),
             body("UPDATE tbl SET m.x = 1 WHERE pk = 'w' AND sk = 1"), body("DELETE FROM tbl WHERE pk = 'q'")});
  EXPECT_EQ(json(reply.body, "Responses"),
            "[" + std::string(R"({"TableName":"tbl"},)") +
                error("DuplicateItem", "Duplicate primary key exists in table", R"(,"TableName":"tbl")") + "," +
                error("ConditionalCheckFailed", "The conditional request failed", R"(,"TableName":"tbl")") + "," +
                error("ValidationError", "Statement wasn't well formed, can't be processed: Expected data manipulation") +
                "," + error("ResourceNotFound", "Requested resource not found") + "," +
                error("ValidationError", "The document path provided in the update expression is invalid for update",
                      R"(,"TableName":"tbl")") +
                "," + error("ValidationError", "Where clause does not contain a mandatory equality on all key attributes") +
                "]");
}

TEST_F(PartiqlBatchTest, MembersReturnWhatTheyAreAskedFor) {
  EXPECT_EQ(json(batch({body("UPDATE tbl SET n = 6 WHERE pk = 'p' AND sk = 1 RETURNING MODIFIED OLD *")}).body, "Responses"),
            R"([{"TableName":"tbl","Item":{"n":{"N":"5"}}}])");
  const Reply failed = batch({body("UPDATE tbl SET n = 6 WHERE pk = 'p' AND sk = 1 AND n = 9",
                                   R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD")")});
  EXPECT_EQ(json(failed.body, "Responses"),
            "[" + error("ConditionalCheckFailed", "The conditional request failed", R"(,"TableName":"tbl")") + "]");
}

TEST_F(PartiqlBatchTest, SelectsNameOneItemAndNothingElse) {
  const std::string refusal = error(
      "ValidationError", "Select statements within BatchExecuteStatement must specify the primary key in the where clause.");
  EXPECT_EQ(
      json(batch({body("SELECT * FROM tbl WHERE pk = 'p'"), select("p", " AND n = 5"), select("p", " AND pk = 'q'")}).body,
           "Responses"),
      "[" + refusal + "," + refusal + "," + refusal + "]");
}

TEST_F(PartiqlBatchTest, WhatFailsTheWholeBatch) {
  expectError("BatchExecuteStatement", R"({"Statements":[)" + select("p") + "," + insert("a") + "]}", "ValidationException",
              "Read and write requests together in the same batch is not supported.");
  expectError("BatchExecuteStatement", R"({"Statements":[)" + select("p") + "," + body("SLECT") + "," + select("p") + "]}",
              "ValidationException", "Provided list of item keys contains duplicates");
}

TEST_F(PartiqlBatchTest, BatchCapacity) {
  const std::string asked = R"("ReturnConsumedCapacity":"INDEXES")";
  const std::string consistent = body("SELECT * FROM tbl WHERE pk = 'p' AND sk = 1", R"("ConsistentRead":true)");
  EXPECT_EQ(json(batch({consistent, select("absent")}, asked).body, "ConsumedCapacity"),
            R"([{"TableName":"tbl","CapacityUnits":1.5,"Table":{"CapacityUnits":1.5}}])");
  EXPECT_EQ(json(batch({insert("b"), insert("p")}, asked).body, "ConsumedCapacity"),
            R"([{"TableName":"tbl","CapacityUnits":2.0,"Table":{"CapacityUnits":1.0}}])")
      << "a failed write is part of the total but of no arm";
  EXPECT_EQ(json(batch({insert("p")}, asked).body, "ConsumedCapacity"), "");
}

TEST_F(PartiqlBatchTest, TransactionsWriteAllOrNothing) {
  EXPECT_EQ(json(must("ExecuteTransaction", transaction({insert("a"), update("p")})).body, "Responses"), "[]");
  EXPECT_EQ(n(), R"([{"n":{"N":"6"}}])");
  const Reply reply =
      call("ExecuteTransaction", transaction({insert("b"), insert("p"), update("absent"), update("a", " AND n = 6")}));
  EXPECT_EQ(reply.errorType(), "TransactionCanceledException");
  EXPECT_EQ(reply.message(),
            "Transaction cancelled, please refer cancellation reasons for specific reasons [None, DuplicateItem, "
            "ConditionalCheckFailed, ConditionalCheckFailed]");
  EXPECT_EQ(items("SELECT * FROM tbl WHERE pk = 'b'"), "[]");
}

TEST_F(PartiqlBatchTest, TransactionsCheckConditions) {
  const auto exists = [](std::string_view condition) {
    return body("EXISTS(SELECT * FROM tbl WHERE pk = 'p' AND sk = 1" + std::string(condition) + ")");
  };
  must("ExecuteTransaction", transaction({exists(" AND n = 5"), insert("a")}));
  refuseTransaction(
      {exists(" AND n = 6"), insert("b")},
      "Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]",
      "TransactionCanceledException");
  refuseTransaction(
      {exists(""), insert("b")},
      "Validation failed in TransactStatements[0]: EXISTS() must contain a single item read with additional condition");
}

TEST_F(PartiqlBatchTest, TransactionsRead) {
  EXPECT_EQ(json(must("ExecuteTransaction",
                      transaction({select("p"), select("absent"), body("SELECT zz FROM tbl WHERE pk = 'p' AND sk = 2")}))
                     .body,
                 "Responses"),
            R"([{"Item":{"n":{"N":"5"},"pk":{"S":"p"},"sk":{"N":"1"}}},{},{}])");
  const std::string refusal =
      "Validation failed in TransactStatements[0]: Select statements within ExecuteTransaction must specify the primary key "
      "in the where clause.";
  refuseTransaction({select("p", " AND n = 5")}, refusal);
  refuseTransaction({body("SELECT * FROM tbl WHERE pk = 'p'")}, refusal);
  refuseTransaction({body("SELECT * FROM tbl.i WHERE pk = 'p'")},
                    "Validation failed in TransactStatements[0]: Reads on indices are not supported within transactions.");
  refuseTransaction(
      {select("p"), select("p"), body("SELECT * FROM tbl WHERE pk = 1 AND sk = 1")},
      "Transaction cancelled, please refer cancellation reasons for specific reasons [None, None, ValidationError]",
      "TransactionCanceledException");
}

TEST_F(PartiqlBatchTest, WhatFailsTheWholeTransaction) {
  const std::string repeated = "Transaction request cannot include multiple operations on one item";
  refuseTransaction({select("p"), select("p")}, repeated);
  refuseTransaction({update("p"), body("DELETE FROM tbl WHERE pk = 'p' AND sk = 1")}, repeated);
  refuseTransaction({select("p"), insert("a")},
                    "ExecuteTransaction API does not support both read and write operations in the same request.");
  refuseTransaction({insert("a"), body("DELETE FROM tbl WHERE pk = 'p' AND sk = 1 RETURNING ALL OLD *")},
                    "Validation failed in TransactStatements[1]: RETURNING clause is not supported in ExecuteTransaction.");
  refuseTransaction(
      {insert("a"), body("UPDATE nowhere SET n = 1 WHERE pk = 'p' AND sk = 1")},
      "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ResourceNotFound]",
      "TransactionCanceledException");
  refuseTransaction({insert("a"), body("INSERT INTO tbl VALUE {'pk':?,'sk':1}", R"("Parameters":[{"SS":["a","a"]}])")},
                    "One or more parameter values were invalid: Input collection [a, a] contains duplicates.");
  refuseTransaction({insert("a"), body("INSERT INTO tbl VALUE {'pk':'x','sk':1,'s':[<<'a','a'>>]}")},
                    "Validation failed in TransactStatements[1]: One or more parameter values were invalid: Input "
                    "collection [a, a] contains duplicates.");
  EXPECT_EQ(items("SELECT * FROM tbl WHERE pk = 'a'"), "[]");
}

TEST_F(PartiqlBatchTest, TransactionCapacity) {
  const std::string asked = R"("ReturnConsumedCapacity":"TOTAL")";
  EXPECT_EQ(json(must("ExecuteTransaction", transaction({insert("a"), update("p")}, asked)).body, "ConsumedCapacity"),
            R"([{"TableName":"tbl","CapacityUnits":4.0,"WriteCapacityUnits":4.0}])");
  EXPECT_EQ(json(must("ExecuteTransaction", transaction({select("a"), select("p")}, asked)).body, "ConsumedCapacity"),
            R"([{"TableName":"tbl","CapacityUnits":4.0,"ReadCapacityUnits":4.0}])");
}

TEST_F(PartiqlBatchTest, TokensMakeTransactionsIdempotent) {
  const std::string token = R"("ClientRequestToken":"once")";
  const std::string increment = body("UPDATE tbl SET n = n + 1 WHERE pk = 'p' AND sk = 1");
  must("ExecuteTransaction", transaction({increment}, token));
  must("ExecuteTransaction", transaction({increment}, token));
  EXPECT_EQ(n(), R"([{"n":{"N":"6"}}])");
  const Reply other = call("ExecuteTransaction", transaction({insert("z")}, token));
  EXPECT_EQ(other.errorType(), "IdempotentParameterMismatchException");
}

}  // namespace
}  // namespace stator::test
