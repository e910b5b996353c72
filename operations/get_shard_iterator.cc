#include "operations/shard_iterator.h"
#include "operations/stream_access.h"

namespace stator {
namespace {

// Where AT_SEQUENCE_NUMBER and AFTER_SEQUENCE_NUMBER start. The texts of its validation errors are unverified.
Result<uint64_t> numberedPosition(OperationContext& context, const StreamDescription& stream, const StreamShard& shard,
                                  bool after) {
  const RequestValue given = context.request["SequenceNumber"];
  if (!given) return validationError("SequenceNumber must be specified for the given ShardIteratorType");
  const auto sequence = parseSequence(given.string());
  const auto latest = context.engine.streams().latest(stream.id, shard.number);
  if (!sequence || *sequence < shard.start || (shard.end && *sequence > *shard.end) || (latest && *sequence > *latest)) {
    return validationError("Invalid SequenceNumber: it is not one of the given shard");
  }
  return *sequence + (after ? 1 : 0);
}

Result<uint64_t> startPosition(OperationContext& context, const StreamDescription& stream, const StreamShard& shard) {
  const std::string_view type = context.request["ShardIteratorType"].string();
  StreamStore& streams = context.engine.streams();
  const auto horizon = streams.horizon(stream.id, shard.number);
  if (!horizon) return shardNotFound();
  if (type == "TRIM_HORIZON") return *horizon;
  if (type == "LATEST") return streams.latest(stream.id, shard.number).value_or(*horizon);
  const uint64_t position = TRY(numberedPosition(context, stream, shard, type == "AFTER_SEQUENCE_NUMBER"));
  if (position < *horizon) return dataTrimmed();
  return position;
}

}  // namespace

Result<void> getShardIterator(OperationContext& context) {
  const RequestValue request = context.request.root();
  const StreamDescription stream = TRY(findStream(context, request["StreamArn"].string()));
  const StreamShard* shard = stream.findShard(request["ShardId"].string());
  if (shard == nullptr) return shardNotFound();
  const uint64_t position = TRY(startPosition(context, stream, *shard));

  ResponseWriter& out = context.response;
  out.beginObject();
  out.member("ShardIterator", toText({stream.arn(), shard->number, position, context.engine.clock().now()}));
  out.endObject();
  return {};
}

}  // namespace stator
