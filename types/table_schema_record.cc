// The catalog's record of a table: an item, field by field. What has its default value is left out.
#include "types/limits.h"
#include "types/record_fields.h"
#include "types/table_schema.h"

namespace stator {

namespace {

// Throughput settings, which tables and global secondary indexes have alike.
template <class Owner>
void writeThroughput(FieldWriter& to, const Owner& owner) {
  to.integer("readCapacity", owner.throughput.read);
  to.integer("writeCapacity", owner.throughput.write);
  to.time("lastIncrease", owner.throughput.last_increase);
  to.time("lastDecrease", owner.throughput.last_decrease);
  to.integer("decreasesToday", owner.throughput.decreases_today);
  to.integer("maxRead", owner.on_demand.max_read);
  to.integer("maxWrite", owner.on_demand.max_write);
  if (owner.warm) {
    FieldWriter warm;
    warm.integer("read", owner.warm->read);
    warm.integer("write", owner.warm->write);
    to.map("warm", warm);
  }
}

template <class Owner>
void readThroughput(const FieldReader& from, Owner& owner) {
  owner.throughput.read = from.integer("readCapacity");
  owner.throughput.write = from.integer("writeCapacity");
  owner.throughput.last_increase = from.optionalTime("lastIncrease");
  owner.throughput.last_decrease = from.optionalTime("lastDecrease");
  owner.throughput.decreases_today = from.integer("decreasesToday");
  owner.on_demand.max_read = from.optionalInteger("maxRead");
  owner.on_demand.max_write = from.optionalInteger("maxWrite");
  if (const auto warm = from.map("warm")) owner.warm = WarmThroughput{warm->integer("read"), warm->integer("write")};
}

AttributeValue encodeIndex(const SecondaryIndex& index) {
  FieldWriter to;
  to.text("name", index.name);
  to.integer("id", index.id);
  to.flag("global", index.global);
  writeKey(to, index.key);
  to.text("projection", toString(index.projection.type));
  std::vector<AttributeValue> included;
  for (const std::string& name : index.projection.non_key_attributes) included.push_back(AttributeValue::string(name));
  to.list("included", included);
  to.text("status", toString(index.status));
  to.flag("backfilling", index.backfilling);
  writeThroughput(to, index);
  return to.value();
}

SecondaryIndex decodeIndex(const FieldReader& from) {
  SecondaryIndex index;
  index.name = from.text("name");
  index.id = static_cast<StorageId>(from.integer("id"));
  index.global = from.flag("global");
  index.key = readKey(from);
  index.projection.type = from.choice("projection", ProjectionType::All);
  for (const AttributeValueView name : from.list("included")) {
    index.projection.non_key_attributes.emplace_back(name.payload());
  }
  index.status = from.choice("status", IndexStatus::Active);
  index.backfilling = from.flag("backfilling");
  readThroughput(from, index);
  return index;
}

void writeTimeToLive(FieldWriter& to, const TimeToLiveSpecification& time_to_live) {
  FieldWriter fields;
  fields.text("attribute", time_to_live.attribute);
  fields.flag("enabled", time_to_live.enabled);
  fields.integer("id", time_to_live.id);
  fields.flag("backfilling", time_to_live.backfilling);
  fields.time("changed", time_to_live.changed);
  to.map("timeToLive", fields);
}

TimeToLiveSpecification readTimeToLive(const FieldReader& from) {
  return {from.text("attribute"), from.flag("enabled"), static_cast<StorageId>(from.integer("id")), from.flag("backfilling"),
          from.time("changed")};
}

// Settings that most tables leave alone.
void writeExtras(FieldWriter& to, const TableSchema& schema) {
  std::vector<AttributeValue> switches;
  for (const TimePoint time : schema.switches_to_on_demand)
    switches.push_back(AttributeValue::number(time.time_since_epoch().count()));
  to.list("switchesToOnDemand", switches);
  if (schema.table_class) to.text("tableClass", toString(*schema.table_class));
  to.time("tableClassUpdated", schema.table_class_updated);
  to.flag("deletionProtection", schema.deletion_protection);
  if (schema.stream) {
    FieldWriter stream;
    stream.text("view", toString(schema.stream->view_type));
    stream.text("label", schema.stream->label);
    stream.integer("id", schema.stream->id);
    to.map("stream", stream);
  }
  to.text("latestStreamLabel", schema.latest_stream_label);
  if (schema.time_to_live) writeTimeToLive(to, *schema.time_to_live);
  if (schema.sse) {
    FieldWriter sse;
    sse.text("key", schema.sse->kms_key_arn);
    to.map("sse", sse);
  }
  if (!schema.tags.empty()) {
    ItemBuilder tags;
    for (const auto& [key, value] : schema.tags) tags.add(key, AttributeValue::string(value));
    const std::string bytes = tags.build();
    to.map("tags", ItemView(bytes));
  }
  to.text("resourcePolicy", schema.resource_policy);
}

void readExtras(const FieldReader& from, TableSchema& schema) {
  for (const AttributeValueView time : from.list("switchesToOnDemand")) {
    if (time.type() != AttributeType::N) continue;
    schema.switches_to_on_demand.emplace_back(std::chrono::microseconds(time.number().toInteger().value_or(0)));
  }
  schema.table_class = enumValue<TableClass>(from.text("tableClass"));
  schema.table_class_updated = from.optionalTime("tableClassUpdated");
  schema.deletion_protection = from.flag("deletionProtection");
  if (const auto stream = from.map("stream")) {
    schema.stream = StreamSpecification{stream->choice("view", StreamViewType::NewAndOldImages), stream->text("label"),
                                        static_cast<StorageId>(stream->integer("id"))};
  }
  schema.latest_stream_label = from.text("latestStreamLabel");
  if (const auto fields = from.map("timeToLive")) schema.time_to_live = readTimeToLive(*fields);
  if (const auto sse = from.map("sse")) schema.sse = SseSpecification{sse->text("key")};
  if (const auto tags = from.map("tags")) {
    for (const AttributeView tag : tags->fields()) schema.tags.emplace(tag.name, tag.value.payload());
  }
  schema.resource_policy = from.text("resourcePolicy");
}

}  // namespace

std::string encodeTableSchema(const TableSchema& schema) {
  FieldWriter to;
  to.text("account", schema.account);
  to.text("region", schema.region);
  to.text("name", schema.name);
  to.integer("id", schema.id);
  to.text("tableId", schema.table_id);
  to.time("created", schema.created);
  to.text("status", toString(schema.status));
  writeAttributes(to, "definitions", schema.attribute_definitions);
  writeKey(to, schema.key);
  std::vector<AttributeValue> indexes;
  for (const SecondaryIndex& index : schema.indexes) indexes.push_back(encodeIndex(index));
  to.list("indexes", indexes);
  to.text("billingMode", toString(schema.billing_mode));
  to.time("lastPayPerRequest", schema.last_pay_per_request);
  writeThroughput(to, schema);
  writeExtras(to, schema);
  to.time("readyAt", schema.ready_at);
  return to.build();
}

std::optional<TableSchema> decodeTableSchema(std::string_view record) {
  if (!isWellFormedItem(record, kMaxNestingDepth)) return std::nullopt;
  const FieldReader from{ItemView(record)};
  TableSchema schema;
  schema.account = from.text("account");
  schema.region = from.text("region");
  schema.name = from.text("name");
  schema.id = static_cast<StorageId>(from.integer("id"));
  schema.table_id = from.text("tableId");
  schema.created = from.time("created");
  schema.status = from.choice("status", TableStatus::Active);
  schema.attribute_definitions = readAttributes<AttributeDefinition>(from, "definitions");
  schema.key = readKey(from);
  if (schema.name.empty() || schema.key.hash.empty()) return std::nullopt;  // a table has both
  forEachMap(from.list("indexes"), [&](const FieldReader& index) { schema.indexes.push_back(decodeIndex(index)); });
  schema.billing_mode = from.choice("billingMode", BillingMode::Provisioned);
  schema.last_pay_per_request = from.optionalTime("lastPayPerRequest");
  readThroughput(from, schema);
  readExtras(from, schema);
  schema.ready_at = from.time("readyAt");
  return schema;
}

}  // namespace stator
