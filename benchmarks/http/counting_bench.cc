// What counting costs a server: processor time of the server for each request over HTTP, with and without counting. Clients
// run in a process of their own, so that their time is not counted; the two servers are asked in turns, since a machine's
// speed drifts by more than what is to be seen.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "operations/api.h"
#include "operations/engine.h"
#include "server/http_server.h"
#include "tests/server/http_client.h"

namespace stator {
namespace {

constexpr int kConnections = 16;
constexpr int kRequestsInTurn = 20000;
constexpr int kTurns = 15;  // of each
constexpr int kItems = 1000;

struct Kind {
  const char* name;
  const char* operation;
  const char* table;
  const char* before;  // around the key
  const char* after;
};
constexpr Kind kKinds[] = {
    {"PutItem", "PutItem", "plain",
     R"("Item":{"state":{"S":"open"},"payload":{"S":"0123456789012345678901234567890123456789"},)", "}"},
    {"PutItem with an index", "PutItem", "indexed",
     R"("Item":{"state":{"S":"open"},"payload":{"S":"0123456789012345678901234567890123456789"},)", "}"},
    {"GetItem", "GetItem", "plain", R"("Key":{)", "}"},
    {"UpdateItem", "UpdateItem", "plain",
     R"("UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}},"Key":{)", "}"},
};

std::string post(std::string_view operation, std::string_view body) {
  std::string request =
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Date: 20261121T120000Z\r\n";
  request.append("X-Amz-Target: DynamoDB_20120810.").append(operation);
  request.append(
      "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=any/20261121/us-east-1/dynamodb/aws4_request, SignedHeaders=host, ");
  request.append("Signature=0\r\nContent-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
  return request;
}

std::string requestOf(const Kind& kind, int number) {
  std::string body = R"({"TableName":")" + std::string(kind.table) + "\"," + kind.before;
  body.append(R"("pk":{"S":"customer#)")
      .append(std::to_string(number % kItems))
      .append("\"}")
      .append(kind.after)
      .append("}");
  return post(kind.operation, body);
}

void must(test::HttpClient& client, const std::string& request) {
  if (client.ask(request).status != 200) std::abort();
}

void createTables(uint16_t port) {
  test::HttpClient client(port);
  const std::string start = R"({"BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)";
  must(client, post("CreateTable",
                    start + R"("TableName":"plain","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}]})"));
  must(client, post("CreateTable",
                    start + R"("TableName":"indexed","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},
    {"AttributeName":"state","AttributeType":"S"}],"GlobalSecondaryIndexes":[{"IndexName":"by_state",
    "KeySchema":[{"AttributeName":"state","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]})"));
}

// Keeps all connections busy, so that the server does not wait.
[[noreturn]] void runClients(uint16_t port, const Kind& kind) {
  std::vector<std::unique_ptr<test::HttpClient>> clients;
  for (int i = 0; i < kConnections; ++i) clients.push_back(std::make_unique<test::HttpClient>(port));
  for (int number = 0; number < kRequestsInTurn; number += kConnections) {
    for (int i = 0; i < kConnections; ++i) clients[static_cast<size_t>(i)]->send(requestOf(kind, number + i));
    for (auto& client : clients)
      if (client->receive().status != 200) _exit(1);
  }
  _exit(0);
}

double ownMicroseconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

class Server {
 public:
  explicit Server(bool counting)
      : engine_(EngineOptions{.throughput = {.counting = counting}}),
        http_({.port = 0, .threads = 1},
              HttpHandler([this](const ApiRequest& request) { return execute(engine_, request); }, "us-east-1"), clock_,
              nullptr) {
    createTables(http_.port());
  }

  // Microseconds of this process for each request of a turn.
  double turn(const Kind& kind) {
    const double start = ownMicroseconds();
    const pid_t child = fork();
    if (child == 0) runClients(http_.port(), kind);
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0) std::abort();
    return (ownMicroseconds() - start) / kRequestsInTurn;
  }

 private:
  SystemClock clock_;
  Engine engine_;
  HttpServer http_;
};

// The lower quartile: what a turn takes when nothing else gets in its way.
double undisturbed(std::vector<double> turns) {
  const auto quartile = turns.begin() + static_cast<std::ptrdiff_t>(turns.size() / 4);
  std::ranges::nth_element(turns, quartile);
  return *quartile;
}

void run() {
  std::array<std::unique_ptr<Server>, 2> servers{std::make_unique<Server>(false), std::make_unique<Server>(true)};
  std::printf("%-24s %14s %14s %9s\n", "request", "without (us)", "with (us)", "overhead");
  for (const Kind& kind : kKinds) {
    std::array<std::vector<double>, 2> turns;
    for (size_t which : {0, 1}) servers[which]->turn(kind);  // warm
    for (int i = 0; i < kTurns; ++i)
      for (size_t which : {i % 2, 1 - i % 2}) turns[which].push_back(servers[which]->turn(kind));
    const double without = undisturbed(turns[0]), with = undisturbed(turns[1]);
    std::printf("%-24s %14.3f %14.3f %8.1f%%\n", kind.name, without, with, (with / without - 1) * 100);
  }
}

}  // namespace
}  // namespace stator

int main() { stator::run(); }
