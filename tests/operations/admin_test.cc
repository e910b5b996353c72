#include "operations/admin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/operations/admin_fixture.h"

namespace stator {
namespace {

using testing::HasSubstr;

class AdminTest : public test::AdminEngineTest {};

TEST_F(AdminTest, AdvancesTheClockOfTablesAndTheirItems) {
  createTable("tbl");
  must("UpdateTimeToLive", R"({"TableName":"tbl","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"expires"}})");
  must("PutItem", R"({"TableName":"tbl","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"expires":{"N":"1700000100"}}})");
  EXPECT_EQ(must("Scan", R"({"TableName":"tbl"})").body["Count"].GetInt(), 1);
  const AdminReply reply = ask("POST", "clock/advance", R"({"seconds":3700})");
  EXPECT_EQ(reply.http_status, 200);
  EXPECT_THAT(reply.body, HasSubstr(R"("now":1700003700)"));
  EXPECT_THAT(reply.body, HasSubstr(R"("aheadSeconds":3700.0)"));
  EXPECT_EQ(must("Scan", R"({"TableName":"tbl"})").body["Count"].GetInt(), 0);
}

TEST_F(AdminTest, FreezesAndResumesTheClock) {
  EXPECT_THAT(ask("POST", "clock/freeze").body, HasSubstr(R"("frozen":true)"));
  clock_->advance(std::chrono::seconds(5));
  EXPECT_THAT(ask("GET", "clock").body, HasSubstr(R"("now":1700000000)"));
  EXPECT_THAT(ask("POST", "clock/resume").body, HasSubstr(R"("frozen":false)"));
  clock_->advance(std::chrono::seconds(2));
  EXPECT_THAT(ask("GET", "clock").body, HasSubstr(R"("now":1700000002)"));
}

TEST_F(AdminTest, RefusesToMoveTheClockBackOrNowhere) {
  for (const char* body : {"{}", R"({"seconds":-1})", R"({"seconds":"1"})", R"({"seconds":1e300})", "[]", "nonsense"}) {
    const AdminReply reply = ask("POST", "clock/advance", body);
    EXPECT_EQ(reply.http_status, 400) << body;
    EXPECT_THAT(reply.body, HasSubstr(R"({"error":")")) << body;
  }
  EXPECT_THAT(ask("GET", "clock").body, HasSubstr(R"("now":1700000000)"));
}

TEST_F(AdminTest, SetsAddsShowsAndClearsFaults) {
  EXPECT_EQ(ask("PUT", "faults", R"({"rules":[{"operation":"ListTables","error":"InternalServerError"}]})").http_status,
            200);
  EXPECT_EQ(call("ListTables", "{}").status, 500);
  EXPECT_EQ(ask("POST", "faults", R"({"rules":[{"operation":"Scan","latencyMs":3}]})").http_status, 200);
  const std::string shown = ask("GET", "faults").body;
  EXPECT_THAT(shown, HasSubstr(R"("operation":"ListTables","probability":1.0,"error":"InternalServerError","met":1)"));
  EXPECT_THAT(shown, HasSubstr(R"("operation":"Scan")"));
  // What is shown can be set.
  EXPECT_EQ(ask("PUT", "faults", shown).http_status, 200);
  EXPECT_EQ(call("ListTables", "{}").status, 500);
  EXPECT_EQ(ask("PUT", "faults", R"({"rules":[{}]})").http_status, 400);
  EXPECT_EQ(call("ListTables", "{}").status, 500) << "a refused change changes nothing";
  EXPECT_EQ(ask("DELETE", "faults").http_status, 200);
  EXPECT_EQ(call("ListTables", "{}").status, 200);
}

TEST_F(AdminTest, SetsTheModeOfThroughput) {
  createTable("tbl");
  EXPECT_THAT(ask("GET", "throughput").body, HasSubstr(R"("mode":"account")"));
  EXPECT_THAT(ask("PUT", "throughput", R"({"mode":"enforce"})").body, HasSubstr(R"("mode":"enforce")"));
  EXPECT_EQ(ask("PUT", "throughput", R"({"mode":"other"})").http_status, 400);
  EXPECT_EQ(ask("PUT", "throughput", "{}").http_status, 400);
}

TEST_F(AdminTest, SplitsShards) {
  EXPECT_EQ(ask("POST", "streams/split", R"({"streamArn":"arn:none","shardId":"s"})").http_status, 400);
}

TEST_F(AdminTest, NamesItsRoutesToWhoeverIsLost) {
  EXPECT_EQ(ask("GET", "nonsense").http_status, 404);
  EXPECT_THAT(ask("GET", "nonsense").body, HasSubstr("POST clock/advance"));
  EXPECT_EQ(ask("DELETE", "clock").http_status, 405);
  EXPECT_EQ(ask("GET", "").http_status, 404);
}

TEST_F(AdminTest, AnswersAReportAsText) {
  const AdminReply reply = ask("GET", "report", "", "width=70");
  EXPECT_EQ(reply.http_status, 200);
  EXPECT_THAT(reply.content_type, HasSubstr("text/plain"));
  EXPECT_THAT(reply.body, HasSubstr("stator report, 2023-11-14"));
  EXPECT_EQ(ask("GET", "report", "", "width=99999999999").http_status, 200);
  EXPECT_EQ(ask("GET", "report", "", "width=x&&=&").http_status, 200);
}

}  // namespace
}  // namespace stator
