#include "conformance/match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stator::conformance {
namespace {

std::vector<Difference> differences(const std::string& expected, const std::string& actual, Saved& saved) {
  rapidjson::Document left, right;
  EXPECT_EQ(parseJson(expected, left), "");
  EXPECT_EQ(parseJson(actual, right), "");
  EXPECT_EQ(checkPlaceholders(left), "");
  return matchJson(left, right, saved);
}

bool matches(const std::string& expected, const std::string& actual) {
  Saved saved;
  return differences(expected, actual, saved).empty();
}

TEST(Match, IsExactButForTheOrderOfMembers) {
  EXPECT_TRUE(matches(R"({"a":1,"b":[1,"x",null,true]})", R"({"b":[1,"x",null,true],"a":1})"));
  EXPECT_FALSE(matches(R"({"a":1})", R"({"a":1,"b":2})"));
  EXPECT_FALSE(matches(R"({"a":1,"b":2})", R"({"a":1})"));
  EXPECT_FALSE(matches(R"({"a":1})", R"({"a":"1"})"));
  EXPECT_FALSE(matches(R"([1,2])", R"([2,1])"));
  EXPECT_FALSE(matches(R"([1])", R"([1,1])"));
  EXPECT_FALSE(matches(R"({"message":"x"})", R"({"Message":"x"})"));
  EXPECT_FALSE(matches("true", "false"));
}

TEST(Match, TakesSetsInAnyOrder) {
  EXPECT_TRUE(matches(R"({"SS":["a","b"]})", R"({"SS":["b","a"]})"));
  EXPECT_FALSE(matches(R"({"SS":["a","b"]})", R"({"SS":["b"]})"));
  EXPECT_FALSE(matches(R"({"SS":["a"]})", R"({"SS":["a","a"]})"));
  EXPECT_FALSE(matches(R"({"L":["a","b"]})", R"({"L":["b","a"]})"));
}

TEST(Match, HasPlaceholders) {
  EXPECT_TRUE(matches(R"(["$any","$string","$number","$integer","$boolean"])", R"([{},"x",1.5,2,false])"));
  EXPECT_FALSE(matches(R"("$integer")", "1.5"));
  EXPECT_FALSE(matches(R"("$number")", R"("1")"));
  EXPECT_TRUE(matches(R"("$time")", "1700000000.123"));
  EXPECT_FALSE(matches(R"("$time")", "1700000000123"));
  EXPECT_TRUE(matches(R"("$uuid")", R"("3b241101-e2bb-4255-8caf-4136c566a962")"));
  EXPECT_FALSE(matches(R"("$uuid")", R"("3b241101")"));
  EXPECT_TRUE(matches(R"~("$re([a-c]+)")~", R"("abc")"));
  EXPECT_FALSE(matches(R"~("$re([a-c]+)")~", R"("abcd")"));
  EXPECT_TRUE(matches(R"({"a":"$absent"})", "{}"));
  EXPECT_FALSE(matches(R"({"a":"$absent"})", R"({"a":null})"));
  EXPECT_FALSE(matches(R"({"a":"$any"})", "{}"));
  EXPECT_TRUE(matches(R"("$$any")", R"("$any")"));
  EXPECT_FALSE(matches(R"("$$any")", R"("x")"));
}

TEST(Match, HasFormsOfObjectsAndArrays) {
  EXPECT_TRUE(matches(R"({"a":1,"$more":true})", R"({"a":1,"b":2})"));
  EXPECT_FALSE(matches(R"({"a":1,"$more":true})", R"({"b":2})"));
  EXPECT_TRUE(matches(R"({"$oneOf":[1,"$string"]})", R"("x")"));
  EXPECT_FALSE(matches(R"({"$oneOf":[1,2]})", "3"));
  EXPECT_TRUE(matches(R"({"$unordered":[{"a":1},{"b":2}]})", R"([{"b":2},{"a":1}])"));
  EXPECT_FALSE(matches(R"({"$unordered":[1]})", "[1,2]"));
  EXPECT_TRUE(matches(R"({"$contains":[2]})", "[1,2]"));
  EXPECT_FALSE(matches(R"({"$contains":[3]})", "[1,2]"));
}

TEST(Match, FindsPlaceholdersWithinTexts) {
  EXPECT_TRUE(matches(R"~("id {{$uuid}} (of {{$integer}}).")~", R"~("id 3b241101-e2bb-4255-8caf-4136c566a962 (of 3).")~"));
  EXPECT_FALSE(matches(R"("a.{{$integer}}")", R"("ab1")"));
  EXPECT_TRUE(matches(R"("{{$re(a{2}|b)}}{{$any}}")", R"("aa+\n")"));
}

TEST(Match, Saves) {
  Saved saved;
  EXPECT_TRUE(differences(R"~({"a":"$save(key)","b":"$save(id, $re(x+))","c":"at {{$save(time, $integer)}}!"})~",
                          R"({"a":{"pk":{"S":"1"}},"b":"xx","c":"at 12!"})", saved)
                  .empty());
  EXPECT_EQ(saved["key"], R"({"pk":{"S":"1"}})");
  EXPECT_EQ(saved["id"], R"("xx")");
  EXPECT_EQ(saved["time"], R"("12")");
  EXPECT_FALSE(differences(R"~("$save(id, $re(x+))")~", R"("y")", saved).empty());
}

TEST(Match, NamesEachDifferentPlace) {
  Saved saved;
  const auto found = differences(R"({"Items":[{"a":{"S":"x"}}],"Count":1,"gone":2})",
                                 R"({"Items":[{"a":{"S":"y"}},{}],"Count":1,"new":3})", saved);
  EXPECT_THAT(found, testing::ElementsAre(Difference{"Items[0].a.S", "\"x\"", "\"y\""}, Difference{"Items[1]", "", "{}"},
                                          Difference{"gone", "2", ""}, Difference{"new", "", "3"}));
}

TEST(Match, DoesNotTakeTheWrongPlaceholder) {
  rapidjson::Document document;
  for (const char* wrong :
       {R"("$nothing")", R"(["$re("])", R"({"a":"{{$uid}}"})", R"({"$oneof":[1]})", R"~("$save()")~", R"~("$re(()")~"}) {
    EXPECT_EQ(parseJson(wrong, document), "");
    EXPECT_NE(checkPlaceholders(document), "") << wrong;
  }
}

}  // namespace
}  // namespace stator::conformance
