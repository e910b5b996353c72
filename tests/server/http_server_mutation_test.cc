// Requests changed at random (tests/support/request_mutator.h), over one connection: every one has its answer.
#include "operations/api.h"
#include "operations/engine.h"
#include "tests/server/server_fixture.h"
#include "tests/support/request_mutator.h"

namespace stator {
namespace {

class HttpServerMutationTest : public test::ServerFixture {
 protected:
  static std::string post(const std::string& operation, const std::string& body) {
    const bool of_streams =
        operation.find("Stream") != std::string::npos || operation.starts_with("GetShard") || operation == "GetRecords";
    const std::string target = (of_streams ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.") + operation;
    std::string request = test::signedPost(body);
    constexpr std::string_view kTarget = "DynamoDB_20120810.ListTables";
    request.replace(request.find(kTarget), kTarget.size(), target);
    return request;
  }

  std::shared_ptr<ManualClock> time_ = std::make_shared<ManualClock>(TimePoint(std::chrono::seconds(1700000000)));
  Engine engine_{EngineOptions{.clock = time_, .random_seed = 1}};
};

TEST_F(HttpServerMutationTest, EveryRequestHasItsAnswer) {
  start({}, [this](const ApiRequest& request) { return execute(engine_, request); });
  const uint64_t seed = test::mutationSeed();
  SCOPED_TRACE("STATOR_SEED=" + std::to_string(seed));
  test::Mutator mutator(seed);
  test::HttpClient client(port());
  constexpr int kRounds = 3000;
  int refused = 0;
  for (int round = 0; round < kRounds; ++round) {
    const test::Valid& valid = test::kValidRequests[mutator.below(std::size(test::kValidRequests))];
    std::string body = mutator.mutate(valid.body);
    if (mutator.below(5) == 0) body.resize(mutator.below(body.size() + 1));  // no JSON any more
    const test::HttpAnswer answer = client.ask(post(valid.operation, body));
    ASSERT_TRUE(answer.status == 200 || answer.status == 400) << answer.status << ' ' << valid.operation << ' ' << body;
    ASSERT_EQ(answer.headers.at("x-amzn-RequestId").size(), 52U);
    if (answer.status == 200) continue;
    ++refused;
    ASSERT_NE(answer.body.find("\"__type\":\"com.amazon"), std::string::npos) << answer.body;
  }
  EXPECT_GT(refused, kRounds / 4);
  EXPECT_LT(refused, kRounds);
}

}  // namespace
}  // namespace stator
