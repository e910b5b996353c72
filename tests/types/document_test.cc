#include "types/document.h"

#include <gtest/gtest.h>

#include "tests/types/random_values.h"

namespace stator {
namespace {

TEST(Document, RoundTrips) {
  testing::Generator random(40);
  for (int i = 0; i < 500; ++i) {
    const AttributeValue value = testing::randomValue(random, 5);
    const Document document(value);
    EXPECT_EQ(document.type(), value.type());
    EXPECT_EQ(document.encode(), value);
    const std::string item = testing::randomItem(random, 5);
    EXPECT_EQ(Document::decodeItem(ItemView(item)).encodeItem(), item);
  }
}

TEST(Document, OnlyMapsAndListsAreTrees) {
  EXPECT_TRUE(Document(AttributeValue::map(ItemView())).map());
  EXPECT_FALSE(Document(AttributeValue::map(ItemView())).list());
  EXPECT_TRUE(Document(AttributeValue::list({})).list());
  EXPECT_FALSE(Document(AttributeValue::string("x")).map());
  EXPECT_FALSE(Document(AttributeValue::set(AttributeType::SS, {"x"})).list());
}

TEST(Document, ChangesInside) {
  const std::vector elements{AttributeValue::string("x")};
  ItemBuilder builder;
  builder.add("l", AttributeValue::list(elements));
  const std::string item = builder.build();
  Document document = Document::decodeItem(ItemView(item));
  Document& list = document.map()->find("l")->second;
  list.list()->push_back(Document(AttributeValue::null()));
  document.map()->emplace("a", Document(AttributeValue::boolean(true)));

  const std::vector expected{AttributeValue::string("x"), AttributeValue::null()};
  builder.add("a", AttributeValue::boolean(true));
  builder.add("l", AttributeValue::list(expected));
  EXPECT_EQ(document.encodeItem(), builder.build());
}

TEST(Document, SurvivesAnyDepth) {
  std::string bytes;
  std::vector<size_t> starts;
  for (int i = 0; i < 20000; ++i) starts.push_back(beginContainer(bytes, AttributeType::L));
  for (; !starts.empty(); starts.pop_back()) endContainer(bytes, starts.back());
  const Document document{AttributeValueView(std::string_view(bytes))};
  EXPECT_EQ(document.encode().encoded(), bytes);
}

}  // namespace
}  // namespace stator
