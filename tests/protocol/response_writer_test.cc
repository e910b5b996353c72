#include "protocol/response_writer.h"

#include <gtest/gtest.h>

#include <chrono>
#include <limits>

namespace stator {
namespace {

TimePoint atMicroseconds(int64_t microseconds) { return TimePoint(std::chrono::microseconds(microseconds)); }

std::string written(double value) {
  ResponseWriter json;
  json.number(value);
  return json.take();
}

std::string written(TimePoint value) {
  ResponseWriter json;
  json.time(value);
  return json.take();
}

TEST(ResponseWriter, PutsCommasBetweenMembersAndElements) {
  ResponseWriter json;
  json.beginObject();
  json.member("Count", int64_t{3});
  json.key("Names");
  json.beginArray();
  json.string("a");
  json.string("b");
  json.beginObject();
  json.endObject();
  json.beginArray();
  json.endArray();
  json.integer(1);
  json.endArray();
  json.member("Done", true);
  json.key("Inner");
  json.beginObject();
  json.member("x", "y");
  json.member("z", std::string_view("\""));
  json.endObject();
  json.member("More", false);
  json.endObject();
  EXPECT_EQ(json.take(), R"({"Count":3,"Names":["a","b",{},[],1],"Done":true,"Inner":{"x":"y","z":"\""},"More":false})");
}

TEST(ResponseWriter, EmptyObject) {
  ResponseWriter json;
  json.beginObject();
  json.endObject();
  EXPECT_EQ(json.size(), 2u);
  EXPECT_EQ(json.take(), "{}");
}

TEST(ResponseWriter, IntegersOfEverySize) {
  ResponseWriter json;
  json.beginArray();
  json.integer(std::numeric_limits<int64_t>::min());
  json.integer(0);
  json.integer(std::numeric_limits<int64_t>::max());
  json.endArray();
  EXPECT_EQ(json.take(), "[-9223372036854775808,0,9223372036854775807]");
}

TEST(ResponseWriter, NumbersAlwaysHaveAFraction) {
  EXPECT_EQ(written(0.0), "0.0");
  EXPECT_EQ(written(1.0), "1.0");
  EXPECT_EQ(written(0.5), "0.5");
  EXPECT_EQ(written(12.5), "12.5");
  EXPECT_EQ(written(0.1), "0.1");
  EXPECT_EQ(written(1e22), "10000000000000000000000.0");
  EXPECT_GT(written(std::numeric_limits<double>::denorm_min()).size(), 300u);
  EXPECT_EQ(written(std::numeric_limits<double>::infinity()), "null");
}

TEST(ResponseWriter, TimesAreEpochSecondsWithMilliseconds) {
  EXPECT_EQ(written(atMicroseconds(1421866952062000)), "1421866952.062");
  EXPECT_EQ(written(atMicroseconds(1421866952062999)), "1421866952.062");
  EXPECT_EQ(written(atMicroseconds(1421866952600000)), "1421866952.6");
  EXPECT_EQ(written(atMicroseconds(1421866952000000)), "1421866952");
  EXPECT_EQ(written(atMicroseconds(0)), "0");
  EXPECT_EQ(written(atMicroseconds(-1500000)), "-1.5");
  EXPECT_EQ(written(atMicroseconds(-1)), "-0.001");
}

TEST(ResponseWriter, ItemsAndValues) {
  ItemBuilder builder;
  builder.add("a", AttributeValue::string("x"));
  const std::string item = builder.build();
  ResponseWriter json;
  json.beginObject();
  json.key("Item");
  json.item(ItemView(item));
  json.key("Value");
  json.attributeValue(AttributeValue::number(5));
  json.key("Nothing");
  json.item(ItemView());
  json.endObject();
  EXPECT_EQ(json.take(), R"({"Item":{"a":{"S":"x"}},"Value":{"N":"5"},"Nothing":{}})");
}

}  // namespace
}  // namespace stator
