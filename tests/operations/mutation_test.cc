// Valid requests, changed at random: members dropped, retyped, resized, nested, reordered. Whatever comes, the answer is a
// success or a client error in the service's form; never a server error, a crash or a hang. STATOR_SEED repeats a run.
#include <gtest/gtest.h>

#include "operations/operation_table.h"
#include "tests/operations/engine_fixture.h"
#include "tests/support/request_mutator.h"

namespace stator {
namespace {

void replaceAll(std::string& text, std::string_view what, std::string_view by) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

class MutationTest : public test::EngineTest {
 protected:
  void SetUp() override {
    createTable("abc", R"(,"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"})");
    must("PutItem", R"({"TableName":"abc","Item":{"pk":{"S":"first"},"sk":{"N":"1"}}})");
    stream_ = must("DescribeTable", R"({"TableName":"abc"})").body["Table"]["LatestStreamArn"].GetString();
    const auto shards = must("DescribeStream", R"({"StreamArn":")" + stream_ + R"("})");
    shard_ = shards.body["StreamDescription"]["Shards"][0]["ShardId"].GetString();
    iterator_ = must("GetShardIterator", R"({"StreamArn":")" + stream_ + R"(","ShardId":")" + shard_ +
                                             R"(","ShardIteratorType":"TRIM_HORIZON"})")
                    .body["ShardIterator"]
                    .GetString();
    sequence_ = must("GetRecords", R"({"ShardIterator":")" + iterator_ + R"("})")
                    .body["Records"][0]["dynamodb"]["SequenceNumber"]
                    .GetString();
  }

  std::string filledIn(std::string body) const {
    replaceAll(body, "$stream", stream_);
    replaceAll(body, "$shard", shard_);
    replaceAll(body, "$sequence", sequence_);
    replaceAll(body, "$iterator", iterator_);
    return body;
  }

  std::string stream_, shard_, sequence_, iterator_;
};

TEST_F(MutationTest, EveryOperationThatIsBuiltIsAmongTheRequests) {
  for (const OperationRow& row : operationTable()) {
    if (row.function == nullptr) continue;
    EXPECT_TRUE(std::ranges::any_of(test::kValidRequests, [&](const auto& valid) { return valid.operation == row.name; }))
        << row.name;
  }
}

TEST_F(MutationTest, RequestsAreUnderstoodAsTheyStand) {
  for (const test::Valid& valid : test::kValidRequests) {
    const test::Reply reply = call(valid.operation, filledIn(valid.body));
    EXPECT_NE(reply.errorType(), "SerializationException") << valid.operation << reply.text;
  }
}

TEST_F(MutationTest, EveryAnswerIsASuccessOrAClientError) {
  const uint64_t seed = test::mutationSeed();
  SCOPED_TRACE("STATOR_SEED=" + std::to_string(seed));
  test::Mutator mutator(seed);
  constexpr int kRounds = 100000;
  int refused = 0;
  for (int round = 0; round < kRounds; ++round) {
    const test::Valid& valid = test::kValidRequests[mutator.below(std::size(test::kValidRequests))];
    const std::string body = mutator.mutate(filledIn(valid.body));
    const test::Reply reply = call(valid.operation, body);
    ASSERT_TRUE(reply.status == 200 || reply.status == 400) << reply.status << ' ' << valid.operation << ' ' << body;
    if (reply.status == 200) continue;
    ++refused;
    ASSERT_FALSE(reply.errorType().empty()) << reply.text;
    ASSERT_NE(reply.errorType(), "InternalServerError") << valid.operation << ' ' << body;
  }
  EXPECT_GT(refused, kRounds / 4);  // mutations do break requests
  EXPECT_LT(refused, kRounds);      // and not all of them
}

}  // namespace
}  // namespace stator
