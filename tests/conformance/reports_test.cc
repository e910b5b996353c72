#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/answer_comparison.h"
#include "conformance/console_report.h"
#include "conformance/recording.h"
#include "conformance/report_files.h"
#include "tests/support/temporary_directory.h"

namespace stator::conformance {
namespace {

using testing::HasSubstr;

CaseResult caseResult(const std::string& title, Outcome outcome, const std::string& expected, const std::string& answer) {
  CaseResult result;
  result.file = "dir/a";
  result.file_path = "cases/dir/a.case";
  result.line = 7;
  result.title = title;
  result.operation = "PutItem";
  result.source = "dynalite";
  result.outcome = outcome;
  StepResult step;
  step.operation = "PutItem";
  step.request = "{\"a\":\"<&>\"}";
  step.expected = expected;
  step.answer = answer;
  step.status = 200;
  if (outcome == Outcome::Failed) step.differences = {{"x", expected, answer}};
  result.steps = {step};
  return result;
}

std::vector<CaseResult> threeResults() {
  return {caseResult("good", Outcome::Passed, "{}", "{}"), caseResult("bad <1>", Outcome::Failed, "{\"x\":1}", "{\"x\":2}"),
          caseResult("left out", Outcome::Skipped, "", "")};
}

TEST(Reports, CountByOperationAndTier) {
  const std::string table = summaryTable(threeResults());
  EXPECT_THAT(table, HasSubstr("PutItem"));
  EXPECT_THAT(table, HasSubstr("1/2"));
  EXPECT_THAT(table, HasSubstr("1 passed, 1 failed, 1 skipped\n"));
}

TEST(Reports, ShowTheActualAnswerBesideTheExpectedOne) {
  const std::string text = failureText(threeResults()[1]);
  EXPECT_THAT(text, HasSubstr("FAILED cases/dir/a.case:7: bad <1>\n"));
  EXPECT_THAT(text, HasSubstr("expected  {\"x\":1}\n        actual    {\"x\":2}\n"));
}

TEST(Reports, AreWellFormed) {
  const ReportHead head{"http://here", "today"};
  const std::string junit = junitReport(head, threeResults());
  EXPECT_THAT(junit, HasSubstr("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\""));
  EXPECT_THAT(junit, HasSubstr("name=\"bad &lt;1&gt;\""));
  rapidjson::Document json;
  ASSERT_EQ(parseJson(jsonReport(head, threeResults()), json), "");
  EXPECT_EQ(json["failed"].GetInt(), 1);
  EXPECT_STREQ(json["cases"][1]["failed_step"]["differences"][0]["path"].GetString(), "x");
  const std::string html = htmlReport(head, threeResults());
  EXPECT_THAT(html, HasSubstr("<td class=\"expected\">{&quot;x&quot;:1}</td><td class=\"actual\">{&quot;x&quot;:2}</td>"));
  EXPECT_THAT(html, testing::Not(HasSubstr("http://www")));
  EXPECT_THAT(html, testing::Not(HasSubstr("<1>")));
}

TEST(Comparison, LeavesOutWhatTheExpectationLeavesOpen) {
  const std::string expected = R"({"id":"$uuid","n":1,"list":{"$unordered":[1,2]},"t":"at {{$integer}}"})";
  const std::string uuid1 = "3b241101-e2bb-4255-8caf-4136c566a962", uuid2 = "4b241101-e2bb-4255-8caf-4136c566a962";
  const auto answer = [](const std::string& id, int n, const char* list, int t) {
    return "{\"id\":\"" + id + "\",\"n\":" + std::to_string(n) + ",\"list\":" + list + ",\"t\":\"at " + std::to_string(t) +
           "\"}";
  };
  const auto first = caseResult("c", Outcome::Failed, expected, answer(uuid1, 5, "[1,2]", 1));
  auto second = caseResult("c", Outcome::Failed, expected, answer(uuid2, 5, "[2,1]", 2));
  EXPECT_EQ(compareRuns({first}, {second}).at(0).outcome, Outcome::Passed) << "both wrong in the same way";
  second = caseResult("c", Outcome::Passed, expected, answer(uuid2, 1, "[2,1]", 2));
  const CaseResult differing = compareRuns({first}, {second}).at(0);
  EXPECT_EQ(differing.outcome, Outcome::Failed);
  EXPECT_THAT(differing.steps.back().differences, testing::ElementsAre(Difference{"n", "5", "1"}));
}

TEST(Comparison, LeavesToEachRunWhatItHadSaved) {
  const auto first = caseResult("c", Outcome::Passed, R"({"T":{"Id":"one","at":[1]},"n":5})", R"({"T":{"Id":"one","at":[1]},"n":5})");
  auto second = caseResult("c", Outcome::Passed, R"({"T":{"Id":"two","at":[2]},"n":5})", R"({"T":{"Id":"two","at":[2]},"n":5})");
  EXPECT_EQ(compareRuns({first}, {second}).at(0).outcome, Outcome::Passed);
  const auto open1 = caseResult("c", Outcome::Passed, R"({"$unordered":[1,2]})", R"([2,1])");
  const auto open2 = caseResult("c", Outcome::Passed, R"({"$unordered":[3,4]})", R"([4,3])");
  EXPECT_EQ(compareRuns({open1}, {open2}).at(0).outcome, Outcome::Passed);
  second = caseResult("c", Outcome::Failed, R"({"T":{"Id":"two","at":[2]},"n":5})", R"({"T":{"Id":"three","at":[2]},"n":5})");
  EXPECT_THAT(compareRuns({first}, {second}).at(0).steps.back().differences,
              testing::ElementsAre(Difference{"T.Id", R"("two")", R"("three")"}));
}

TEST(Comparison, TakesTextsThatLookLikePlaceholdersLiterally) {
  const auto first = caseResult("c", Outcome::Failed, R"({"a":"x"})", R"({"a":"$any"})");
  const auto second = caseResult("c", Outcome::Failed, R"({"a":"x"})", R"({"a":"y"})");
  EXPECT_EQ(compareRuns({first}, {first}).at(0).outcome, Outcome::Passed);
  EXPECT_EQ(compareRuns({first}, {second}).at(0).outcome, Outcome::Failed);
}

TEST(Recording, ComesBackUnderTheNamesOfAnotherRun) {
  test::TemporaryDirectory directory;
  const auto recorded = caseResult("c", Outcome::Passed, R"({"t":"sc1.a","arn":"x:111111111111:y"})",
                                   R"({"t":"sc1.a","arn":"x:111111111111:y"})");
  writeRecording(directory.path(), "http://here", "2026-08-21", {"sc1", "111111111111"}, {recorded});
  const auto now = caseResult("c", Outcome::Passed, R"({"t":"sc2.a","arn":"x:222222222222:y"})",
                              R"({"t":"sc2.a","arn":"x:222222222222:y"})");
  const auto drifted = caseResult("c", Outcome::Failed, R"({"t":"sc2.a"})", R"({"t":"sc2.a","arn":"x:222222222222:z"})");
  const auto read = readRecording(directory.path(), {"sc2", "222222222222"});
  EXPECT_EQ(compareRuns(read, {now}).at(0).outcome, Outcome::Passed);
  EXPECT_EQ(compareRuns(read, {drifted}).at(0).steps.at(0).differences.at(0).path, "arn");
  EXPECT_THROW(readRecording(directory.path() + "/none", {"a", "b"}), std::runtime_error);
}

}  // namespace
}  // namespace stator::conformance
