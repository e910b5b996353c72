#include <gtest/gtest.h>

#include "expression_testing.h"
#include "types/limits.h"

namespace stator {
namespace {

using testing::item;
using testing::placeholders;
using testing::show;
using testing::Substitutions;
using testing::value;

// :1 :2 ... are numbers, :s a text, :l a list, :ss and :ns sets.
const Substitutions kValues{{{"#c", "c"}},
                            {{":1", "1"},
                             {":2", "2"},
                             {":s", "'new'"},
                             {":l", "['x', 'y']"},
                             {":e", "[]"},
                             {":m", "{z: 1}"},
                             {":ss", "<'a', 'b'>"},
                             {":ns", "<1, 2>"},
                             {":bs", "<b'a'>"},
                             {":big", "9e125"}}};

std::string updated(std::string_view text, std::string_view attributes) {
  Placeholders values = placeholders(kValues);
  const auto update = parseUpdate(text, values);
  if (!update) return update.error().message;
  const std::string bytes = item(attributes);
  const auto result = apply(*update, ItemView(bytes));
  if (!result) return result.error().message;
  EXPECT_TRUE(isWellFormedItem(*result, kMaxNestingDepth)) << text;
  return show(ItemView(*result));
}

const char kInvalidPath[] = "The document path provided in the update expression is invalid for update";
const char kMissing[] = "The provided expression refers to an attribute that does not exist in the item";
const char kWrongType[] = "An operand in the update expression has an incorrect data type";

TEST(Update, SetsAttributes) {
  EXPECT_EQ(updated("SET b = :1", "{a: 5, c: 6}"), "{a: 5, b: 1, c: 6}");
  EXPECT_EQ(updated("SET z = :1, A = :s", "{a: 5}"), "{A: 'new', a: 5, z: 1}");
  EXPECT_EQ(updated("SET a = :s", "{a: 5, b: 6}"), "{a: 'new', b: 6}");
  EXPECT_EQ(updated("SET a = b.x[1]", "{b: {x: [0, [7]]}}"), "{a: [7], b: {x: [0, [7]]}}");
  EXPECT_EQ(updated("SET a = :1", "{}"), "{a: 1}");
  EXPECT_EQ(updated("SET a = b", "{}"), kMissing);
  EXPECT_EQ(updated("SET a = b.c", "{b: 1}"), kMissing);
}

TEST(Update, RightSidesSeeTheOldItem) {
  EXPECT_EQ(updated("SET a = :1, b = a", "{a: 'old'}"), "{a: 1, b: 'old'}");
  EXPECT_EQ(updated("SET a = b, b = a", "{a: 1, b: 2}"), "{a: 2, b: 1}");
  EXPECT_EQ(updated("REMOVE a SET b = a", "{a: 1}"), "{b: 1}");
  EXPECT_EQ(updated("SET l[0] = l[1], l[1] = l[0]", "{l: [1, 2]}"), "{l: [2, 1]}");
  EXPECT_EQ(updated("SET a = :1, b = a", "{}"), kMissing);
}

TEST(Update, Arithmetic) {
  EXPECT_EQ(updated("SET a = a + :1", "{a: 41}"), "{a: 42}");
  EXPECT_EQ(updated("SET a = :1 - a", "{a: 0.5}"), "{a: 0.5}");
  EXPECT_EQ(updated("SET a = if_not_exists(a, :1) + :2", "{}"), "{a: 3}");
  EXPECT_EQ(updated("SET a = a + :1", "{}"), kMissing);
  EXPECT_EQ(updated("SET a = a + :1", "{a: '1'}"), kWrongType);
  EXPECT_EQ(updated("SET a = :1 + a", "{a: [1]}"), kWrongType);
  EXPECT_EQ(updated("SET a = :big + a", "{a: 9e125}"),
            "Number overflow. Attempting to store a number with magnitude larger than supported range");
}

TEST(Update, Functions) {
  EXPECT_EQ(updated("SET a = if_not_exists(b, :1)", "{b: 2}"), "{a: 2, b: 2}");
  EXPECT_EQ(updated("SET a = if_not_exists(b.c, b.d)", "{b: {d: 2}}"), "{a: 2, b: {d: 2}}");
  EXPECT_EQ(updated("SET a = if_not_exists(b, c)", "{}"), kMissing);
  EXPECT_EQ(updated("SET a = if_not_exists(b, if_not_exists(c, :s))", "{}"), "{a: 'new'}");
  EXPECT_EQ(updated("SET a = list_append(a, :l)", "{a: [1]}"), "{a: [1, 'x', 'y']}");
  EXPECT_EQ(updated("SET a = list_append(:l, a)", "{a: [1]}"), "{a: ['x', 'y', 1]}");
  EXPECT_EQ(updated("SET a = list_append(if_not_exists(a, :e), :l)", "{}"), "{a: ['x', 'y']}");
  EXPECT_EQ(updated("SET a = list_append(a, :l)", "{}"), kMissing);
  EXPECT_EQ(updated("SET a = list_append(a, :l)", "{a: 1}"), kWrongType);
  EXPECT_EQ(updated("SET a = list_append(a, if_not_exists(b, :ss))", "{a: []}"), kWrongType);
}

TEST(Update, NestedTargets) {
  EXPECT_EQ(updated("SET a.b = :1", "{a: {}}"), "{a: {b: 1}}");
  EXPECT_EQ(updated("SET a.b.c = :1, a.x = :2, d = :s", "{a: {b: {c: 0, d: 9}, y: 8}}"),
            "{a: {b: {c: 1, d: 9}, x: 2, y: 8}, d: 'new'}");
  EXPECT_EQ(updated("SET a[1].b[0] = :1", "{a: [0, {b: [5, 6]}]}"), "{a: [0, {b: [1, 6]}]}");
  EXPECT_EQ(updated("SET a.b = :m", "{a: {b: 1}}"), "{a: {b: {z: 1}}}");
  for (const char* bad : {"SET a.b = :1", "SET a[0] = :1", "REMOVE a.b", "REMOVE a[0]", "ADD a.b :1", "DELETE a.b :ss"}) {
    EXPECT_EQ(updated(bad, "{}"), kInvalidPath) << bad;
    EXPECT_EQ(updated(bad, "{a: 'text'}"), kInvalidPath) << bad;
  }
  EXPECT_EQ(updated("SET a.b = :1", "{a: [1]}"), kInvalidPath);
  EXPECT_EQ(updated("SET a[0] = :1", "{a: {b: 1}}"), kInvalidPath);
  EXPECT_EQ(updated("SET a.b.c = :1", "{a: {}}"), kInvalidPath);
  EXPECT_EQ(updated("SET a[1].b = :1", "{a: [{b: 1}]}"), kInvalidPath);
}

TEST(Update, ListElements) {
  EXPECT_EQ(updated("SET a[1] = :1", "{a: [5, 6, 7]}"), "{a: [5, 1, 7]}");
  EXPECT_EQ(updated("SET a[0] = :1", "{a: []}"), "{a: [1]}");
  EXPECT_EQ(updated("SET a[99] = :1", "{a: [5]}"), "{a: [5, 1]}") << "no padding";
  EXPECT_EQ(updated("SET a[9] = :2, a[0] = :s, a[7] = :1", "{a: [5]}"), "{a: ['new', 1, 2]}") << "in order of index";
  EXPECT_EQ(updated("REMOVE a[0], a[2]", "{a: [5, 6, 7, 8]}"), "{a: [6, 8]}") << "original indexes";
  EXPECT_EQ(updated("REMOVE a[2], a[0], a[9]", "{a: [5, 6, 7, 8]}"), "{a: [6, 8]}");
  EXPECT_EQ(updated("SET a[1] = :1, a[8] = :2 REMOVE a[0]", "{a: [5, 6, 7]}"), "{a: [1, 7, 2]}");
  EXPECT_EQ(updated("SET a[1].x = :1 REMOVE a[0]", "{a: [{}, {}]}"), "{a: [{x: 1}]}");
  EXPECT_EQ(updated("REMOVE a[0]", "{a: [5]}"), "{a: []}");
  EXPECT_EQ(updated("SET a[0][5] = :1, a[7] = :2 REMOVE a[0][0]", "{a: [[5, 6]]}"), "{a: [[6, 1], 2]}");
}

TEST(Update, Removes) {
  EXPECT_EQ(updated("REMOVE a, z", "{a: 1, b: 2}"), "{b: 2}");
  EXPECT_EQ(updated("REMOVE a.b", "{a: {b: 1, c: 2}}"), "{a: {c: 2}}");
  EXPECT_EQ(updated("REMOVE a.x", "{a: {b: 1}}"), "{a: {b: 1}}");
  EXPECT_EQ(updated("REMOVE a[5]", "{a: [1]}"), "{a: [1]}");
  EXPECT_EQ(updated("REMOVE a", "{}"), "{}");
}

TEST(Update, Adds) {
  EXPECT_EQ(updated("ADD a :1", "{}"), "{a: 1}");
  EXPECT_EQ(updated("ADD a :1", "{a: -5}"), "{a: -4}");
  EXPECT_EQ(updated("ADD a :ss", "{}"), "{a: <'a', 'b'>}");
  EXPECT_EQ(updated("ADD a :ss", "{a: <'b', 'c'>}"), "{a: <'a', 'b', 'c'>}");
  EXPECT_EQ(updated("ADD a :ns", "{a: <3, 2.0>}"), "{a: <1, 2, 3>}");
  EXPECT_EQ(updated("ADD a.b :1, a.c :ns", "{a: {b: 1}}"), "{a: {b: 2, c: <1, 2>}}");
  EXPECT_EQ(updated("ADD a[0] :1, a[5] :2", "{a: [1]}"), "{a: [2, 2]}");
  EXPECT_EQ(updated("ADD a :1", "{a: '1'}"), kWrongType);
  EXPECT_EQ(updated("ADD a :ss", "{a: <1>}"), kWrongType);
  EXPECT_EQ(updated("ADD a :ss", "{a: ['a']}"), kWrongType);
  EXPECT_EQ(updated("ADD a :1", "{a: <1>}"), kWrongType);
}

TEST(Update, Deletes) {
  EXPECT_EQ(updated("DELETE a :ss", "{a: <'a', 'c'>}"), "{a: <'c'>}");
  EXPECT_EQ(updated("DELETE a :ss", "{a: <'c'>}"), "{a: <'c'>}");
  EXPECT_EQ(updated("DELETE a :ss", "{a: <'a'>, b: 1}"), "{b: 1}") << "no empty sets";
  EXPECT_EQ(updated("DELETE a :ns", "{a: <1, 2, 3>}"), "{a: <3>}");
  EXPECT_EQ(updated("DELETE a :bs", "{a: <b'a', b'b'>}"), "{a: <b'b'>}");
  EXPECT_EQ(updated("DELETE a :ss", "{b: 1}"), "{b: 1}");
  EXPECT_EQ(updated("DELETE a.b :ss, a.c :ss", "{a: {b: <'a', 'b'>}}"), "{a: {}}");
  EXPECT_EQ(updated("DELETE a[0] :ss", "{a: [<'a', 'b'>, 1]}"), "{a: [1]}");
  EXPECT_EQ(updated("DELETE a :ss", "{a: <1>}"), kWrongType);
  EXPECT_EQ(updated("DELETE a :ss", "{a: 'a'}"), kWrongType);
}

TEST(Update, AllSectionsTogether) {
  EXPECT_EQ(updated("DELETE d :ss ADD n :1 REMOVE r SET s = :s", "{d: <'a', 'x'>, n: 1, r: 1}"),
            "{d: <'x'>, n: 2, s: 'new'}");
}

std::string nested(int levels) {
  std::string text;
  for (int i = 1; i < levels; ++i) text += "[";
  text += "1";
  return text + std::string(static_cast<size_t>(levels - 1), ']');
}

TEST(Update, NestingIsLimited) {
  const auto set = [](const std::string& put, const std::string& attributes) {
    Placeholders values = placeholders({{}, {{":v", put}}});
    const UpdateExpression update = parseUpdate("SET a.b[0] = :v", values).value();
    const std::string bytes = item(attributes);
    return apply(update, ItemView(bytes));
  };
  EXPECT_TRUE(set(nested(30), "{a: {b: []}}"));
  const auto result = set(nested(31), "{a: {b: []}}");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "Nesting Levels have exceeded supported limits");
  EXPECT_EQ(result.error().family, ErrorFamily::Plain);
}

UpdateAction action(UpdateAction::Kind kind, const char* name, AttributeValueView operand) {
  UpdateAction made;
  made.kind = kind;
  made.target.elements = {{name, 0, false}};
  made.value = operand;
  if (kind == UpdateAction::Kind::Set) {
    made.set.kind = SetValue::Kind::Value;
    made.set.value = operand;
  }
  return made;
}

TEST(Update, LegacyUpdates) {
  const auto run = [](UpdateAction::Kind kind, const char* operand, std::string_view attributes) {
    const AttributeValue bytes = value(operand);
    UpdateExpression update;
    update.legacy = true;
    update.actions.push_back(action(kind, "a", bytes));
    const std::string old = item(attributes);
    const auto result = apply(update, ItemView(old));
    return result ? show(ItemView(*result)) : result.error().message;
  };
  using Kind = UpdateAction::Kind;
  EXPECT_EQ(run(Kind::Set, "1", "{a: 'x'}"), "{a: 1}");
  EXPECT_EQ(run(Kind::Add, "1", "{a: 1}"), "{a: 2}");
  EXPECT_EQ(run(Kind::Add, "[2]", "{a: [1]}"), "{a: [1, 2]}");
  EXPECT_EQ(run(Kind::Add, "[2]", "{}"), "{a: [2]}");
  EXPECT_EQ(run(Kind::Add, "1", "{a: 'x'}"), "Type mismatch for attribute to update");
  EXPECT_EQ(run(Kind::Add, "[2]", "{a: <2>}"), "Type mismatch for attribute to update");
  EXPECT_EQ(run(Kind::Delete, "<1>", "{a: <'1'>}"), "Type mismatch for attribute to update");
  EXPECT_EQ(run(Kind::Delete, "<1>", "{a: <1>}"), "{}");
}

TEST(UpdatedAttributes, AreThePartsAtTheTargets) {
  const auto parts = [](std::string_view text, std::string_view attributes, UpdateImage image) {
    Placeholders values = placeholders(kValues);
    const UpdateExpression update = parseUpdate(text, values).value();
    const std::string bytes = item(attributes);
    const std::string result = updatedAttributes(update, ItemView(bytes), image);
    return show(ItemView(result));
  };
  const std::string_view attributes = "{a: 1, l: [5, 6], p: {c: 1, d: 2}}";
  EXPECT_EQ(parts("SET p.c = :1", attributes, UpdateImage::Old), "{p: {c: 1}}");
  EXPECT_EQ(parts("SET p.c = :1, z = :2 REMOVE a, l[0]", attributes, UpdateImage::Old), "{a: 1, l: [5], p: {c: 1}}");
  EXPECT_EQ(parts("SET p.c = :1, z = :2 REMOVE a, l[0]", "{l: [6], p: {c: 3, d: 2}, z: 2}", UpdateImage::New),
            "{p: {c: 3}, z: 2}");
  EXPECT_EQ(parts("REMOVE a", attributes, UpdateImage::New), "{}");
  EXPECT_EQ(parts("ADD q :1", attributes, UpdateImage::Old), "{}");
}

}  // namespace
}  // namespace stator
