#include "operations/update_charge.h"

#include <gtest/gtest.h>

#include "expression/parser.h"
#include "types/limits.h"

namespace stator {
namespace {

size_t chargeOf(std::string_view text, std::vector<std::pair<std::string, AttributeValue>> values = {}) {
  Placeholders placeholders;
  for (auto& [key, value] : values) EXPECT_TRUE(placeholders.addValue(key, std::move(value)));
  const auto update = parseUpdate(text, placeholders);
  EXPECT_TRUE(update) << text;
  return update ? updateCharge(*update) : 0;
}

AttributeValue text(size_t size) { return AttributeValue::string(std::string(size, 'x')); }
AttributeValue one() { return AttributeValue::number(Number::fromInteger(1)); }

// Three bytes for each update, on top of what is named here.
TEST(UpdateCharge, OfEachKindOfAction) {
  EXPECT_EQ(chargeOf("SET b = :v", {{":v", text(100)}}), 3 + 19 + 1 + 100);
  EXPECT_EQ(chargeOf("SET b = :v, cc = :v", {{":v", text(100)}}), 3 + 2 * (19 + 100) + 1 + 2);
  EXPECT_EQ(chargeOf("ADD n :v", {{":v", one()}}), 3 + 19 + 1 + 2);
  EXPECT_EQ(chargeOf("REMOVE r, nome"), 3 + 2 * 1 + 1 + 4);
  EXPECT_EQ(chargeOf("DELETE s :v", {{":v", AttributeValue::fromEncoded([] {
                                        std::string bytes;
                                        std::vector<std::string_view> members{"aaa", "bbb"};
                                        appendSet(bytes, AttributeType::SS, members);
                                        return bytes;
                                      }())}}),
            3 + 1 + 1);
}

TEST(UpdateCharge, OfPaths) {
  EXPECT_EQ(chargeOf("REMOVE m.kez"), 3 + 1 + 1 + 4 + 3);
  EXPECT_EQ(chargeOf("REMOVE m[7], l[10], k[4294967]"), 3 + 3 * (1 + 1 + 4) + 1 + 2 + 7);
  EXPECT_EQ(chargeOf("SET b = m.kez[3]"), 3 + 19 + 1 + 1 + (14 + 1) + (14 + 3) + (14 + 1));
}

TEST(UpdateCharge, OfFunctions) {
  EXPECT_EQ(chargeOf("SET n = n + :v", {{":v", one()}}), 3 + 19 + 1 + 34 + 16 + 2);
  EXPECT_EQ(chargeOf("SET n = n - :v", {{":v", one()}}), 3 + 19 + 1 + 37 + 16 + 2);
  EXPECT_EQ(chargeOf("SET b = if_not_exists(b, :v)", {{":v", text(9)}}), 3 + 19 + 1 + 39 + 16 + 9);
  EXPECT_EQ(chargeOf("SET l = list_append(l, k)"), 3 + 19 + 1 + 37 + 16 + 16);
}

TEST(UpdateCharge, HasALimit) {
  const auto checked = [](size_t size, bool legacy) {
    Placeholders placeholders;
    EXPECT_TRUE(placeholders.addValue(":v", text(size)));
    UpdateExpression update = parseUpdate("SET b = :v", placeholders).value();
    update.legacy = legacy;
    return bool(checkUpdateCharge(std::move(update)));
  };
  EXPECT_TRUE(checked(kMaxItemSize - 23, false));
  EXPECT_FALSE(checked(kMaxItemSize - 22, false));
  EXPECT_TRUE(checked(kMaxItemSize - 22, true));
  EXPECT_TRUE(checkUpdateCharge(std::nullopt));
}

}  // namespace
}  // namespace stator
