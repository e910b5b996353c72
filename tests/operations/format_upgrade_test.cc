#include "operations/format_upgrade.h"

#include <gtest/gtest.h>
#include <rocksdb/write_batch.h>

#include "operations/engine.h"
#include "storage/catalog_keys.h"
#include "storage/rocksdb_handles.h"
#include "tests/support/api_client.h"
#include "tests/support/temporary_directory.h"

namespace stator {
namespace {

constexpr int kItems = 50;

int countInIndex(const test::ApiClient& client, const std::string& index) {
  const auto reply =
      client.must("Query", R"({"TableName":"table","IndexName":")" + index +
                               R"(","KeyConditionExpression":"color = :c","ExpressionAttributeValues":{":c":{"S":"red"}}})");
  return reply.body["Count"].GetInt();
}

void fill(const test::ApiClient& client) {
  client.must("CreateTable", R"({"TableName":"table","BillingMode":"PAY_PER_REQUEST",
    "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"N"},{"AttributeName":"color","AttributeType":"S"}],
    "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
    "GlobalSecondaryIndexes":[{"IndexName":"by-color","KeySchema":[{"AttributeName":"color","KeyType":"HASH"}],
                               "Projection":{"ProjectionType":"ALL"}}]})");
  for (int i = 0; i < kItems; ++i)
    client.must("PutItem",
                R"({"TableName":"table","Item":{"id":{"N":")" + std::to_string(i) + R"("},"color":{"S":"red"}}})");
}

// Entries that this version would not find: all keys end in a byte more.
void makeOld(const std::string& directory) {
  Database database({.directory = directory});
  Database::Impl& impl = database.impl();
  rocksdb::WriteBatch batch;
  const std::unique_ptr<rocksdb::Iterator> entry(impl.db->NewIterator({}, impl.index));
  for (entry->SeekToFirst(); entry->Valid(); entry->Next()) {
    batch.Delete(impl.index, entry->key());
    batch.Put(impl.index, entry->key().ToString() + "x", entry->value());
  }
  batch.Put(impl.catalog, kFormatKey, encodeFormatRecord(1));
  impl.write(batch);
}

size_t entriesIn(const std::string& directory) {
  Database database({.directory = directory});
  const std::unique_ptr<rocksdb::Iterator> entry(database.impl().db->NewIterator({}, database.impl().index));
  size_t count = 0;
  for (entry->SeekToFirst(); entry->Valid(); entry->Next()) ++count;
  return count;
}

TEST(FormatUpgrade, BuildsTheIndexesOfAnOlderFormatAnew) {
  const test::TemporaryDirectory directory;
  {
    Engine engine(EngineOptions{.database = {.directory = directory.path()}});
    fill(test::ApiClient(engine));
  }
  makeOld(directory.path());
  {
    Engine engine(EngineOptions{.database = {.directory = directory.path()}});
    const test::ApiClient client(engine);
    EXPECT_EQ(engine.database().format(), kFormatVersion);
    EXPECT_EQ(countInIndex(client, "by-color"), kItems);
    const auto table = client.must("DescribeTable", R"({"TableName":"table"})");
    EXPECT_EQ(table.body["Table"]["GlobalSecondaryIndexes"][0]["ItemCount"].GetInt(), kItems);
    client.must("DeleteItem", R"({"TableName":"table","Key":{"id":{"N":"0"}}})");
    EXPECT_EQ(countInIndex(client, "by-color"), kItems - 1);
  }
  EXPECT_EQ(entriesIn(directory.path()), kItems - 1u) << "nothing is left of the old entries";
}

TEST(FormatUpgrade, LeavesDataOfThisVersionAlone) {
  const test::TemporaryDirectory directory;
  StorageId id = 0;
  {
    Engine engine(EngineOptions{.database = {.directory = directory.path()}});
    fill(test::ApiClient(engine));
    id = engine.catalog().all().front()->indexes.front().id;
  }
  Engine engine(EngineOptions{.database = {.directory = directory.path()}});
  EXPECT_EQ(engine.catalog().all().front()->indexes.front().id, id);
  EXPECT_EQ(countInIndex(test::ApiClient(engine), "by-color"), kItems);
}

}  // namespace
}  // namespace stator
