#include "operations/admin_snapshots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/operations/admin_fixture.h"

namespace stator {
namespace {

using testing::HasSubstr;

class AdminSnapshotsTest : public test::AdminEngineTest {};

TEST_F(AdminSnapshotsTest, TakesRestoresListsAndRemoves) {
  createTable("tbl");
  const AdminReply taken = ask("POST", "snapshot/before-test_1.a");
  EXPECT_EQ(taken.http_status, 200);
  EXPECT_EQ(taken.body, R"({"name":"before-test_1.a","account":"000000000000","taken":1700000000,)"
                        R"("tables":[{"region":"us-east-1","table":"tbl"}]})");
  EXPECT_EQ(ask("GET", "snapshots").body, R"({"snapshots":[)" + taken.body + "]}");
  EXPECT_EQ(ask("POST", "reset").body, R"({"account":"000000000000","droppedTables":1})");
  EXPECT_EQ(ask("POST", "restore/before-test_1.a").body, R"({"account":"000000000000","tables":1})");
  EXPECT_EQ(tableStatus("tbl"), "ACTIVE");
  EXPECT_EQ(ask("DELETE", "snapshot/before-test_1.a").http_status, 200);
  EXPECT_EQ(ask("GET", "snapshots").body, R"({"snapshots":[]})");
}

TEST_F(AdminSnapshotsTest, WorksOnOneAccount) {
  createTable("tbl");
  EXPECT_EQ(ask("POST", "snapshot/s", R"({"account":"111122223333"})").http_status, 200);
  EXPECT_EQ(ask("GET", "snapshots").body, R"({"snapshots":[]})");
  EXPECT_THAT(ask("GET", "snapshots", "", "account=111122223333").body, HasSubstr(R"("name":"s")"));
  EXPECT_EQ(ask("POST", "reset", R"({"account":"111122223333"})").body, R"({"account":"111122223333","droppedTables":0})");
  EXPECT_EQ(ask("POST", "reset", R"({"region":"eu-west-1"})").body, R"({"account":"000000000000","droppedTables":0})");
  EXPECT_EQ(tableStatus("tbl"), "ACTIVE");
}

TEST_F(AdminSnapshotsTest, RestoresFromAnotherAccount) {
  createTable("tbl");
  ask("POST", "snapshot/s");
  EXPECT_EQ(ask("POST", "restore/s", R"({"account":"111122223333","from":"000000000000"})").body,
            R"({"account":"111122223333","tables":1})");
  EXPECT_EQ(ask("POST", "restore/s", R"({"from":"000000000000"})").body, R"({"account":"000000000000","tables":1})");
  const AdminReply missing = ask("POST", "restore/s", R"({"from":"111122223333"})");
  EXPECT_EQ(missing.http_status, 404);
  EXPECT_EQ(missing.body, R"({"error":"There is no snapshot s of account 111122223333"})");
  EXPECT_EQ(ask("POST", "restore/s", R"({"from":7})").http_status, 400);
  EXPECT_EQ(ask("POST", "restore/s", R"({"from":"1\u00002"})").http_status, 400);
}

TEST_F(AdminSnapshotsTest, SaysWhatIsMissing) {
  for (const auto& [method, path] : {std::pair("POST", "restore/none"), {"DELETE", "snapshot/none"}}) {
    const AdminReply reply = ask(method, path);
    EXPECT_EQ(reply.http_status, 404) << path;
    EXPECT_EQ(reply.body, R"({"error":"There is no snapshot none of account 000000000000"})");
  }
}

TEST_F(AdminSnapshotsTest, RefusesWhatCannotBeAName) {
  EXPECT_EQ(ask("POST", "snapshot/" + std::string(129, 'a')).http_status, 400);
  EXPECT_EQ(ask("POST", "snapshot/" + std::string(128, 'a')).http_status, 200);
  for (const char* name : {"a/b", "a%20b", "\xc3\xa4"})
    EXPECT_EQ(ask("POST", std::string("snapshot/") + name).http_status, 400) << name;
  EXPECT_EQ(ask("POST", "snapshot/").http_status, 404);
  EXPECT_EQ(ask("GET", "snapshot/a").http_status, 405);
  EXPECT_EQ(ask("POST", "snapshot/a", R"({"account":7})").http_status, 400);
}

TEST_F(AdminSnapshotsTest, KnowsOneAccountWithASharedDatabase) {
  open({}, true);
  createTable("tbl");
  EXPECT_EQ(ask("POST", "snapshot/s", R"({"account":"111122223333","region":"x"})").http_status, 200);
  EXPECT_THAT(ask("POST", "reset", R"({"account":"111122223333"})").body, HasSubstr(R"("droppedTables":1)"));
  EXPECT_THAT(ask("POST", "restore/s", R"({"from":"111122223333"})").body, HasSubstr(R"("tables":1)"));
  EXPECT_THAT(ask("GET", "snapshots", "", "account=5").body, HasSubstr(R"("name":"s")"));
  EXPECT_EQ(tableStatus("tbl"), "ACTIVE");
}

}  // namespace
}  // namespace stator
