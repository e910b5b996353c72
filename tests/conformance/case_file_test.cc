#include "conformance/case_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stator::conformance {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kHead = "tier: core\nsource: somewhere\n";

CaseFile parse(const std::string& text) { return parseCaseFile("dir/a.case", "a", text); }

std::string problemOf(const std::string& text) {
  try {
    parse(text);
    return "none";
  } catch (const CaseFileError& error) {
    return error.what();
  }
}

TEST(CaseFile, ReadsSetUpAndCases) {
  const CaseFile file = parse(
      "# a comment\noperation: PutItem\ntier: core\nsource: dynalite\n  and others\n\n"
      "> CreateTable {\"TableName\": \"{{t}}\"}\n\n"
      "== one\n> {\"a\":\n  1}\n< 200 {\n  \"b\": 2}\n\n"
      "== two\ntier: strict\nneeds: streams ttl\nsource: other\n> GetItem\n< 400\n");
  ASSERT_EQ(file.set_up.size(), 1u);
  EXPECT_FALSE(file.set_up[0].expectation);
  EXPECT_THAT(file.names, ElementsAre("t"));
  ASSERT_EQ(file.cases.size(), 2u);
  const Case& one = file.cases[0];
  EXPECT_EQ(one.title, "one");
  EXPECT_EQ(one.line, 9);
  EXPECT_EQ(one.source, "dynalite and others");
  EXPECT_EQ(one.operation, "PutItem");
  EXPECT_EQ(one.steps.at(0).operation, "PutItem");
  EXPECT_EQ(one.steps[0].body, "{\"a\":\n  1}");
  EXPECT_EQ(one.steps[0].expectation->body, "{\n  \"b\": 2}");
  const Case& two = file.cases[1];
  EXPECT_EQ(two.tier, Tier::Strict);
  EXPECT_THAT(two.needs, ElementsAre("streams", "ttl"));
  EXPECT_EQ(two.source, "other");
  EXPECT_EQ(two.steps.at(0).body, "{}");
  EXPECT_FALSE(two.steps[0].expectation->body);
}

TEST(CaseFile, ExpandsErrorMacros) {
  const CaseFile file =
      parse(std::string(kHead) +
            "== a\n> A {}\n< error ResourceNotFoundException: not \"found\"\n> A {}\n< error SerializationException\n"
            "> A {}\n< validation: text\n> A {}\n< error ConditionalCheckFailedException: x\n {\"Item\": {\n}}\n"
            "> A {}\n< error AccessDeniedException: \"ends in a blank \"\n> A {}\n<~ error InternalServerError: bug\n");
  const auto& steps = file.cases[0].steps;
  EXPECT_EQ(*steps.at(0).expectation->body,
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"not \"found\""})");
  EXPECT_EQ(*steps.at(1).expectation->body, R"({"__type":"com.amazon.coral.service#SerializationException"})");
  EXPECT_EQ(*steps.at(2).expectation->body,
            R"({"__type":"com.amazon.coral.validate#ValidationException","message":"text"})");
  EXPECT_THAT(*steps.at(3).expectation->body, HasSubstr("\"message\":\"x\",\n\"Item\": {\n}}"));
  EXPECT_THAT(*steps.at(4).expectation->body, HasSubstr("\"Message\":\"ends in a blank \""));
  EXPECT_EQ(steps.at(5).expectation->status, 500);
  EXPECT_TRUE(steps[5].expectation->eventually);
}

TEST(CaseFile, ReadsHttpAndWaitSteps) {
  const CaseFile file =
      parse(std::string(kHead) +
            "== a\n> !wait index {{t}} by_color ACTIVE\n> !http POST /x?y\n>> Content-Type: text/plain\nbody\n\nmore\n"
            "< 404 text \"a\\nb\"\n<< X-Id: $re([0-9]+)\n");
  const auto& steps = file.cases[0].steps;
  EXPECT_THAT(steps.at(0).wait, ElementsAre("index", "{{t}}", "by_color", "ACTIVE"));
  EXPECT_EQ(steps.at(1).method, "POST");
  EXPECT_EQ(steps[1].path, "/x?y");
  EXPECT_EQ(steps[1].body, "body\n\nmore");
  EXPECT_THAT(steps[1].headers, ElementsAre(testing::Pair("content-type", "text/plain")));
  EXPECT_EQ(steps[1].expectation->text, "a\nb");
  EXPECT_THAT(steps[1].expectation->headers, ElementsAre(testing::Pair("x-id", "$re([0-9]+)")));
  EXPECT_TRUE(file.cases[0].needsHttp());
  EXPECT_EQ(file.cases[0].operation, "HTTP");
}

TEST(CaseFile, SaysWhereAndWhatIsWrong) {
  const std::string head = kHead;
  EXPECT_EQ(problemOf(""), "dir/a.case:1: no case in the file");
  EXPECT_THAT(problemOf("== a\n> A {}\n< 200\n"), HasSubstr("dir/a.case:1: a case needs its source"));
  EXPECT_THAT(problemOf("source: x\ntier: high\n== a\n> A {}\n< 200\n"), HasSubstr(":3: tier: must be"));
  EXPECT_THAT(problemOf(head + "== a\n"), HasSubstr(":3: a case without a step"));
  EXPECT_THAT(problemOf(head + "== a\n> A {}\n"), HasSubstr(":3: a case that expects nothing"));
  EXPECT_THAT(problemOf(head + "== a\n> A {\"x\"}\n< 200\n"), HasSubstr(":4: the request is not JSON"));
  EXPECT_EQ(problemOf(head + "== a\n> A !raw {\"x\"}\n< 200\n"), "none");
  EXPECT_THAT(problemOf(head + "== a\n> A {}\n< 200 {\"a\": 1,}\n"), HasSubstr(":5: the expected answer: offset"));
  EXPECT_THAT(problemOf(head + "== a\n> A {}\n< 200 {\"a\": \"$uid\"}\n"), HasSubstr("unknown placeholder $uid"));
  EXPECT_THAT(problemOf(head + "== a\n> A {}\n< 200 {\"a\": \"x {{$re(()}}\"}\n"), HasSubstr("regex"));
  EXPECT_THAT(problemOf(head + "== a\n> A {}\n< 200 {\"$mroe\": true}\n"), HasSubstr("$mroe"));
  EXPECT_THAT(problemOf(head + "== a\n> A {\"x\": {{=y}}}\n< 200\n"), HasSubstr("nothing was saved as y"));
  EXPECT_THAT(problemOf(head + "== a\n> A {}\n< validation: ends in a blank \n"),
              HasSubstr(":5: a text that ends in a blank"));
  EXPECT_THAT(problemOf(head + "== a\n< 200\n"), HasSubstr(":4: an expectation"));
  EXPECT_THAT(problemOf(head + "== a\n> {}\n< 200\n"), HasSubstr(":4: which operation?"));
  EXPECT_THAT(problemOf(head + "== a\n> !wait table\n< 200\n"), HasSubstr(":4: expected !wait table"));
  EXPECT_THAT(problemOf(head + "what is this\n"), HasSubstr(":3: expected operation:"));
  EXPECT_THAT(problemOf(head + "== a\n> A {}\n< 200\n== a\n> A {}\n< 200\n"), HasSubstr(":6: a second case"));
}

TEST(CaseFile, LoadsTheSuite) {
  const std::vector<CaseFile> files = loadCases(STATOR_CASES);
  EXPECT_GT(files.size(), 2u);
  EXPECT_THROW(loadCases("/nonexistent"), CaseFileError);
}

}  // namespace
}  // namespace stator::conformance
