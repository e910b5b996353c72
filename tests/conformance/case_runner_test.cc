#include "conformance/case_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "conformance/suite.h"

namespace stator::conformance {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Gives prepared answers in turn, then {} for ever; keeps what it was sent.
class Script {
 public:
  MakeTransport make() {
    return [this] { return std::make_unique<Player>(*this); };
  }
  std::deque<Answer> answers;
  std::vector<std::string> sent;  // "Operation body"

 private:
  class Player final : public Transport {
   public:
    explicit Player(Script& script) : script_(script) {}
    bool speaksHttp() const override { return false; }
    Answer send(const Request& request, const Wanted&) override {
      script_.sent.push_back(request.operation + " " + request.body);
      if (script_.answers.empty()) return {200, {}, "{}", {}};
      Answer answer = script_.answers.front();
      script_.answers.pop_front();
      return answer;
    }
    Script& script_;
  };
};

class CaseRunnerTest : public testing::Test {
 protected:
  std::vector<CaseResult> run(const std::string& text) {
    settings_.run = "run";
    settings_.patience = settings_.eventual_patience = std::chrono::milliseconds(30);
    settings_.first_pause = std::chrono::milliseconds(1);
    const CaseFile file = parseCaseFile("a.case", "dir/a", "tier: core\nsource: x\n" + text);
    return runSuite({file}, settings_, account_, script_.make(), 1, stop_, [this](const CaseResult&) { ++reported_; });
  }

