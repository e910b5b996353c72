#include "transfer/dump.h"
#include "transfer/load.h"

#include <filesystem>

#include "tests/transfer/fixture.h"
#include "transfer/schema.h"

namespace stator {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// All ten types, nested, with what needs escaping.
constexpr const char* kTenTypes =
    R"x({"pk":{"S":"ten \"types\",\n\u00e4\ud83d\ude00"},"sk":{"N":"-1.5"},"by":{"B":"AAEC/w=="},"s":{"S":""},"n":{"N":"12345678901234567890.123"},
        "b":{"B":""},"ss":{"SS":["a","b\\"]},"ns":{"NS":["1","2.5"]},"bs":{"BS":["AA==","AQ=="]},"m":{"M":{"x":{"L":[{"N":"1"},{"M":{}}]}}},
        "l":{"L":[{"S":"x"},{"NULL":true},{"BOOL":false}]},"null":{"NULL":true},"bool":{"BOOL":true},"Item":{"S":"not the item"}})x";

class LoadDumpTest : public test::TransferTest {
 protected:
  void SetUp() override { createTable("songs"); }
  void fill(int items) {
    for (int i = 0; i < items; ++i)
      put("songs", R"({"pk":{"S":"p"},"sk":{"N":")" + std::to_string(i) + R"("},"d":{"S":"x"}})");
  }
  void dump(TransferFormat format, const std::string& output, std::vector<std::string> tables = {"songs"}) {
    dumpTables(service_, {std::move(tables), format, output}, note());
  }
  void load(LoadOptions options) { loadFiles(service_, options, note()); }
  // The items come back as they were, into an account without tables.
  void expectRoundTrip(const std::string& from) {
    const std::string before = scan("songs");
    database_.admin("POST", "reset");
    load({.paths = {from}});
    EXPECT_EQ(scan("songs"), before);
  }
};

TEST_F(LoadDumpTest, JsonLinesKeepAllTypes) {
  fill(60);
  put("songs", kTenTypes);
  dump(TransferFormat::JsonLines, path("out/"));
  EXPECT_THAT(notes_, ElementsAre("songs: 61 items"));
  expectRoundTrip(path("out"));
  EXPECT_THAT(notes_, ElementsAre("songs: 61 items", "songs: created", "songs: 61 items"));
}

TEST_F(LoadDumpTest, ExportsKeepAllTypes) {
  fill(60);
  put("songs", kTenTypes);
  dump(TransferFormat::S3Export, path("bucket"));
  EXPECT_TRUE(std::filesystem::is_directory(path("bucket/AWSDynamoDB")));
  expectRoundTrip(path("bucket"));
}

TEST_F(LoadDumpTest, CsvKeepsStringsAndKeys) {
  put("songs",
      R"x({"pk":{"S":"a,\"b\"\r\nc"},"sk":{"N":"1.5"},"by":{"B":"AAEC/w=="},"empty":{"S":""},"t":{"S":"line\nline"}})x");
  put("songs", R"({"pk":{"S":"plain"},"sk":{"N":"-2"},"other, one":{"S":" x "}})");
  dump(TransferFormat::Csv, path("out/"));
  EXPECT_THAT(notes_, ElementsAre("songs: 2 items"));
  EXPECT_THAT(fileContents(path("out/songs.csv")), testing::StartsWith("pk,sk,by,empty,\"other, one\",t\n"));
  expectRoundTrip(path("out"));
}

TEST_F(LoadDumpTest, CsvSaysWhatItCannotKeep) {
  put("songs", kTenTypes);
  dump(TransferFormat::Csv, path("songs.csv"));
  ASSERT_EQ(notes_.size(), 2u);
  EXPECT_THAT(notes_[0], HasSubstr("CSV has no types"));
  EXPECT_THAT(fileContents(path("songs.csv")), HasSubstr(R"("{""SS"":[""a"",""b\\""]}")"));
}

TEST_F(LoadDumpTest, WritesCompressedFilesByName) {
  fill(3);
  dump(TransferFormat::JsonLines, path("songs.jsonl.gz"));
  EXPECT_EQ(fileContents(path("songs.jsonl.gz")).substr(0, 2), "\x1f\x8b");
  const std::string before = scan("songs");
  load({.paths = {path("songs.jsonl.gz")}});
  EXPECT_EQ(scan("songs"), before);
}

TEST_F(LoadDumpTest, AllTablesAndManyPages) {
  createTable("other");
  const std::string text(300000, 'x');
  for (int i = 0; i < 12; ++i)
    put("other", R"({"pk":{"S":"p"},"sk":{"N":")" + std::to_string(i) + R"("},"d":{"S":")" + text + R"("}})");
  dump(TransferFormat::JsonLines, path("all"), {});
  EXPECT_THAT(notes_, ElementsAre("other: 12 items", "songs: 0 items"));
  database_.admin("POST", "reset");
  load({.paths = {path("all")}});
  EXPECT_THAT(database_.call("Scan", R"({"TableName":"other","Select":"COUNT"})").body, HasSubstr("LastEvaluatedKey"));
  EXPECT_THAT(database_.call("DescribeTable", R"({"TableName":"other"})").body, HasSubstr(R"("ItemCount":12)"));
  EXPECT_THAT(database_.call("DescribeTable", R"({"TableName":"songs"})").body, HasSubstr(R"("ItemCount":0)"));
}

