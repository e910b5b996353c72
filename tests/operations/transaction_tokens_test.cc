// A transaction and its token are one write of the database: looked up in the database's own log.
#include "operations/transaction_tokens.h"

#include <gmock/gmock.h>
#include <rocksdb/db.h>

#include "storage/rocksdb_handles.h"
#include "tests/support/api_client.h"
#include "tests/support/temporary_directory.h"

namespace stator {
namespace {

using testing::ElementsAre;

// Counts what a batch puts into the column families of items and of the catalog.
class PutCounter : public rocksdb::WriteBatch::Handler {
 public:
  explicit PutCounter(const Database::Impl& database)
      : items_(database.items->GetID()), catalog_(database.catalog->GetID()) {}

  rocksdb::Status PutCF(uint32_t family, const rocksdb::Slice& key, const rocksdb::Slice&) override {
    if (family == items_) ++items;
    if (family == catalog_ && key.starts_with("x")) ++tokens;
    return rocksdb::Status::OK();
  }
  rocksdb::Status MergeCF(uint32_t, const rocksdb::Slice&, const rocksdb::Slice&) override { return rocksdb::Status::OK(); }
  rocksdb::Status DeleteCF(uint32_t, const rocksdb::Slice&) override { return rocksdb::Status::OK(); }

  int items = 0;
  int tokens = 0;

 private:
  uint32_t items_;
  uint32_t catalog_;
};

class TransactionTokensTest : public testing::Test {
 protected:
  TransactionTokensTest() {
    engine_ = std::make_unique<Engine>(EngineOptions{.database = {.directory = directory_.path()}});
    client_ = std::make_unique<test::ApiClient>(*engine_);
    client_->must("CreateTable", R"({"TableName":"abc","BillingMode":"PAY_PER_REQUEST",
      "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
      "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
  }

  // The batches that `operation` writes, each as its puts of items and of tokens.
  std::vector<std::pair<int, int>> batchesOf(const std::string& operation, const std::string& body) {
    Database::Impl& database = engine_->database().impl();
    const rocksdb::SequenceNumber before = database.db->GetLatestSequenceNumber();
    client_->must(operation, body);
    std::vector<std::pair<int, int>> batches;
    if (database.db->GetLatestSequenceNumber() == before) return batches;
    std::unique_ptr<rocksdb::TransactionLogIterator> log;
    EXPECT_TRUE(database.db->GetUpdatesSince(before + 1, &log).ok());
    for (; log && log->Valid(); log->Next()) {
      PutCounter counter(database);
      EXPECT_TRUE(log->GetBatch().writeBatchPtr->Iterate(&counter).ok());
      batches.emplace_back(counter.items, counter.tokens);
    }
    return batches;
  }

  test::TemporaryDirectory directory_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<test::ApiClient> client_;
};

TEST_F(TransactionTokensTest, AWrittenTransactionAndItsTokenAreOneBatch) {
  const std::string body =
      R"x({"ClientRequestToken":"a","TransactItems":[{"Put":{"TableName":"abc","Item":{"pk":{"S":"1"}}}},
    {"Put":{"TableName":"abc","Item":{"pk":{"S":"2"}}}}]})x";
  EXPECT_THAT(batchesOf("TransactWriteItems", body), ElementsAre(std::pair(2, 1)));
  EXPECT_THAT(batchesOf("TransactWriteItems", body), ElementsAre()) << "a replay writes nothing";
}

TEST_F(TransactionTokensTest, AnExecutedTransactionAndItsTokenAreOneBatch) {
  const std::string body = R"x({"ClientRequestToken":"a","TransactStatements":[
    {"Statement":"INSERT INTO abc VALUE {'pk':'1'}"},{"Statement":"INSERT INTO abc VALUE {'pk':'2'}"}]})x";
  EXPECT_THAT(batchesOf("ExecuteTransaction", body), ElementsAre(std::pair(2, 1)));
  EXPECT_THAT(batchesOf("ExecuteTransaction", body), ElementsAre());
}

TEST_F(TransactionTokensTest, WhatChangesNoItemIsRememberedToo) {
  const std::string check = R"x({"ClientRequestToken":"a","TransactItems":[{"ConditionCheck":{"TableName":"abc",
    "Key":{"pk":{"S":"1"}},"ConditionExpression":"attribute_not_exists(pk)"}}]})x";
  EXPECT_THAT(batchesOf("TransactWriteItems", check), ElementsAre(std::pair(0, 1)));
  client_->must("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"1"}}})");
  client_->must("TransactWriteItems", check);  // a replay: the condition would fail by now
}

TEST_F(TransactionTokensTest, ACanceledTransactionLeavesNoToken) {
  const std::string body = R"x({"ClientRequestToken":"a","TransactItems":[{"ConditionCheck":{"TableName":"abc",
    "Key":{"pk":{"S":"1"}},"ConditionExpression":"attribute_exists(pk)"}}]})x";
  EXPECT_EQ(client_->call("TransactWriteItems", body).errorType(), "TransactionCanceledException");
  client_->must("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"1"}}})");
  EXPECT_THAT(batchesOf("TransactWriteItems", body), ElementsAre(std::pair(0, 1)));
}

}  // namespace
}  // namespace stator
