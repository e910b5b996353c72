// The catalog's record of a table.
#include <gtest/gtest.h>

#include "tests/types/random_values.h"
#include "types/limits.h"
#include "types/table_schema.h"

namespace stator {
namespace {

TimePoint at(int64_t microseconds) { return TimePoint(std::chrono::microseconds(microseconds)); }

TableSchema smallSchema() {
  TableSchema schema;
  schema.account = "000000000000";
  schema.region = "us-east-1";
  schema.name = "t";
  schema.key = {{{"p", AttributeType::B}}, {}};
  return schema;
}

// Every field has a value that is not its default.
TableSchema fullSchema() {
  TableSchema schema = smallSchema();
  schema.id = UINT32_MAX;
  schema.table_id = "0f9b2a54-0c7e-4d7e-9d1a-9b3c1d2e3f40";
  schema.created = at(1784900000123456);
  schema.status = TableStatus::Creating;
  schema.attribute_definitions = {{"s", AttributeType::N}, {"p", AttributeType::B}, {"g", AttributeType::S}};
  schema.key.range = {{"s", AttributeType::N}};
  schema.billing_mode = BillingMode::PayPerRequest;
  schema.last_pay_per_request = at(7);
  schema.switches_to_on_demand = {at(7), at(8)};
  schema.throughput = {5, 6, at(8), at(9), 3};
  schema.on_demand = {10, 0};
  schema.warm = WarmThroughput{12000, 4000};
  schema.table_class = TableClass::StandardInfrequentAccess;
  schema.table_class_updated = at(0);
  schema.deletion_protection = true;
  schema.stream = StreamSpecification{StreamViewType::OldImage, "2026-11-21T00:00:00.000", 77};
  schema.time_to_live = TimeToLiveSpecification{"expires", true, 78, true, at(12)};
  schema.latest_stream_label = "2026-11-21T00:00:00.000";
  schema.sse = SseSpecification{"arn:aws:kms:x"};
  schema.tags = {{"a", "1"}, {"b", ""}};
  schema.resource_policy = "{}";
  schema.ready_at = at(-5);

  SecondaryIndex local;
  local.name = "local";
  local.id = 4;
  local.key = {{{"p", AttributeType::B}}, {{"g", AttributeType::S}}};
  local.projection = {ProjectionType::Include, {"z", "y"}};
  SecondaryIndex global = local;
  global.name = "global";
  global.global = true;
  global.key.hash.push_back({"g", AttributeType::S});
  global.projection = {ProjectionType::KeysOnly, {}};
  global.status = IndexStatus::Creating;
  global.backfilling = true;
  global.throughput = {1, 2, std::nullopt, at(3), 0};
  global.on_demand.max_write = 5;
  global.warm = WarmThroughput{};
  schema.indexes = {local, global};
  return schema;
}

TEST(TableSchemaRecord, RoundTrips) {
  EXPECT_EQ(decodeTableSchema(encodeTableSchema(smallSchema())), smallSchema());
  EXPECT_EQ(decodeTableSchema(encodeTableSchema(fullSchema())), fullSchema());
}

TEST(TableSchemaRecord, IsAWellFormedItem) {
  EXPECT_TRUE(isWellFormedItem(encodeTableSchema(fullSchema()), kMaxNestingDepth));
}

TEST(TableSchemaRecord, IgnoresUnknownFields) {
  const std::string record = encodeTableSchema(fullSchema());
  ItemBuilder builder;
  for (const AttributeView field : ItemView(record)) builder.add(field.name, field.value);
  builder.add("fieldOfTheFuture", AttributeValue::list({}));
  EXPECT_EQ(decodeTableSchema(builder.build()), fullSchema());
}

TEST(TableSchemaRecord, AbsenceOfAFieldIsItsDefault) {
  TableSchema schema = fullSchema();
  const std::string record = encodeTableSchema(schema);
  ItemBuilder builder;
  for (const AttributeView field : ItemView(record)) {
    if (field.name != "tags" && field.name != "stream" && field.name != "created") builder.add(field.name, field.value);
  }
  schema.tags.clear();
  schema.stream.reset();
  schema.created = TimePoint{};
  EXPECT_EQ(decodeTableSchema(builder.build()), schema);
}

TEST(TableSchemaRecord, RefusesOtherBytes) {
  EXPECT_FALSE(decodeTableSchema(""));
  EXPECT_FALSE(decodeTableSchema("garbage"));
  const std::string record = encodeTableSchema(fullSchema());
  EXPECT_FALSE(decodeTableSchema(record + "x"));
  EXPECT_FALSE(decodeTableSchema(std::string_view(record).substr(0, record.size() - 1)));
  TableSchema nameless = fullSchema();
  nameless.name.clear();
  EXPECT_FALSE(decodeTableSchema(encodeTableSchema(nameless)));
}

TEST(TableSchemaRecord, SurvivesDamage) {
  testing::Generator random(50);
  const std::string record = encodeTableSchema(fullSchema());
  for (int i = 0; i < 5000; ++i) {
    std::string damaged = record;
    damaged[random() % damaged.size()] = static_cast<char>(random());
    const auto schema = decodeTableSchema(damaged);
    if (!schema) continue;
    EXPECT_EQ(decodeTableSchema(encodeTableSchema(*schema)), schema);
  }
}

}  // namespace
}  // namespace stator
