#include "types/attribute_value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/digest.h"
#include "tests/types/random_values.h"

namespace stator {
namespace {

std::vector<std::string_view> membersOf(SetView set) {
  std::vector<std::string_view> members;
  for (const std::string_view member : set) members.push_back(member);
  return members;
}

AttributeValue number(std::string_view text) { return AttributeValue::number(Number::parse(text).value()); }

TEST(AttributeType, NamesAreTheWires) {
  const std::vector<std::string> names = {"S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"};
  for (size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(toString(static_cast<AttributeType>(i)), names[i]);
    EXPECT_EQ(parseAttributeType(names[i]), static_cast<AttributeType>(i));
  }
  EXPECT_EQ(parseAttributeType("s"), std::nullopt);
  EXPECT_EQ(parseAttributeType(""), std::nullopt);
}

TEST(AttributeType, HasKinds) {
  using enum AttributeType;
  for (const AttributeType type : {S, N, B, SS, NS, BS, M, L, Null, Bool}) {
    EXPECT_EQ(isKeyType(type), type == S || type == N || type == B);
    EXPECT_EQ(isSet(type), type == SS || type == NS || type == BS);
    EXPECT_EQ(isContainer(type), isSet(type) || type == M || type == L);
  }
}

TEST(AttributeValue, HasTheDocumentedBytes) {
  EXPECT_EQ(hex(AttributeValue::string("ab").encoded()), "00026162");
  EXPECT_EQ(hex(number("0").encoded()), "010180");
  EXPECT_EQ(hex(AttributeValue::binary("").encoded()), "0200");
  EXPECT_EQ(hex(AttributeValue::null().encoded()), "0800");
  EXPECT_EQ(hex(AttributeValue::boolean(true).encoded()), "090101");
  EXPECT_EQ(hex(AttributeValue::set(AttributeType::SS, {"b", "a"}).encoded()), "030400000001610162");
  EXPECT_EQ(hex(AttributeValue::list(std::vector{AttributeValue::null()}).encoded()), "07020000000800");
  EXPECT_EQ(hex(AttributeValue::map(ItemView(std::string_view("\1x\x8\0", 4))).encoded()), "060400000001780800");
}

TEST(AttributeValueView, ReadsWhatIsWritten) {
  const AttributeValue text = AttributeValue::string(std::string(300, 'x'));
  EXPECT_EQ(text.view().payload(), std::string(300, 'x'));
  EXPECT_EQ(text.view().encoded(), text.encoded());
  EXPECT_EQ(number("-12.5").view().number().text(), "-12.5");
  EXPECT_TRUE(AttributeValue::boolean(true).view().boolean());
  EXPECT_FALSE(AttributeValue::boolean(false).view().boolean());
  EXPECT_EQ(AttributeValue::number(int64_t{-7}).view().number().text(), "-7");
}

TEST(AttributeValueView, EndsWhereTheNextValueStarts) {
  testing::Generator random(10);
  for (int i = 0; i < 300; ++i) {
    const AttributeValue first = testing::randomValue(random, 4), second = testing::randomValue(random, 4);
    const std::string bytes = first.encoded() + second.encoded();
    const AttributeValueView view = AttributeValueView::at(bytes.data());
    EXPECT_EQ(view, first.view());
    EXPECT_EQ(AttributeValueView::at(view.end()), second.view());
    EXPECT_EQ(AttributeValueView::at(view.end()).end(), bytes.data() + bytes.size());
  }
}

TEST(AttributeValueView, ScalarsCompareByValue) {
  EXPECT_TRUE(compareScalars(AttributeValue::string("a"), AttributeValue::string("ab")) < 0);
  EXPECT_TRUE(compareScalars(AttributeValue::string("\xc3\xa4"), AttributeValue::string("z")) > 0);
  EXPECT_TRUE(compareScalars(number("10"), number("9.5")) > 0);
  EXPECT_TRUE(compareScalars(number("-10"), number("-9.5")) < 0);
  EXPECT_TRUE(compareScalars(number("1.0"), number("1")) == 0);
  EXPECT_TRUE(compareScalars(AttributeValue::binary("\xff"), AttributeValue::binary("\x01")) > 0);
}

TEST(SetView, IteratesInOrderAndFinds) {
  const AttributeValue set = AttributeValue::set(AttributeType::SS, {"c", "a", "bb"});
  const SetView members = set.view().set();
  EXPECT_THAT(membersOf(members), ::testing::ElementsAre("a", "bb", "c"));
  EXPECT_EQ(members.size(), 3u);
  EXPECT_TRUE(members.contains("bb"));
  EXPECT_FALSE(members.contains("b"));
  EXPECT_FALSE(members.contains("d"));
  EXPECT_EQ(SetView({}).size(), 0u);
}

TEST(ListView, IteratesAndIndexes) {
  const AttributeValue value = AttributeValue::list(std::vector{AttributeValue::string("x"), AttributeValue::null()});
  const ListView list = value.view().list();
  EXPECT_EQ(list.size(), 2u);
  EXPECT_EQ(list.at(0)->payload(), "x");
  EXPECT_EQ(list.at(1)->type(), AttributeType::Null);
  EXPECT_FALSE(list.at(2));
  EXPECT_FALSE(list.at(SIZE_MAX));
}

TEST(Append, WritesWhatTheFactoriesMake) {
  std::string out;
  appendScalar(out, AttributeType::S, "x");
  appendBoolean(out, false);
  appendNull(out);
  EXPECT_EQ(out, AttributeValue::string("x").encoded() + AttributeValue::boolean(false).encoded() +
                     AttributeValue::null().encoded());
}

TEST(Append, ContainersNest) {
  std::string out = "kept";
  const size_t outer = beginContainer(out, AttributeType::L);
  const size_t inner = beginContainer(out, AttributeType::L);
  appendNull(out);
  endContainer(out, inner);
  endContainer(out, outer);
  const std::vector inner_elements{AttributeValue::null()};
  const std::vector outer_elements{AttributeValue::list(inner_elements)};
  EXPECT_EQ(out, "kept" + AttributeValue::list(outer_elements).encoded());
}

TEST(AppendSet, SortsAndRefusesDuplicates) {
  std::string out = "kept";
  std::vector<std::string_view> members = {"b", "a"};
  EXPECT_TRUE(appendSet(out, AttributeType::BS, members));
  EXPECT_EQ(out, "kept" + AttributeValue::set(AttributeType::BS, {"a", "b"}).encoded());
  members = {"b", "a", "b"};
  out = "kept";
  EXPECT_FALSE(appendSet(out, AttributeType::BS, members));
  EXPECT_EQ(out, "kept");
}

TEST(AppendSet, TheOrderGivenDoesNotMatter) {
  testing::Generator random(11);
  for (int i = 0; i < 200; ++i) {
    const AttributeValue set = testing::randomSet(random, AttributeType::NS);
    std::vector<std::string_view> members = membersOf(set.view().set());
    std::shuffle(members.begin(), members.end(), random);
    std::string out;
    EXPECT_TRUE(appendSet(out, AttributeType::NS, members));
    EXPECT_EQ(out, set.encoded());
  }
}

}  // namespace
}  // namespace stator
