#include "protocol/request_depth.h"

#include <gtest/gtest.h>

#include <string>

#include "protocol/observed.h"

namespace stator {
namespace {

int depth(const std::string& json) { return nestingDepth(Request::parse(json)->root()); }

TEST(RequestDepth, CountsObjectsAndArraysAroundTheInnermostValue) {
  EXPECT_EQ(nestingDepth(RequestValue()), 0);
  EXPECT_EQ(depth("{}"), 1);
  EXPECT_EQ(depth(R"({"a":1,"b":"x","c":null})"), 1);
  EXPECT_EQ(depth(R"({"a":[[]],"b":{}})"), 3);
  EXPECT_EQ(depth(R"({"a":{"b":[{"c":1}]},"d":[1,2]})"), 4);
}

TEST(RequestDepth, OlderWordsBeginBehindTheLimit) {
  const auto nested = [](int levels) {
    const auto repeat = [levels](const std::string& text) {
      std::string out;
      for (int i = 0; i < levels; ++i) out += text;
      return out;
    };
    return Request::parse(repeat(R"({"a":)") + "1" + repeat("}"));
  };
  EXPECT_FALSE(hasOlderWords(nested(kMaxNewerDepth)->root()));
  EXPECT_TRUE(hasOlderWords(nested(kMaxNewerDepth + 1)->root()));
  EXPECT_FALSE(hasOlderWords(nested(kMaxNewerDepth - 3)->root(), 3));
  EXPECT_TRUE(hasOlderWords(nested(kMaxNewerDepth - 2)->root(), 3));
}

}  // namespace
}  // namespace stator
