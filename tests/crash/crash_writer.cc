// Writes to a database on disk from several threads until it is killed: crash_writer <directory> <round>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "operations/engine.h"
#include "tests/crash/load.h"
#include "tests/support/paging.h"

namespace stator::test {
namespace {

constexpr const char* kCreateTable = R"({"TableName":"crash","BillingMode":"PAY_PER_REQUEST",
  "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},
                          {"AttributeName":"owner","AttributeType":"S"},{"AttributeName":"stamp","AttributeType":"N"}],
  "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
  "LocalSecondaryIndexes":[{"IndexName":"by_stamp","Projection":{"ProjectionType":"KEYS_ONLY"},
    "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"stamp","KeyType":"RANGE"}]}],
  "GlobalSecondaryIndexes":[{"IndexName":"by_owner","Projection":{"ProjectionType":"ALL"},
    "KeySchema":[{"AttributeName":"owner","KeyType":"HASH"},{"AttributeName":"stamp","KeyType":"RANGE"}]}]})";

constexpr const char* kAddIndex = R"({"TableName":"crash",
  "AttributeDefinitions":[{"AttributeName":"stamp","AttributeType":"N"},{"AttributeName":"owner","AttributeType":"S"}],
  "GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"late","Projection":{"ProjectionType":"KEYS_ONLY"},
    "KeySchema":[{"AttributeName":"stamp","KeyType":"HASH"},{"AttributeName":"owner","KeyType":"RANGE"}]}}]})";

constexpr const char* kDropIndex =
    R"({"TableName":"crash","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"late"}}]})";

// One thread's share of the load.
class Writer {
 public:
  Writer(const ApiClient& client, int round, int thread) : client_(client), round_(round), thread_(thread) {}

  void run() {
    for (int number = 0;; number += kBatch + 1) {
      transact(number / (kBatch + 1));
      put(number);
      batch(number + 1);
      count(number);
      if (number % 2 == 0) move(number);
      if (number % 3 == 0) remove(number + 1);
    }
  }

 private:
  static constexpr int kBatch = 3;

  void tell(const char* operation, int number, const char* state) const {
    const std::string line =
        std::string(operation) + " " + std::to_string(thread_) + " " + std::to_string(number) + " " + state + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::_Exit(1);
  }
  void must(std::string_view operation, const std::string& body) const {
    const Reply reply = client_.call(operation, body);
    if (reply.ok()) return;
    std::cerr << operation << ' ' << body << "\nanswered " << reply.text << std::endl;
    std::_Exit(1);
  }

  void put(int number) const {
    tell("put", number, "begin");
    must("PutItem", "{" + target(kCrashTable) + R"(,"Item":)" + toJson(loadItem(round_, thread_, number)) + "}");
    tell("put", number, "done");
  }
  void batch(int first) const {
    std::string requests;
    for (int number = first; number < first + kBatch; ++number) {
      tell("put", number, "begin");
      requests += (requests.empty() ? "" : ",");
      requests += R"({"PutRequest":{"Item":)" + toJson(loadItem(round_, thread_, number)) + "}}";
    }
    must("BatchWriteItem", R"({"RequestItems":{"crash":[)" + requests + "]}}");
    for (int number = first; number < first + kBatch; ++number) tell("put", number, "done");
  }
  void count(int number) const {
    tell("count", number, "begin");
    must("UpdateItem", "{" + target(kCrashTable) + R"(,"Key":)" + toJson(counterKey(round_, thread_)) +
                           R"(,"UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}}})");
    tell("count", number, "done");
  }
  void transact(int number) const {
    tell("transact", number, "begin");
    must(transactionOperation(number), transactionBody(round_, thread_, number));
    tell("transact", number, "done");
  }
  void move(int number) const {
    tell("move", number, "begin");
    must("UpdateItem", "{" + target(kCrashTable) + R"(,"Key":)" + toJson(itemKey(round_, thread_, number)) +
                           R"(,"UpdateExpression":"SET #o = :o","ExpressionAttributeNames":{"#o":"owner"},)" +
                           R"("ExpressionAttributeValues":{":o":{"S":")" + kMovedOwner + R"("}}})");
    tell("move", number, "done");
  }
  void remove(int number) const {
    tell("delete", number, "begin");
    must("DeleteItem", "{" + target(kCrashTable) + R"(,"Key":)" + toJson(itemKey(round_, thread_, number)) + "}");
    tell("delete", number, "done");
  }

  const ApiClient& client_;
  const int round_;
  const int thread_;
};

void serve(const std::string& directory, int round) {
  EngineOptions options;
  options.database.directory = directory;
  Engine engine(std::move(options));
  const ApiClient client(engine);
  client.call("CreateTable", kCreateTable);  // the first round's; refused later
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kCrashThreads; ++thread)
    threads.emplace_back([&client, round, thread] { Writer(client, round, thread).run(); });
  // An index comes and goes meanwhile, so that some kills hit it half done.
  for (;;) {
    client.call("UpdateTable", kAddIndex);
    engine.runBackgroundJobs();
    client.call("UpdateTable", kDropIndex);
    engine.runBackgroundJobs();
  }
}

}  // namespace
}  // namespace stator::test

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  stator::test::serve(argv[1], static_cast<int>(std::strtol(argv[2], nullptr, 10)));
}
