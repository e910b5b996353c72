#include "operations/capacity_json.h"

namespace stator {
namespace {

void writeUnits(ResponseWriter& out, std::string_view name, int64_t half_units) {
  out.key(name);
  out.number(static_cast<double>(half_units) / 2);
}

void writeTotals(ResponseWriter& out, std::string_view name, const CapacityTotals& totals, int64_t limit) {
  out.key(name);
  out.beginObject();
  writeUnits(out, "consumed", totals.half_units);
  out.member("limitPerSecond", limit);
  out.member("requests", totals.requests);
  out.member("throttled", totals.throttled);
  out.member("wouldThrottle", totals.would_throttle);
  out.endObject();
}

// The members of a table or an index, into an object that is open.
void writeResource(ResponseWriter& out, const ResourceCapacity& resource) {
  out.member("partitions", resource.partitions);
  writeTotals(out, "read", resource.reads, resource.read_limit);
  writeTotals(out, "write", resource.writes, resource.write_limit);
  out.key("seconds");
  out.beginArray();
  for (const CapacitySecond& second : resource.seconds) {
    out.beginObject();
    out.member("second", second.second);
    writeUnits(out, "read", second.read_half_units);
    writeUnits(out, "write", second.write_half_units);
    out.member("throttledReads", second.throttled_reads);
    out.member("throttledWrites", second.throttled_writes);
    out.endObject();
  }
  out.endArray();
}

void writeIndexes(ResponseWriter& out, const std::vector<ResourceCapacity>& indexes) {
  out.key("indexes");
  out.beginArray();
  for (const ResourceCapacity& index : indexes) {
    out.beginObject();
    out.member("index", index.index);
    writeResource(out, index);
    out.endObject();
  }
  out.endArray();
}

void writeHotKeys(ResponseWriter& out, const std::vector<HotKey>& keys) {
  out.key("hotKeys");
  out.beginArray();
  for (const HotKey& key : keys) {
    out.beginObject();
    out.key("key");
    out.attributeValue(key.value.view());
    writeUnits(out, "read", key.read_half_units);
    writeUnits(out, "write", key.write_half_units);
    out.member("throttled", key.throttled);
    writeUnits(out, "unseen", key.unseen_half_units);
    out.endObject();
  }
  out.endArray();
}

}  // namespace

void writeTableCapacity(ResponseWriter& out, const TableCapacity& table) {
  out.beginObject();
  out.member("account", table.account);
  out.member("region", table.region);
  out.member("table", table.name);
  out.member("billingMode", toString(table.billing_mode));
  out.member("mode", toString(table.mode));
  out.key("since");
  out.time(table.since);
  out.key("provisioned");
  out.beginObject();
  out.member("read", table.provisioned.read);
  out.member("write", table.provisioned.write);
  out.endObject();
  writeResource(out, table.table);
  writeIndexes(out, table.indexes);
  writeHotKeys(out, table.hot_keys);
  out.endObject();
}

}  // namespace stator
