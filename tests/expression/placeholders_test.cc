#include "expression/placeholders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expression_testing.h"

namespace stator {
namespace {

using testing::outcome;
using testing::value;

TEST(Placeholders, ChecksKeys) {
  Placeholders placeholders;
  for (const char* key : {"#a", "#A_9", "#9", "#_"}) EXPECT_EQ(outcome(placeholders.addName(key, "x")), "ok") << key;
  for (const char* key : {":a", ":A_9", ":9", ":_"}) EXPECT_EQ(outcome(placeholders.addValue(key, value("1"))), "ok") << key;
  for (const std::string key : {"", "a", "#", ":a", "#a-b", "##a", "#a b", "#\xc3\xa4"}) {
    EXPECT_EQ(outcome(placeholders.addName(key, "x")),
              "ExpressionAttributeNames contains invalid key: Syntax error; key: \"" + key + "\"");
  }
  for (const std::string key : {"", "a", ":", "#a", ":a.b"}) {
    EXPECT_EQ(outcome(placeholders.addValue(key, value("1"))),
              "ExpressionAttributeValues contains invalid key: Syntax error; key: \"" + key + "\"");
  }
}

TEST(Placeholders, LimitsKeys) {
  Placeholders placeholders;
  EXPECT_EQ(outcome(placeholders.addName("#" + std::string(254, 'a'), "x")), "ok");
  EXPECT_EQ(outcome(placeholders.addValue(":" + std::string(254, 'a'), value("1"))), "ok");
  EXPECT_THAT(outcome(placeholders.addName("#" + std::string(255, 'a'), "x")),
              ::testing::StartsWith("ExpressionAttributeNames contains invalid key: "));
  EXPECT_THAT(outcome(placeholders.addValue(":" + std::string(255, 'a'), value("1"))),
              ::testing::StartsWith("ExpressionAttributeValues contains invalid key: "));
}

TEST(Placeholders, KnowsWhatWasUsed) {
  Placeholders placeholders;
  EXPECT_EQ(outcome(placeholders.checkAllUsed()), "ok");
  ASSERT_TRUE(placeholders.addName("#b", "bee"));
  ASSERT_TRUE(placeholders.addName("#a", "ay"));
  ASSERT_TRUE(placeholders.addValue(":v", value("1")));
  const auto none = placeholders.checkAllUsed();
  EXPECT_EQ(outcome(none), "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}");
  EXPECT_EQ(none.error().family, ErrorFamily::Unused);
  EXPECT_EQ(*placeholders.name("#a"), "ay");
  EXPECT_EQ(placeholders.name("#c"), nullptr);
  EXPECT_EQ(placeholders.value(":c"), nullptr);
  EXPECT_EQ(outcome(placeholders.checkAllUsed()),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}");
  placeholders.name("#b");
  const auto values = placeholders.checkAllUsed();
  EXPECT_EQ(outcome(values), "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}");
  EXPECT_EQ(values.error().family, ErrorFamily::Unused);
  EXPECT_EQ(*placeholders.value(":v"), value("1"));
  EXPECT_EQ(outcome(placeholders.checkAllUsed()), "ok");
}

TEST(Placeholders, UseCountsInBranchesNeverTaken) {
  Placeholders placeholders = testing::placeholders({{{"#a", "a"}, {"#b", "b"}}, {{":v", "1"}, {":w", "2"}}});
  ASSERT_TRUE(parseCondition(ConditionKind::Condition, "attribute_exists(#a) OR x.#b = :v", placeholders));
  ASSERT_TRUE(parseUpdate("SET c = if_not_exists(d, :w)", placeholders));
  EXPECT_EQ(outcome(placeholders.checkAllUsed()), "ok");
}

}  // namespace
}  // namespace stator
