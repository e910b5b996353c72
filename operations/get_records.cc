#include <algorithm>

#include "base/digest.h"
#include "operations/shard_iterator.h"
#include "operations/stream_access.h"
#include "types/limits.h"

namespace stator {
namespace {

constexpr int64_t kMaxRecords = 1000;  // in one answer; also what an absent Limit means

std::string_view eventName(StreamEvent event) {
  switch (event) {
    case StreamEvent::Insert:
      return "INSERT";
    case StreamEvent::Modify:
      return "MODIFY";
    case StreamEvent::Remove:
      break;
  }
  return "REMOVE";
}

void writeImage(ResponseWriter& out, std::string_view name, const std::string& item) {
  out.key(name);
  out.item(ItemView(item));
}

// Shape and fixed values as the service shows them (LocalStack snapshots, 2025).
void writeRecord(ResponseWriter& out, const StreamDescription& stream, const StreamRecord& record) {
  const std::string sequence = sequenceText(record.sequence);
  const auto event_id = md5(stream.arn() + "/" + sequence);
  out.beginObject();
  out.member("awsRegion", stream.region);
  out.key("dynamodb");
  out.beginObject();
  out.member("ApproximateCreationDateTime",
             std::chrono::floor<std::chrono::seconds>(record.time).time_since_epoch().count());
  writeImage(out, "Keys", record.keys);
  if (record.new_image) writeImage(out, "NewImage", *record.new_image);
  if (record.old_image) writeImage(out, "OldImage", *record.old_image);
  out.member("SequenceNumber", sequence);
  out.member("SizeBytes", record.size());
  out.member("StreamViewType", toString(stream.view_type));
  out.endObject();
  out.member("eventID", hex({reinterpret_cast<const char*>(event_id.data()), event_id.size()}));
  out.member("eventName", eventName(record.event));
  out.member("eventSource", "aws:dynamodb");
  out.member("eventVersion", "1.1");
  if (record.by_service) {
    // The developer guide has these names in lower case; SDKs read them as the API model spells them.
    out.key("userIdentity");
    out.beginObject();
    out.member("PrincipalId", "dynamodb.amazonaws.com");
    out.member("Type", "Service");
    out.endObject();
  }
  out.endObject();
}

}  // namespace

Result<void> getRecords(OperationContext& context) {
  const RequestValue request = context.request.root();
  auto iterator = parseShardIterator(request["ShardIterator"].string());
  if (!iterator) return validationError("Invalid ShardIterator");  // text unverified
  const TimePoint now = context.engine.clock().now();
  const StreamDescription stream = TRY(findStream(context, iterator->stream_arn));
  if (iterator->expired(now)) {
    return Error{ErrorCode::ExpiredIteratorException,
                 "The provided iterator exceeds the maximum age allowed"};  // text unverified
  }
  const auto limit = static_cast<size_t>(request["Limit"].integer(kMaxRecords));
  const auto page = context.engine.streams().read(stream.id, iterator->shard, iterator->position, limit, kMiB);
  if (!page) return dataTrimmed();

  ResponseWriter& out = context.response;
  out.beginObject();
  if (!page->finished) {
    iterator->position = page->next;
    iterator->issued = now;
    out.member("NextShardIterator", toText(*iterator));
  }
  out.key("Records");
  out.beginArray();
  for (const StreamRecord& record : page->records) writeRecord(out, stream, record);
  out.endArray();
  out.endObject();
  return {};
}

}  // namespace stator
