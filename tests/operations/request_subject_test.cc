#include "operations/request_subject.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace stator {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "table" or "table:<value of k>" for each subject.
std::vector<std::string> subjectsOf(std::string_view body) {
  const auto request = Request::parse(body);
  std::vector<std::string> found;
  anySubject(*request, [&](const RequestSubject& subject) {
    std::string text(bareTableName(subject.table_name));
    if (subject.attributes) text.append(":").append(subject.attributes["k"]["S"].string());
    found.push_back(text);
    return false;
  });
  return found;
}

TEST(RequestSubject, OfSingleItems) {
  EXPECT_THAT(subjectsOf(R"({"TableName":"t","Key":{"k":{"S":"a"}}})"), ElementsAre("t:a"));
  EXPECT_THAT(subjectsOf(R"({"TableName":"t","Item":{"k":{"S":"a"}}})"), ElementsAre("t:a"));
  EXPECT_THAT(subjectsOf(R"({"TableName":"t"})"), ElementsAre("t"));
}

TEST(RequestSubject, OfBatches) {
  EXPECT_THAT(
      subjectsOf(R"({"RequestItems":{"t":{"Keys":[{"k":{"S":"a"}},{"k":{"S":"b"}}]},"u":{"Keys":[{"k":{"S":"c"}}]}}})"),
      ElementsAre("t:a", "t:b", "u:c"));
  EXPECT_THAT(
      subjectsOf(
          R"({"RequestItems":{"t":[{"PutRequest":{"Item":{"k":{"S":"a"}}}},{"DeleteRequest":{"Key":{"k":{"S":"b"}}}}]}})"),
      ElementsAre("t:a", "t:b"));
}

TEST(RequestSubject, OfTransactions) {
  EXPECT_THAT(subjectsOf(R"({"TransactItems":[{"Put":{"TableName":"t","Item":{"k":{"S":"a"}}}},
                                              {"ConditionCheck":{"TableName":"u","Key":{"k":{"S":"b"}}}}]})"),
              ElementsAre("t:a", "u:b"));
}

TEST(RequestSubject, OfStatements) {
  EXPECT_THAT(subjectsOf(R"({"Statement":"SELECT * FROM \"my.table\".\"index\" WHERE a = 1"})"), ElementsAre("my.table"));
  EXPECT_THAT(subjectsOf(R"({"Statements":[{"Statement":"DELETE FROM t WHERE a = 1"},{"Statement":"nonsense"},
                                           {"Statement":"SELECT * FROM u"}]})"),
              ElementsAre("t", "u"));
  EXPECT_THAT(subjectsOf(R"({"TransactStatements":[{"Statement":"SELECT * FROM t"}]})"), ElementsAre("t"));
}

TEST(RequestSubject, OfArns) {
  EXPECT_THAT(subjectsOf(R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/t"})"), ElementsAre("t"));
  EXPECT_THAT(
      subjectsOf(R"({"StreamArn":"arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026-01-01T00:00:00.000"})"),
      ElementsAre("t"));
}

TEST(RequestSubject, OfNothing) { EXPECT_THAT(subjectsOf("{}"), IsEmpty()); }

TEST(RequestSubject, StopsWhereTheVisitorSaysSo) {
  const auto request = Request::parse(R"({"RequestItems":{"t":{"Keys":[{},{},{}]}}})");
  int visits = 0;
  EXPECT_TRUE(anySubject(*request, [&](const RequestSubject&) { return ++visits == 2; }));
  EXPECT_EQ(visits, 2);
}

}  // namespace
}  // namespace stator
