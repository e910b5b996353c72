#include "conformance/text_template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace stator::conformance {
namespace {

std::string lookup(std::string_view name) { return "<" + std::string(name) + "\">"; }

TEST(TextTemplate, FillsInNames) {
  EXPECT_EQ(expandNames(R"({"a":"{{t}}"})", true, lookup, {}), R"({"a":"<t\">"})");
  EXPECT_EQ(expandNames("{{t}} {{$any}} {{#}}", false, lookup, {}), "<t\"> {{$any}} {{#}}");
  EXPECT_THAT(namesIn("{{a}} {{=b}} {{$any}} {{#}} {{now+60}}"), testing::ElementsAre("a", "now+60"));
  EXPECT_THAT(savedNamesIn("{{a}} {{=b}}"), testing::ElementsAre("b"));
}

TEST(TextTemplate, FillsInWhatWasSaved) {
  const Saved saved = {{"key", R"({"pk":{"S":"1"}})"}, {"text", R"("a\"b")"}};
  EXPECT_EQ(expandNames(R"({"K":{{=key}},"t":"x {{=text}}","u":{{=text}}})", true, lookup, saved),
            R"({"K":{"pk":{"S":"1"}},"t":"x a\"b","u":"a\"b"})");
  EXPECT_EQ(expandNames("{{=text}}", false, lookup, saved), "a\"b");
  EXPECT_THROW(expandNames("{{=other}}", true, lookup, saved), std::runtime_error);
}

TEST(Generators, MakeLongJson) {
  EXPECT_EQ(expandGenerators(R"({"a":{"$repeat":["ab",3]},"b":"{\"$repeat\""})"), R"({"a":"ababab","b":"{\"$repeat\""})");
  EXPECT_EQ(expandGenerators(R"({"$repeat":["x{{#}},",3]})"), R"("x0,x1,x2,")");
  EXPECT_EQ(expandGenerators(R"({"$list":[{"S":"{{#}}"},2]})"), R"([{"S":"0"},{"S":"1"}])");
  EXPECT_EQ(expandGenerators(R"({"$map":["k{{#}}",1,2]})"), R"({"k0":1,"k1":1})");
  EXPECT_EQ(expandGenerators(R"({"$nest":[{"L":["$inner"]},2,{"S":"x"}]})"), R"({"L":[{"L":[{"S":"x"}]}]})");
  EXPECT_EQ(expandGenerators(R"({ "$join" : ["a", {"$repeat":["b",2]}]})"), R"("abb")");
  EXPECT_EQ(expandGenerators(R"({"a": 1, "a": 2})"), R"({"a": 1, "a": 2})") << "all else stays as it is";
}

TEST(Generators, RefuseWhatTheyDoNotUnderstand) {
  for (const char* wrong : {R"({"$repeat":["x"]})", R"({"$repeat":["x",-1]})", R"({"$repeat":["xxxx",100000000]})",
                            R"({"$list":1})", R"({"$nest":[{"L":[]},2,1]})", R"({"$repeat":["x",1],"y":2})"}) {
    EXPECT_THROW(expandGenerators(wrong), std::runtime_error) << wrong;
  }
}

}  // namespace
}  // namespace stator::conformance