  Script script_;
  RunSettings settings_;
  Account account_;
  std::atomic<bool> stop_{false};
  int reported_ = 0;
};

TEST_F(CaseRunnerTest, NamesTablesByFileAndCase) {
  const auto results =
      run("> A {\"t\":\"{{shared}}\"}\n== one\n> B [\"{{shared}}\",\"{{own}}\"]\n< 200\n== two\n> C "
          "\n{\"t\":\"{{own}}\"}\n< 200 {}\n");
  EXPECT_THAT(script_.sent, ElementsAre("A {\"t\":\"run.dir.a.shared\"}", "B [\"run.dir.a.shared\",\"run.dir.a.1.own\"]",
                                        "C {\"t\":\"run.dir.a.2.own\"}"));
  EXPECT_EQ(reported_, 2);
  EXPECT_EQ(results.at(1).outcome, Outcome::Passed);
}

TEST_F(CaseRunnerTest, StopsACaseAtItsFirstDifference) {
  script_.answers = {{400, {}, R"({"message":"no"})", {}}};
  const auto results = run("== one\n> A {}\n< 200 {\"x\":1}\n> B {}\n< 200\n== two\n> C {}\n< 200 {}\n");
  EXPECT_EQ(results.at(0).outcome, Outcome::Failed);
  EXPECT_EQ(results[0].note, "line 4: A: status");
  EXPECT_EQ(results[0].steps.size(), 1u);
  EXPECT_EQ(results[0].steps[0].differences.size(), 3u);
  EXPECT_EQ(results.at(1).outcome, Outcome::Passed);
  EXPECT_THAT(script_.sent, ElementsAre("A {}", "C {}"));
}

TEST_F(CaseRunnerTest, FailsAllCasesOfAFileWhoseSetUpFails) {
  script_.answers = {{500, {}, "oops", {}}};
  const auto results = run("> A {}\n== one\n> B {}\n< 200\n== two\n> B {}\n< 200\n");
  EXPECT_THAT(script_.sent, ElementsAre("A {}"));
  EXPECT_THAT(results.at(1).note, HasSubstr("set-up: line 3"));
}

TEST_F(CaseRunnerTest, WaitsForATableOfTheSetUpAndDeletesIt) {
  script_.answers = {
      {200, {}, "{}", {}},
      {200, {}, R"({"Table":{"TableStatus":"CREATING"}})", {}},
      {200, {}, R"({"Table":{"TableStatus":"ACTIVE","GlobalSecondaryIndexes":[{"IndexStatus":"CREATING"}]}})", {}},
      {200, {}, R"({"Table":{"TableStatus":"ACTIVE","GlobalSecondaryIndexes":[{"IndexStatus":"ACTIVE"}]}})", {}},
      {200, {}, "{}", {}},
      {400, {}, R"({"__type":"x#ResourceInUseException"})", {}}};
  run("> CreateTable {\"TableName\":\"{{t}}\"}\n== one\n> A {}\n< 200\n");
  const std::string table = "{\"TableName\":\"run.dir.a.t\"}";
  EXPECT_THAT(script_.sent, ElementsAre("CreateTable " + table, "DescribeTable " + table, "DescribeTable " + table,
                                        "DescribeTable " + table, "A {}", "DeleteTable " + table, "DeleteTable " + table));
}

TEST_F(CaseRunnerTest, FailsWhenATableDoesNotBecomeActive) {
  for (int i = 0; i < 1000; ++i) script_.answers.push_back({200, {}, R"({"Table":{"TableStatus":"UPDATING"}})", {}});
  const auto results = run("== one\n> !wait table {{t}} ACTIVE\n> A {}\n< 200\n");
  EXPECT_THAT(results.at(0).steps.at(0).differences, ElementsAre(Difference{"state", "ACTIVE", "UPDATING"}));
}

TEST_F(CaseRunnerTest, AsksAgainOnlyWhereItMay) {
  script_.answers = {{200, {}, R"({"Count":0})", {}}, {200, {}, R"({"Count":1})", {}}, {200, {}, R"({"Count":0})", {}}};
  const auto results = run("== one\n> A {}\n<~ 200 {\"Count\":1}\n> A {}\n< 200 {\"Count\":1}\n");
  EXPECT_EQ(script_.sent.size(), 3u);
  EXPECT_EQ(results.at(0).outcome, Outcome::Failed);
  EXPECT_EQ(results[0].steps.size(), 2u);
}

TEST_F(CaseRunnerTest, CarriesSavedValuesAndTheAccount) {
  script_.answers = {{200, {}, R"({"key":{"a":1},"arn":"arn:aws:dynamodb:us-east-1:123456789012:table/x"})", {}}};
  run("== one\n> A {}\n< 200 {\"key\":\"$save(k)\",\"arn\":\"arn:aws:dynamodb:{{region}}:{{account}}:table/x\"}\n"
      "> B {\"k\":{{=k}},\"a\":\"{{account}}\"}\n< 200\n");
  EXPECT_EQ(script_.sent.at(1), R"(B {"k":{"a":1},"a":"123456789012"})");
  EXPECT_EQ(account_.get(), "123456789012");
}

TEST_F(CaseRunnerTest, SkipsWhatTheEndpointLacks) {
  settings_.without = {"streams"};
  const auto results = run("== one\nneeds: streams\n> A {}\n< 200\n== two\n> !http GET /\n< 200\n");
  EXPECT_EQ(results.at(0).outcome, Outcome::Skipped);
  EXPECT_EQ(results.at(0).note, "needs streams");
  EXPECT_EQ(results.at(1).note, "needs HTTP");
  EXPECT_TRUE(script_.sent.empty());
}

TEST_F(CaseRunnerTest, RunsNothingMoreWhenStopped) {
  stop_ = true;
  EXPECT_TRUE(run("> A {}\n== one\n> A {}\n< 200\n").empty());
  EXPECT_TRUE(script_.sent.empty());
}

TEST_F(CaseRunnerTest, LeavesTheFormOfErrorsAsideWhenTold) {
  const std::string text = "== one\n> A {}\n< validation: no\n";
  const std::deque<Answer> answers = {{400, {}, R"({"__type":"other.prefix#ValidationException","Message":"no"})", {}}};
  script_.answers = answers;
  EXPECT_EQ(run(text).at(0).outcome, Outcome::Failed);
  settings_.any_error_form = true;
  script_.answers = answers;
  EXPECT_EQ(run(text).at(0).outcome, Outcome::Passed);
  script_.answers = {{400, {}, R"({"__type":"ValidationException","Message":"yes"})", {}},
                     {400, {}, R"({"__type":"OtherException","message":"no"})", {}},
                     {500, {}, R"({"__type":"ValidationException","message":"no"})", {}}};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(run(text).at(0).outcome, Outcome::Failed) << i;
}

}  // namespace
}  // namespace stator::conformance
