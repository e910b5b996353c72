// Many threads at once, through the API.
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "operations/engine.h"
#include "tests/support/consistency_checker.h"

namespace stator::test {
namespace {

constexpr int kThreads = 8;

class Concurrency : public testing::Test {
 protected:
  // Runs `work(thread)` on `count` threads and waits for all.
  template <class Work>
  static void onThreads(const Work& work, int count = kThreads) {
    std::vector<std::thread> threads;
    for (int thread = 0; thread < count; ++thread) threads.emplace_back([&work, thread] { work(thread); });
    for (std::thread& thread : threads) thread.join();
  }

  void createTable() {
    client_.must("CreateTable", R"({"TableName":"table","BillingMode":"PAY_PER_REQUEST",
      "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"owner","AttributeType":"S"}],
      "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
      "GlobalSecondaryIndexes":[{"IndexName":"by_owner","KeySchema":[{"AttributeName":"owner","KeyType":"HASH"}],
                                 "Projection":{"ProjectionType":"ALL"}}]})");
  }

  Engine engine_{EngineOptions{}};
  ApiClient client_{engine_};
};

TEST_F(Concurrency, NoIncrementIsLost) {
  constexpr int kIncrements = 200;
  createTable();
  onThreads([&](int) {
    for (int i = 0; i < kIncrements; ++i) {
      client_.must("UpdateItem", R"({"TableName":"table","Key":{"pk":{"S":"counter"}},"UpdateExpression":"ADD n :one",
                                     "ExpressionAttributeValues":{":one":{"N":"1"}}})");
    }
  });
  const Reply reply = client_.must("GetItem", R"({"TableName":"table","Key":{"pk":{"S":"counter"}},"ConsistentRead":true})");
  EXPECT_EQ(readItem(reply.body["Item"]).at("n").text, std::to_string(kThreads * kIncrements));
}

TEST_F(Concurrency, OneOfManyConditionalPutsWins) {
  constexpr int kKeys = 50;
  createTable();
  std::atomic<int> winners{0};
  onThreads([&](int thread) {
    for (int i = 0; i < kKeys; ++i) {
      const std::string item =
          R"({"pk":{"S":"key)" + std::to_string(i) + R"("},"owner":{"S":")" + std::to_string(thread) + R"("}})";
      const Reply reply = client_.call("PutItem", R"({"TableName":"table","Item":)" + item +
                                                      R"json(,"ConditionExpression":"attribute_not_exists(pk)"})json");
      if (reply.ok()) ++winners;
      EXPECT_TRUE(reply.ok() || reply.errorType() == "ConditionalCheckFailedException") << reply.text;
    }
  });
  EXPECT_EQ(winners, kKeys);
  EXPECT_EQ(checkConsistency(client_, "table").size(), static_cast<size_t>(kKeys));
}

// Writers move items between index keys, and batches and deletions cross them; the indexes follow.
TEST_F(Concurrency, IndexesFollowTheItems) {
  constexpr int kWrites = 150, kKeys = 20, kOwners = 3;
  createTable();
  onThreads([&](int thread) {
    for (int i = 0; i < kWrites; ++i) {
      const std::string key = R"({"pk":{"S":"key)" + std::to_string((i * 7 + thread) % kKeys) + R"("})";
      const std::string owner = R"("owner":{"S":"owner)" + std::to_string((i + thread) % kOwners) + R"("}})";
      const std::string other = R"({"pk":{"S":"key)" + std::to_string((i * 7 + thread + 1) % kKeys) + R"("}})";
      if (i % 3 == 0) {
        client_.must("PutItem", R"({"TableName":"table","Item":)" + key + "," + owner + "}");
      } else if (i % 3 == 1) {
        client_.must("DeleteItem", R"({"TableName":"table","Key":)" + key + "}}");
      } else {
        client_.must("BatchWriteItem", R"({"RequestItems":{"table":[{"PutRequest":{"Item":)" + key + "," + owner +
                                           R"(}},{"DeleteRequest":{"Key":)" + other + "}}]}}");
      }
    }
  });
  checkConsistency(client_, "table");
}

// Every item that was there before, and every one that is written meanwhile, has to get into the new index. The number of
// items decides whether UpdateTable fills the index itself or leaves it to the background.
struct IndexLoad {
  int items;
  int threads;  // that write meanwhile
};

class IndexAddedUnderLoad : public Concurrency, public testing::WithParamInterface<IndexLoad> {
 protected:
  static std::string item(const std::string& key, int stamp) {
    return R"({"pk":{"S":")" + key + R"("},"stamp":{"N":")" + std::to_string(stamp) + R"("},"owner":{"S":"me"}})";
  }

  void fill(int count) {
    constexpr int kBatch = 25;
    for (int first = 0; first < count; first += kBatch) {
      std::string requests;
      for (int i = first; i < first + kBatch; ++i)
        requests += (i == first ? "" : ",") + (R"({"PutRequest":{"Item":)" + item("key" + std::to_string(i), i)) + "}}";
      client_.must("BatchWriteItem", R"({"RequestItems":{"table":[)" + requests + "]}}");
    }
  }

  void addIndex(const std::string& name) {
    client_.must("UpdateTable",
                 R"({"TableName":"table","AttributeDefinitions":[{"AttributeName":"stamp","AttributeType":"N"}],
      "GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":")" +
                     name + R"(","Projection":{"ProjectionType":"ALL"},
      "KeySchema":[{"AttributeName":"stamp","KeyType":"HASH"}]}}]})");
    engine_.runBackgroundJobs();
  }
};

TEST_P(IndexAddedUnderLoad, IsComplete) {
  constexpr int kKeys = 100, kMaxWrites = 40000;
  createTable();
  fill(GetParam().items);
  std::atomic<bool> stop{false};
  std::atomic<int> writes{0};
  std::thread schema([&] {
    while (writes < GetParam().threads) std::this_thread::yield();
    addIndex("by_stamp");
    stop = true;
  });
  std::atomic<bool> starved{false};
  const auto load = [&](int thread) {
    for (int i = 0; !stop && i < kMaxWrites; ++i, ++writes) {
      const std::string key = (i % 2 == 0 ? "key" : "new") + std::to_string((i * kThreads + thread) % kKeys);
      if (i % 5 == 4) {
        client_.must("DeleteItem", R"({"TableName":"table","Key":{"pk":{"S":")" + key + R"("}}})");
      } else {
        client_.must("PutItem", R"({"TableName":"table","Item":)" + item(key, i) + "}");
      }
    }
    if (!stop) starved = true;
  };
  onThreads(load, GetParam().threads);
  schema.join();
  EXPECT_FALSE(starved) << "UpdateTable did not get a turn among " << writes << " writes";
  const TableShape shape = describe(client_, "table");
  ASSERT_EQ(shape.indexes.size(), 2u);
  for (const IndexShape& index : shape.indexes) EXPECT_TRUE(index.active) << index.name;
  checkConsistency(client_, "table");
}

INSTANTIATE_TEST_SUITE_P(Items, IndexAddedUnderLoad, testing::Values(IndexLoad{500, 8}, IndexLoad{10100, 2}),
                         [](const auto& parameter) { return std::to_string(parameter.param.items); });

}  // namespace
}  // namespace stator::test
