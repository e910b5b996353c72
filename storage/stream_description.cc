#include "storage/stream_description.h"

#include <algorithm>
#include <cstdio>

#include "base/digest.h"
#include "types/limits.h"
#include "types/record_fields.h"

namespace stator {
namespace {

// Hashes and sequence numbers use all 64 bits; as a field they are the signed number of the same bits.
int64_t asField(uint64_t value) { return static_cast<int64_t>(value); }
uint64_t fromField(int64_t value) { return static_cast<uint64_t>(value); }

AttributeValue encodeShard(const StreamShard& shard) {
  FieldWriter to;
  to.integer("number", shard.number);
  to.integer("idTime", shard.id_time);
  to.integer("firstHash", asField(shard.first_hash));
  to.integer("lastHash", asField(shard.last_hash));
  to.integer("start", asField(shard.start));
  if (shard.end) to.integer("end", std::optional(asField(*shard.end)));
  to.integer("horizon", asField(shard.horizon));
  to.time("created", shard.created);
  to.time("closed", shard.closed);
  to.text("parent", shard.parent);
  return to.value();
}

StreamShard decodeShard(const FieldReader& from) {
  StreamShard shard;
  shard.number = static_cast<uint32_t>(from.integer("number"));
  shard.id_time = from.integer("idTime");
  shard.first_hash = fromField(from.integer("firstHash"));
  shard.last_hash = fromField(from.integer("lastHash"));
  shard.start = fromField(from.integer("start"));
  if (const auto end = from.optionalInteger("end")) shard.end = fromField(*end);
  shard.horizon = fromField(from.integer("horizon"));
  shard.created = from.time("created");
  shard.closed = from.optionalTime("closed");
  shard.parent = from.text("parent");
  return shard;
}

}  // namespace

std::string streamArnPrefix(std::string_view account, std::string_view region) {
  std::string prefix = "arn:aws:dynamodb:";
  return prefix.append(region).append(":").append(account).append(":table/");
}

std::string StreamDescription::arn() const { return streamArnPrefix(account, region) + table + "/stream/" + label; }

std::string StreamDescription::shardId(const StreamShard& shard) const {
  // The form of the service's ids. What their second part means is not known; here it tells streams apart.
  const uint32_t tail = crc32(arn() + "/" + std::to_string(shard.number));
  char text[48];
  const int length = std::snprintf(text, sizeof text, "shardId-%020lld-%08x", static_cast<long long>(shard.id_time), tail);
  return {text, static_cast<size_t>(length)};
}

const StreamShard* StreamDescription::findShard(std::string_view shard_id) const {
  const auto found = std::ranges::find_if(shards, [&](const StreamShard& shard) { return shardId(shard) == shard_id; });
  return found == shards.end() ? nullptr : &*found;
}

std::string encodeStreamDescription(const StreamDescription& stream) {
  FieldWriter to;
  to.integer("id", stream.id);
  to.text("account", stream.account);
  to.text("region", stream.region);
  to.text("table", stream.table);
  to.text("label", stream.label);
  to.text("view", toString(stream.view_type));
  writeKey(to, stream.key);
  to.time("created", stream.created);
  to.time("disabled", stream.disabled);
  std::vector<AttributeValue> shards;
  for (const StreamShard& shard : stream.shards) shards.push_back(encodeShard(shard));
  to.list("shards", shards);
  return to.build();
}

std::optional<StreamDescription> decodeStreamDescription(std::string_view record) {
  if (!isWellFormedItem(record, kMaxNestingDepth)) return std::nullopt;
  const FieldReader from{ItemView(record)};
  StreamDescription stream;
  stream.id = static_cast<StorageId>(from.integer("id"));
  stream.account = from.text("account");
  stream.region = from.text("region");
  stream.table = from.text("table");
  stream.label = from.text("label");
  stream.view_type = from.choice("view", StreamViewType::NewAndOldImages);
  stream.key = readKey(from);
  stream.created = from.time("created");
  stream.disabled = from.optionalTime("disabled");
  forEachMap(from.list("shards"), [&](const FieldReader& shard) { stream.shards.push_back(decodeShard(shard)); });
  if (stream.id == 0 || stream.label.empty() || stream.shards.empty()) return std::nullopt;
  return stream;
}

}  // namespace stator
