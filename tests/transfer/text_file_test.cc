#include "transfer/text_file.h"

#include "tests/transfer/fixture.h"

namespace stator {
namespace {

using testing::HasSubstr;

using TextFileTest = test::TransferTest;

TEST_F(TextFileTest, ReadsWhatItWrote) {
  for (const char* name : {"plain", "zipped.gz"}) {
    TextWriter writer(path(name));
    writer.write("one\r\n\n");
    writer.write("three");
    writer.close();
    TextReader reader(path(name));
    std::string line;
    ASSERT_TRUE(reader.line(line));
    EXPECT_EQ(line, "one");
    ASSERT_TRUE(reader.line(line));
    EXPECT_EQ(line, "");
    ASSERT_TRUE(reader.line(line));
    EXPECT_EQ(line, "three");
    EXPECT_FALSE(reader.line(line));
    EXPECT_EQ(reader.size(), fileContents(path(name)).size());
  }
}

TEST_F(TextFileTest, RefusesDamagedAndEndlessFiles) {
  write("damaged.gz", "\x1f\x8b\x08 and then nothing of the kind, for some bytes more");
  write("endless", std::string(kMaxLineBytes + 1, 'x'));
  std::string line;
  EXPECT_THAT(failureOf([&] { TextReader(path("damaged.gz")).line(line); }), HasSubstr("cannot read"));
  EXPECT_THAT(failureOf([&] { TextReader(path("endless")).line(line); }), HasSubstr("more than 16 MB"));
  EXPECT_THAT(failureOf([&] { TextReader(directory_.path()); }), HasSubstr("cannot read"));
  EXPECT_THAT(failureOf([&] { TextWriter(path("no/such")); }), HasSubstr("cannot write"));
}

}  // namespace
}  // namespace stator
