// An engine in memory on a clock that tests move, and a client of it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "operations/engine.h"
#include "tests/support/api_client.h"

namespace stator::test {

class EngineTest : public testing::Test {
 protected:
  explicit EngineTest(std::chrono::milliseconds transient_status = {}) { open(transient_status); }

  void open(std::chrono::milliseconds transient_status, bool shared_database = false, const StreamOptions& streams = {}) {
    client_.reset();
    engine_ = std::make_unique<Engine>(
        EngineOptions{.clock = clock_,
                      .random_seed = 1,
                      .log = [this](LogLevel, std::string_view line) { log_ += std::string(line) + "\n"; },
                      .shared_database = shared_database,
                      .transient_status = transient_status,
                      .streams = streams});
    client_ = std::make_unique<ApiClient>(*engine_);
  }

  Reply call(std::string_view operation, std::string_view body) { return client_->call(operation, body); }
  Reply must(std::string_view operation, std::string_view body) { return client_->must(operation, body); }

  // The call fails with this type and text.
  void expectError(std::string_view operation, std::string_view body, std::string_view type, std::string_view text) {
    const Reply reply = call(operation, body);
    EXPECT_EQ(reply.status, 400) << reply.text;
    EXPECT_EQ(reply.errorType(), type) << reply.text;
    EXPECT_EQ(reply.message(), text) << body;
  }

  // HASH pk S, RANGE sk N, on demand; `more` goes into the request.
  void createTable(const std::string& name, const std::string& more = "") {
    must("CreateTable", R"({"TableName":")" + name + R"(","BillingMode":"PAY_PER_REQUEST",
      "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"}],
      "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}])" +
                            more + "}");
  }

  std::string tableStatus(const std::string& name) {
    const Reply reply = call("DescribeTable", R"({"TableName":")" + name + R"("})");
    return reply.ok() ? reply.body["Table"]["TableStatus"].GetString() : reply.errorType();
  }

  std::shared_ptr<ManualClock> clock_ = std::make_shared<ManualClock>(TimePoint(std::chrono::seconds(1700000000)));
  std::string log_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<ApiClient> client_;
};

}  // namespace stator::test
