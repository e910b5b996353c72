#include "expression/syntax_tree.h"

#include <gtest/gtest.h>

#include "expression_testing.h"

namespace stator {
namespace {

using testing::item;
using testing::show;

PathElement name(const char* text) { return {text, 0, false}; }
PathElement index(uint32_t number) { return {"", number, true}; }

TEST(DocumentPath, Text) {
  EXPECT_EQ((DocumentPath{{name("a")}}).text(), "[a]");
  EXPECT_EQ((DocumentPath{{name("a"), name("b"), index(1), name("c.d")}}).text(), "[a, b, [1], c.d]");
}

TEST(DocumentPath, Find) {
  const std::string bytes = item("{a: 1, m: {l: [0, {x: 'y'}], n: null}}");
  const auto found = [&bytes](std::vector<PathElement> elements) {
    const auto value = find(DocumentPath{std::move(elements)}, ItemView(bytes));
    return value ? show(*value) : "nothing";
  };
  EXPECT_EQ(found({name("a")}), "1");
  EXPECT_EQ(found({name("m"), name("l"), index(1), name("x")}), "'y'");
  EXPECT_EQ(found({name("m"), name("n")}), "null");
  EXPECT_EQ(found({name("b")}), "nothing");
  EXPECT_EQ(found({name("a"), name("b")}), "nothing");
  EXPECT_EQ(found({name("a"), index(0)}), "nothing");
  EXPECT_EQ(found({name("m"), index(0)}), "nothing");
  EXPECT_EQ(found({name("m"), name("l"), index(2)}), "nothing");
  EXPECT_EQ(found({name("m"), name("l"), name("x")}), "nothing");
  EXPECT_EQ(found({name("m"), name("n"), name("x")}), "nothing");
}

TEST(DocumentPath, WalkOrder) {
  const DocumentPath paths[] = {
      {{name("a")}}, {{name("a"), index(2)}}, {{name("a"), index(10)}}, {{name("a"), name("b")}}, {{name("ab")}}};
  for (const DocumentPath& left : paths)
    for (const DocumentPath& right : paths) EXPECT_EQ(walksBefore(left, right), &left < &right);
}

}  // namespace
}  // namespace stator