TEST_F(LoadDumpTest, LoadsIntoANamedTable) {
  createTable("named");
  write("songs.jsonl", "{\"Item\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}}\r\n\n");
  load({.paths = {path("songs.jsonl")}, .table = "named"});
  EXPECT_THAT(notes_, ElementsAre("named: 1 items"));
  EXPECT_THAT(scan("songs"), HasSubstr(R"("Count":0)"));
}

TEST_F(LoadDumpTest, OfEqualKeysTheLastOneHolds) {
  write("songs.jsonl",
        "{\"Item\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"},\"v\":{\"S\":\"old\"}}}\n"
        "{\"Item\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1.0\"},\"v\":{\"S\":\"new\"}}}\n");
  load({.paths = {path("songs.jsonl")}});
  EXPECT_THAT(scan("songs"), HasSubstr("new"));
  EXPECT_THAT(scan("songs"), testing::Not(HasSubstr("old")));
}

TEST_F(LoadDumpTest, ReadsForeignCsv) {
  write("songs.csv", "pk;sk;note\r\na;1;\"x;y\"\r\nb;2;\r\n\r\n");
  load({.paths = {path("songs.csv")}, .delimiter = ';'});
  EXPECT_THAT(scan("songs"), HasSubstr(R"("note":{"S":"x;y"})"));
  EXPECT_THAT(scan("songs"), HasSubstr(R"("Count":2)"));
}

TEST_F(LoadDumpTest, SaysWhereAMistakeIs) {
  const auto failure = [&](const std::string& name, const std::string& text) {
    write(name, text);
    return failureOf([&] { load({.paths = {path(name)}}); });
  };
  const std::string good = "{\"Item\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}}\n";
  EXPECT_THAT(failure("songs.jsonl", good + "nonsense\n"), HasSubstr("songs.jsonl, line 2: no JSON object"));
  EXPECT_THAT(failure("songs.jsonl", good + "{\"pk\":{\"S\":\"a\"}}\n"), HasSubstr("line 2: no {\"Item\": {...}}"));
  EXPECT_THAT(failure("songs.jsonl", good + "{\"Item\":{\"pk\":{\"S\":\"a\"}}}\n"),
              HasSubstr("line 2: PutItem: ValidationException: "));
  EXPECT_THAT(failure("songs.csv", "pk,sk\na,1,2\n"), HasSubstr("record 2: a record has 3 fields, the header 2"));
  EXPECT_THAT(failure("songs.csv", "pk,sk\nva\"l,1\n"), HasSubstr("record 2: a quote stands inside of a field"));
  EXPECT_THAT(failure("songs.csv", "pk,sk\n\"a,1\n"), HasSubstr("a quote is not closed"));
  EXPECT_THAT(failure("songs.csv", ""), HasSubstr("is empty"));
  EXPECT_THAT(failure("none.jsonl", good), HasSubstr("there is no table none"));
  EXPECT_THAT(failureOf([&] { load({.paths = {path("missing.jsonl")}, .table = "songs"}); }), HasSubstr("cannot read"));
  std::filesystem::create_directory(path("empty"));
  EXPECT_THAT(failureOf([&] { load({.paths = {path("empty")}}); }), HasSubstr("has neither"));
}

TEST_F(LoadDumpTest, SaysWhatADumpLacks) {
  EXPECT_THAT(failureOf([&] { dump(TransferFormat::JsonLines, "", {}); }), HasSubstr("--output DIR"));
  EXPECT_THAT(failureOf([&] { dump(TransferFormat::S3Export, ""); }), HasSubstr("--output DIR"));
  EXPECT_THAT(failureOf([&] { dump(TransferFormat::JsonLines, path("x"), {"none"}); }), HasSubstr("there is no table none"));
  EXPECT_THAT(failureOf([&] { dump(TransferFormat::JsonLines, path("no/such/file")); }), HasSubstr("cannot write"));
}

TEST_F(LoadDumpTest, RepeatsWhatAThrottledServiceLeaves) {
  write("songs.jsonl",
        "{\"Item\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}}\n{\"Item\":{\"pk\":{\"S\":\"b\"},\"sk\":{\"N\":\"1\"}}}\n");
  int batches = 0, puts = 0;
  const Service reluctant = [&](std::string_view operation, const std::string& json) {
    if (operation == "PutItem") ++puts;
    if (operation == "BatchWriteItem" && ++batches == 1) {
      return ServiceAnswer{200,
                           R"({"UnprocessedItems":{"songs":[{"PutRequest":{"Item":{"pk":{"S":"b"},"sk":{"N":"1"}}}}]}})"};
    }
    return service_(operation, json);
  };
  loadFiles(reluctant, {.paths = {path("songs.jsonl")}}, note());
  EXPECT_EQ(batches, 2);
  EXPECT_EQ(puts, 0);
  EXPECT_THAT(scan("songs"), HasSubstr(R"("Count":1)"));  // the other one was said to be done
}

}  // namespace
}  // namespace stator
