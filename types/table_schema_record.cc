// The catalog's record of a table: an item, field by field. What has its default value is left out.
#include "types/limits.h"
#include "types/schema_names.h"
#include "types/table_schema.h"

namespace stator {

namespace {

// Writes one map of fields.
class FieldWriter {
 public:
  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) builder_.add(name, AttributeValue::string(value));
  }
  void integer(std::string_view name, int64_t value) {
    if (value != 0) builder_.add(name, AttributeValue::number(value));
  }
  void integer(std::string_view name, const std::optional<int64_t>& value) {
    if (value) builder_.add(name, AttributeValue::number(*value));
  }
  void time(std::string_view name, TimePoint value) { integer(name, value.time_since_epoch().count()); }
  void time(std::string_view name, const std::optional<TimePoint>& value) {
    if (value) builder_.add(name, AttributeValue::number(value->time_since_epoch().count()));
  }
  void flag(std::string_view name, bool value) {
    if (value) builder_.add(name, AttributeValue::boolean(true));
  }
  void map(std::string_view name, FieldWriter& fields) { builder_.add(name, fields.value()); }
  void map(std::string_view name, ItemView entries) { builder_.add(name, AttributeValue::map(entries)); }
  void list(std::string_view name, const std::vector<AttributeValue>& elements) {
    if (!elements.empty()) builder_.add(name, AttributeValue::list(elements));
  }
  std::string build() { return builder_.build(); }
  AttributeValue value() {
    const std::string bytes = build();
    return AttributeValue::map(ItemView(bytes));
  }

 private:
  ItemBuilder builder_;
};

// Reads one map of fields. What is missing or has a foreign type reads as its default.
class FieldReader {
 public:
  FieldReader() = default;
  explicit FieldReader(ItemView fields) : fields_(fields) {}

  std::string text(std::string_view name) const {
    const auto value = find(name, AttributeType::S);
    return value ? std::string(value->payload()) : std::string();
  }
  std::optional<int64_t> optionalInteger(std::string_view name) const {
    const auto value = find(name, AttributeType::N);
    return value ? value->number().toInteger() : std::nullopt;
  }
  int64_t integer(std::string_view name) const { return optionalInteger(name).value_or(0); }
  std::optional<TimePoint> optionalTime(std::string_view name) const {
    const auto value = optionalInteger(name);
    if (!value) return std::nullopt;
    return TimePoint(std::chrono::microseconds(*value));
  }
  TimePoint time(std::string_view name) const { return optionalTime(name).value_or(TimePoint{}); }
  bool flag(std::string_view name) const {
    const auto value = find(name, AttributeType::Bool);
    return value && value->boolean();
  }
  template <class Enum>
  Enum choice(std::string_view name, Enum otherwise) const {
    return enumValue<Enum>(text(name)).value_or(otherwise);
  }
  std::optional<FieldReader> map(std::string_view name) const {
    const auto value = find(name, AttributeType::M);
    if (!value) return std::nullopt;
    return FieldReader(value->map());
  }
  ListView list(std::string_view name) const {
    const auto value = find(name, AttributeType::L);
    return value ? value->list() : ListView({});
  }
  ItemView fields() const { return fields_; }

 private:
  std::optional<AttributeValueView> find(std::string_view name, AttributeType type) const {
    const auto value = fields_.find(name);
    return value && value->type() == type ? value : std::nullopt;
  }
  ItemView fields_;
};

// Elements of a list of maps.
template <class Function>
void forEachMap(ListView list, Function function) {
  for (const AttributeValueView element : list) {
    if (element.type() == AttributeType::M) function(FieldReader(element.map()));
  }
}

// Key attributes and attribute definitions: anything with a name and a type.
template <class Attribute>
void writeAttributes(FieldWriter& to, std::string_view name, const std::vector<Attribute>& attributes) {
  std::vector<AttributeValue> elements;
  for (const Attribute& attribute : attributes) {
    FieldWriter fields;
    fields.text("name", attribute.name);
    fields.text("type", toString(attribute.type));
    elements.push_back(fields.value());
  }
  to.list(name, elements);
}

template <class Attribute>
std::vector<Attribute> readAttributes(const FieldReader& from, std::string_view name) {
  std::vector<Attribute> attributes;
  forEachMap(from.list(name), [&](const FieldReader& fields) {
    const auto type = parseAttributeType(fields.text("type"));
    attributes.push_back({fields.text("name"), type && isKeyType(*type) ? *type : AttributeType::S});
  });
  return attributes;
}

void writeKey(FieldWriter& to, const KeySchema& key) {
  writeAttributes(to, "hash", key.hash);
  writeAttributes(to, "range", key.range);
}

KeySchema readKey(const FieldReader& from) {
  return {readAttributes<KeyAttribute>(from, "hash"), readAttributes<KeyAttribute>(from, "range")};
}

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

// Settings that most tables leave alone.
void writeExtras(FieldWriter& to, const TableSchema& schema) {
  if (schema.table_class) to.text("tableClass", toString(*schema.table_class));
  to.time("tableClassUpdated", schema.table_class_updated);
  to.flag("deletionProtection", schema.deletion_protection);
  if (schema.stream) {
    FieldWriter stream;
    stream.text("view", toString(schema.stream->view_type));
    stream.text("label", schema.stream->label);
    to.map("stream", stream);
  }
  to.text("latestStreamLabel", schema.latest_stream_label);
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
  schema.table_class = enumValue<TableClass>(from.text("tableClass"));
  schema.table_class_updated = from.optionalTime("tableClassUpdated");
  schema.deletion_protection = from.flag("deletionProtection");
  if (const auto stream = from.map("stream")) {
    schema.stream = StreamSpecification{stream->choice("view", StreamViewType::NewAndOldImages), stream->text("label")};
  }
  schema.latest_stream_label = from.text("latestStreamLabel");
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
