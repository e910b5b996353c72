// What it costs to count what requests consume: the same requests with and without counting, through the whole pipeline.
// The two are measured in turns, request by request, since a machine's speed drifts by more than what is to be seen.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "operations/api.h"
#include "operations/engine.h"

namespace stator {
namespace {

constexpr int kItems = 1000;
constexpr int kRequestsInTurn = 20;

enum Request : int64_t { Put, PutIndexed, Get, Update, Query };

// The lower quartile: what a turn takes when nothing else gets in its way.
double undisturbed(std::vector<double>& turns) {
  const auto quartile = turns.begin() + static_cast<std::ptrdiff_t>(turns.size() / 4);
  std::ranges::nth_element(turns, quartile);
  return *quartile;
}

class Subject {
 public:
  explicit Subject(ThroughputOptions options)
      : engine_(EngineOptions{.throughput = options}), caller_(Caller{"000000000000", "us-east-1"}) {
    const std::string start = R"({"BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)";
    must("CreateTable",
         start + R"("TableName":"plain","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}]})");
    must("CreateTable", start + R"("TableName":"indexed","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},
      {"AttributeName":"state","AttributeType":"S"}],"GlobalSecondaryIndexes":[{"IndexName":"by_state",
      "KeySchema":[{"AttributeName":"state","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]})");
    for (int i = 0; i < kItems; ++i) send(Put, i), send(PutIndexed, i);
  }

  void send(Request request, int number) {
    const std::string key = R"("pk":{"S":"customer#)" + std::to_string(number % kItems) + R"("})";
    const std::string rest =
        R"(,"state":{"S":"state)" + std::to_string(number % 10) + R"("},"payload":{"S":")" + payload_ + R"("}}})";
    switch (request) {
      case Put:
        return must("PutItem", R"({"TableName":"plain","Item":{)" + key + rest);
      case PutIndexed:
        return must("PutItem", R"({"TableName":"indexed","Item":{)" + key + rest);
      case Get:
        return must("GetItem", R"({"TableName":"plain","Key":{)" + key + "}}");
      case Update:
        return must("UpdateItem", R"({"TableName":"plain","Key":{)" + key + R"(},"UpdateExpression":"ADD n :one",
                    "ExpressionAttributeValues":{":one":{"N":"1"}}})");
      case Query:
        return must(
            "Query",
            R"({"TableName":"plain","KeyConditionExpression":"pk = :pk","ExpressionAttributeValues":{":pk":{"S":"customer#)" +
                std::to_string(number % kItems) + R"("}}})");
    }
  }

 private:
  void must(const std::string& operation, const std::string& body) {
    const ApiReply reply = execute(engine_, ApiRequest{"DynamoDB_20120810." + operation, body, caller_});
    if (reply.http_status != 200) throw std::runtime_error(reply.body);
  }

  Engine engine_;
  const Result<Caller> caller_;
  const std::string payload_ = std::string(300, 'x');
};

void counting(benchmark::State& state) {
  const auto request = static_cast<Request>(state.range(0));
  std::array<std::unique_ptr<Subject>, 2> subjects{std::make_unique<Subject>(ThroughputOptions{.counting = false}),
                                                   std::make_unique<Subject>(ThroughputOptions{.counting = true})};
  std::array<std::vector<double>, 2> turns;  // in nanoseconds
  int number = 0;
  for (auto _ : state) {
    for (size_t which : {number % 2, 1 - number % 2}) {
      const auto start = monotonicNow();
      for (int i = 0; i < kRequestsInTurn; ++i) subjects[which]->send(request, number * 7 + i);
      turns[which].push_back(static_cast<double>((monotonicNow() - start).count()));
    }
    ++number;
  }
  const double without = undisturbed(turns[0]) / kRequestsInTurn, with = undisturbed(turns[1]) / kRequestsInTurn;
  state.counters["without_ns"] = without;
  state.counters["with_ns"] = with;
  state.counters["percent"] = (with / without - 1) * 100;
}
BENCHMARK(counting)->ArgName("request")->DenseRange(Put, Query)->Iterations(5000)->Unit(benchmark::kMicrosecond);

// The counting alone.
void consume(benchmark::State& state) {
  const SystemClock clock;
  Throughput throughput(clock, {});
  TableSchema table;
  table.id = 1;
  table.key.hash = {{"pk", AttributeType::S}};
  table.billing_mode = BillingMode::PayPerRequest;
  CapacityArms arms;
  arms.table = 2;
  const AttributeValue key = AttributeValue::string("customer#1");
  uint64_t hash = 0;
  for (auto _ : state) {
    hash += state.range(0) == 0 ? 0 : 0x9E3779B97F4A7C15;
    benchmark::DoNotOptimize(
        throughput.consume({.table = table, .kind = CapacityKind::Write, .arms = arms, .hash = hash, .key_value = &key}));
  }
}
BENCHMARK(consume)->ArgName("many_keys")->Arg(0)->Arg(1);

}  // namespace
}  // namespace stator
