#include <algorithm>

#include "operations/stream_access.h"
#include "operations/table_description.h"

namespace stator {
namespace {

constexpr int64_t kMaxShards = 100;  // in one answer; also what an absent Limit means

// The shards that the request asks for, in order of creation, which is that of their ids.
Result<std::vector<const StreamShard*>> pickShards(RequestValue request, const StreamDescription& stream) {
  const std::string_view after = request["ExclusiveStartShardId"].string();
  const RequestValue filter = request["ShardFilter"];
  const std::string_view parent = filter["ShardId"].string();
  if (filter && parent.empty()) {
    return validationError("ShardId must be specified in ShardFilter for the type CHILD_SHARDS");  // text unverified
  }
  std::vector<const StreamShard*> shards;
  for (const StreamShard& shard : stream.shards) {
    if (filter && shard.parent != parent) continue;
    if (!after.empty() && stream.shardId(shard) <= after) continue;
    shards.push_back(&shard);
  }
  return shards;
}

void writeShard(ResponseWriter& out, const StreamDescription& stream, const StreamShard& shard) {
  out.beginObject();
  if (!shard.parent.empty()) out.member("ParentShardId", shard.parent);
  out.key("SequenceNumberRange");
  out.beginObject();
  if (shard.end) out.member("EndingSequenceNumber", sequenceText(*shard.end));
  out.member("StartingSequenceNumber", sequenceText(shard.start));
  out.endObject();
  out.member("ShardId", stream.shardId(shard));
  out.endObject();
}

}  // namespace

Result<void> describeStream(OperationContext& context) {
  const RequestValue request = context.request.root();
  const StreamDescription stream = TRY(findStream(context, request["StreamArn"].string()));
  std::vector<const StreamShard*> shards = TRY(pickShards(request, stream));
  const auto limit = static_cast<size_t>(request["Limit"].integer(kMaxShards));
  const bool more = shards.size() > limit;
  if (more) shards.resize(limit);

  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("StreamDescription");
  out.beginObject();
  out.key("CreationRequestDateTime");
  out.time(stream.created);
  writeKeySchema(out, stream.key);
  if (more) out.member("LastEvaluatedShardId", stream.shardId(*shards.back()));
  out.key("Shards");
  out.beginArray();
  for (const StreamShard* shard : shards) writeShard(out, stream, *shard);
  out.endArray();
  out.member("StreamArn", stream.arn());
  out.member("StreamLabel", stream.label);
  out.member("StreamStatus", streamStatus(context.engine, stream));
  out.member("StreamViewType", toString(stream.view_type));
  out.member("TableName", stream.table);
  out.endObject();
  out.endObject();
  return {};
}

}  // namespace stator
