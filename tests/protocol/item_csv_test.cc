#include "protocol/item_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stator {
namespace {

using testing::HasSubstr;

Result<std::optional<std::vector<CsvField>>> read(std::string_view& text, char delimiter = ',') {
  return readCsvRecord(
      [&text] {
        if (text.empty()) return -1;
        const int byte = static_cast<unsigned char>(text.front());
        text.remove_prefix(1);
        return byte;
      },
      delimiter);
}

std::vector<std::vector<std::string>> records(std::string_view text, char delimiter = ',') {
  std::vector<std::vector<std::string>> all;
  for (;;) {
    const auto record = read(text, delimiter);
    EXPECT_TRUE(record);
    if (!record || !*record) return all;
    all.emplace_back();
    for (const CsvField& field : **record) all.back().push_back(field.quoted ? "'" + field.text + "'" : field.text);
  }
}

std::string failure(std::string_view text) {
  const auto record = read(text);
  EXPECT_FALSE(record);
  return record ? "" : record.error().message;
}

TEST(ItemCsv, ReadsRecords) {
  using Records = std::vector<std::vector<std::string>>;
  EXPECT_EQ(records(""), Records{});
  EXPECT_EQ(records("a,b\n1,\n"), (Records{{"a", "b"}, {"1", ""}}));
  EXPECT_EQ(records("a,b\r\n\"x,\"\"y\"\"\r\nz\",\"\""), (Records{{"a", "b"}, {"'x,\"y\"\r\nz'", "''"}}));
  EXPECT_EQ(records("a|b,c\n", '|'), (Records{{"a", "b,c"}}));
  EXPECT_EQ(records("\xc3\xa4\n"), (Records{{"\xc3\xa4"}}));
}

TEST(ItemCsv, RefusesStrayQuotes) {
  EXPECT_EQ(failure("\"open"), "a quote is not closed");
  EXPECT_THAT(failure("a\"b\n"), HasSubstr("inside of a field"));
  EXPECT_THAT(failure("\"a\"b\n"), HasSubstr("inside of a field"));
  EXPECT_THAT(failure("a\rb\n"), HasSubstr("carriage return"));
  EXPECT_THAT(failure(std::string(kMaxCsvFields, ',')), HasSubstr("too many fields"));
  EXPECT_THAT(failure(std::string(kMaxCsvRecordBytes + 1, 'x')), HasSubstr("more than 16 MB"));
  EXPECT_THAT(failure("\"" + std::string(kMaxCsvRecordBytes + 1, 'x')), HasSubstr("more than 16 MB"));
}

TEST(ItemCsv, MakesItems) {
  const KeyTypes keys{{"n", "N"}, {"b", "B"}};
  const auto item =
      csvItem({"n", "b", "s", "t", "u"}, {{"1", false}, {"AA==", false}, {"\"", true}, {"", false}, {"", true}}, keys);
  ASSERT_TRUE(item);
  EXPECT_EQ(*item, R"({"n":{"N":"1"},"b":{"B":"AA=="},"s":{"S":"\""},"u":{"S":""}})");
  EXPECT_FALSE(csvItem({"n"}, {{"1", false}, {"2", false}}, keys));
}

TEST(ItemCsv, WritesItems) {
  const KeyTypes keys{{"n", "N"}};
  const auto request =
      Request::parse(R"({"n":{"N":"1"},"s":{"S":"a,\"b\""},"e":{"S":""},"t":{"BOOL":true},"l":{"L":[{"S":"x"}]}})");
  std::string lossy;
  EXPECT_EQ(csvRecord({"n", "s", "e", "absent"}, request->root(), keys, lossy), "1,\"a,\"\"b\"\"\",\"\",\n");
  EXPECT_EQ(lossy, "");
  EXPECT_EQ(csvRecord({"t", "l"}, request->root(), keys, lossy), "true,\"{\"\"L\"\":[{\"\"S\"\":\"\"x\"\"}]}\"\n");
  EXPECT_EQ(lossy, "t");
  EXPECT_EQ(csvHeader({"a", "b,c"}), "a,\"b,c\"\n");
}

}  // namespace
}  // namespace stator
