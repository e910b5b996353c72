#include "transfer/export_files.h"

#include <filesystem>

#include "tests/transfer/fixture.h"

namespace stator {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;

class ExportFilesTest : public test::TransferTest {
 protected:
  std::string exportOne() {
    TransferTable table;
    table.name = "songs";
    table.arn = "arn:aws:dynamodb:us-east-1:000000000000:table/songs";
    table.table_id = "id";
    const TimePoint now{std::chrono::milliseconds(1604474914028)};
    ExportWriter writer(directory_.path(), table, now, 0xa1b2c3d4);
    writer.add("{\"Item\":{\"pk\":{\"S\":\"a\"}}}\n", 26);
    writer.finish(now + std::chrono::seconds(1));
    return writer.path();
  }
};

TEST_F(ExportFilesTest, HasTheServicesLayout) {
  const std::string place = exportOne();
  EXPECT_EQ(place, path("AWSDynamoDB/01604474914028-a1b2c3d4"));
  EXPECT_EQ(
      fileContents(place + "/manifest-summary.json"),
      R"({"version":"2020-06-30","exportArn":"arn:aws:dynamodb:us-east-1:000000000000:table/songs/export/01604474914028-a1b2c3d4",)"
      R"("startTime":"2020-11-04T07:28:34.028Z","endTime":"2020-11-04T07:28:35.028Z",)"
      R"("tableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/songs","tableId":"id",)"
      R"("exportTime":"2020-11-04T07:28:34.028Z","s3Bucket":"local","s3Prefix":null,"s3SseAlgorithm":"AES256","s3SseKmsKeyId":null,)"
      R"("manifestFilesS3Key":"AWSDynamoDB/01604474914028-a1b2c3d4/manifest-files.json","billedSizeBytes":26,"itemCount":1,)"
      R"("outputFormat":"DYNAMODB_JSON","exportType":"FULL_EXPORT"})"
      "\n");
  const std::string files = fileContents(place + "/manifest-files.json");
  EXPECT_THAT(files, MatchesRegex(R"(\{"itemCount":1,"md5Checksum":"[A-Za-z0-9+/]{22}==","etag":"[0-9a-f]{32}-1",)"
                                  R"("dataFileS3Key":"AWSDynamoDB/01604474914028-a1b2c3d4/data/[0-9a-f]{16}.json.gz"\})"
                                  "\n"));
  EXPECT_TRUE(std::filesystem::exists(place + "/_started"));
}

TEST_F(ExportFilesTest, FindsItsOwnAndThoseBelow) {
  const std::string place = exportOne();
  for (const std::string& where : {directory_.path(), place, path("AWSDynamoDB")}) {
    const auto found = findExports(where);
    ASSERT_EQ(found.size(), 1u) << where;
    EXPECT_EQ(found[0].table, "songs");
    EXPECT_EQ(found[0].items, 1u);
    ASSERT_EQ(found[0].data.size(), 1u);
    EXPECT_TRUE(std::filesystem::exists(found[0].data[0]));
  }
  EXPECT_TRUE(findExports(place + "/data").empty());
}

TEST_F(ExportFilesTest, ReadsNothingOutsideOfItsDirectory) {
  write("secret", "{}");
  write("manifest-summary.json", R"({"tableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/songs"})");
  write("manifest-files.json", R"({"itemCount":1,"dataFileS3Key":"../secret"})"
                               "\n");
  EXPECT_THAT(failureOf([&] { findExports(directory_.path()); }), HasSubstr("data/secret is missing"));
}

TEST_F(ExportFilesTest, RefusesOtherExports) {
  const auto failure = [&](const std::string& summary) {
    write("manifest-summary.json", summary);
    return failureOf([&] { findExports(directory_.path()); });
  };
  EXPECT_THAT(failure("[]"), HasSubstr("is not a JSON object"));
  EXPECT_THAT(failure("{}"), HasSubstr("has no tableArn"));
  EXPECT_THAT(failure(R"({"outputFormat":"ION","tableArn":"x"})"), HasSubstr("only exports in DynamoDB JSON"));
  EXPECT_THAT(failure(R"({"exportType":"INCREMENTAL_EXPORT","tableArn":"x"})"), HasSubstr("incremental exports"));
  EXPECT_THAT(failure(R"({"tableArn":"x"})"), HasSubstr("cannot read"));
}

}  // namespace
}  // namespace stator
