#include "operations/table_description.h"

#include <algorithm>

#include "operations/throughput_settings.h"

namespace stator {
namespace {

void writeThroughput(ResponseWriter& out, const ProvisionedThroughput& throughput, TimePoint now) {
  out.key("ProvisionedThroughput");
  out.beginObject();
  if (throughput.last_increase) {
    out.key("LastIncreaseDateTime");
    out.time(*throughput.last_increase);
  }
  if (throughput.last_decrease) {
    out.key("LastDecreaseDateTime");
    out.time(*throughput.last_decrease);
  }
  out.member("NumberOfDecreasesToday", decreasesToday(throughput, now));
  out.member("ReadCapacityUnits", throughput.read);
  out.member("WriteCapacityUnits", throughput.write);
  out.endObject();
}

void writeOnDemand(ResponseWriter& out, const OnDemandThroughput& throughput) {
  if (throughput.empty()) return;
  out.key("OnDemandThroughput");
  out.beginObject();
  if (throughput.max_read) out.member("MaxReadRequestUnits", *throughput.max_read);
  if (throughput.max_write) out.member("MaxWriteRequestUnits", *throughput.max_write);
  out.endObject();
}

void writeWarm(ResponseWriter& out, const WarmThroughput& warm, const char* status) {
  out.key("WarmThroughput");
  out.beginObject();
  out.member("ReadUnitsPerSecond", warm.read);
  out.member("WriteUnitsPerSecond", warm.write);
  out.member("Status", status);
  out.endObject();
}

void writeProjection(ResponseWriter& out, const Projection& projection) {
  out.key("Projection");
  out.beginObject();
  out.member("ProjectionType", toString(projection.type));
  if (!projection.non_key_attributes.empty()) {
    out.key("NonKeyAttributes");
    out.beginArray();
    for (const std::string& name : projection.non_key_attributes) out.string(name);
    out.endArray();
  }
  out.endObject();
}

void writeIndex(ResponseWriter& out, Engine& engine, const TableSchema& table, const SecondaryIndex& index,
                DescriptionKind kind, const ChangesUnderway& underway) {
  const TableSize size = engine.items().size(index.id);
  out.beginObject();
  out.member("IndexName", index.name);
  writeKeySchema(out, index.key);
  writeProjection(out, index.projection);
  out.member("IndexSizeBytes", size.bytes);
  out.member("ItemCount", size.items);
  out.member("IndexArn", table.indexArn(index));
  if (index.global) {
    const bool creating = kind == DescriptionKind::Create;
    out.member("IndexStatus", toString(creating ? IndexStatus::Creating : index.status));
    if (index.backfilling) out.member("Backfilling", true);
    writeThroughput(out, index.throughput, engine.clock().now());
    writeOnDemand(out, index.on_demand);
    const bool warming = std::ranges::find(underway.warm_indexes, index.name) != underway.warm_indexes.end();
    if (kind == DescriptionKind::Describe || index.warm || warming) {
      writeWarm(out, effectiveWarm(index.warm, table.billing_mode, index.throughput),
                creating || warming ? "UPDATING" : "ACTIVE");
    }
  }
  out.endObject();
}

void writeIndexes(ResponseWriter& out, Engine& engine, const TableSchema& table, bool global, DescriptionKind kind,
                  const ChangesUnderway& underway) {
  if (std::ranges::none_of(table.indexes, [&](const SecondaryIndex& index) { return index.global == global; })) return;
  out.key(global ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes");
  out.beginArray();
  for (const SecondaryIndex& index : table.indexes)
    if (index.global == global) writeIndex(out, engine, table, index, kind, underway);
  out.endArray();
}

void writeBilling(ResponseWriter& out, const TableSchema& table, DescriptionKind kind) {
  // A table that has always been provisioned has no summary (captured 2025).
  if (table.billing_mode == BillingMode::Provisioned && !table.last_pay_per_request) return;
  out.key("BillingModeSummary");
  out.beginObject();
  out.member("BillingMode", toString(table.billing_mode));
  if (kind != DescriptionKind::Create && table.last_pay_per_request) {
    out.key("LastUpdateToPayPerRequestDateTime");
    out.time(*table.last_pay_per_request);
  }
  out.endObject();
}

void writeStream(ResponseWriter& out, const TableSchema& table) {
  if (table.stream) {
    out.key("StreamSpecification");
    out.beginObject();
    out.member("StreamEnabled", true);
    out.member("StreamViewType", toString(table.stream->view_type));
    out.endObject();
  }
  if (table.latest_stream_label.empty()) return;
  out.member("LatestStreamLabel", table.latest_stream_label);
  out.member("LatestStreamArn", table.streamArn());
}

void writeEncryption(ResponseWriter& out, const TableSchema& table, bool underway) {
  if (!table.sse && !underway) return;
  out.key("SSEDescription");
  out.beginObject();
  out.member("Status", underway ? "UPDATING" : "ENABLED");
  if (table.sse) {
    out.member("SSEType", "KMS");
    out.member("KMSMasterKeyArn", table.sse->kms_key_arn);
  }
  out.endObject();
}

void writeSettings(ResponseWriter& out, const TableSchema& table, DescriptionKind kind, const ChangesUnderway& underway) {
  writeBilling(out, table, kind);
  writeOnDemand(out, table.on_demand);
  if (kind == DescriptionKind::Describe || table.warm || underway.warm) {
    writeWarm(out, effectiveWarm(table.warm, table.billing_mode, table.throughput),
              kind == DescriptionKind::Create || underway.warm ? "UPDATING" : "ACTIVE");
  }
  if (table.table_class) {
    out.key("TableClassSummary");
    out.beginObject();
    out.member("TableClass", toString(*table.table_class));
    if (table.table_class_updated) {
      out.key("LastUpdateDateTime");
      out.time(*table.table_class_updated);
    }
    out.endObject();
  }
  writeEncryption(out, table, underway.encryption);
  writeStream(out, table);
}

}  // namespace

void writeKeySchema(ResponseWriter& out, const KeySchema& key) {
  const auto element = [&](const KeyAttribute& attribute, const char* type) {
    out.beginObject();
    out.member("AttributeName", attribute.name);
    out.member("KeyType", type);
    out.endObject();
  };
  out.key("KeySchema");
  out.beginArray();
  for (const KeyAttribute& attribute : key.hash) element(attribute, "HASH");
  for (const KeyAttribute& attribute : key.range) element(attribute, "RANGE");
  out.endArray();
}

void writeTableDescription(ResponseWriter& out, Engine& engine, const TableSchema& table, DescriptionKind kind,
                           const ChangesUnderway& underway) {
  const TableSize size = engine.items().size(table.id);
  out.beginObject();
  out.member("TableName", table.name);
  out.member("TableArn", table.arn());
  out.member("TableId", table.table_id);
  // A new table is announced as CREATING, also when it is ready by the time the answer arrives.
  out.member("TableStatus", toString(kind == DescriptionKind::Create   ? TableStatus::Creating
                                     : kind == DescriptionKind::Delete ? TableStatus::Deleting
                                                                       : table.status));
  out.member("ItemCount", size.items);
  out.member("TableSizeBytes", size.bytes);
  out.member("DeletionProtectionEnabled", table.deletion_protection);
  writeThroughput(out, table.throughput, engine.clock().now());
  if (kind != DescriptionKind::Delete) {
    out.key("CreationDateTime");
    out.time(table.created);
    out.key("AttributeDefinitions");
    out.beginArray();
    for (const AttributeDefinition& definition : table.attribute_definitions) {
      out.beginObject();
      out.member("AttributeName", definition.name);
      out.member("AttributeType", toString(definition.type));
      out.endObject();
    }
    out.endArray();
    writeKeySchema(out, table.key);
    writeIndexes(out, engine, table, false, kind, underway);
    writeIndexes(out, engine, table, true, kind, underway);
    writeSettings(out, table, kind, underway);
  }
  out.endObject();
}

}  // namespace stator
