#include <algorithm>

#include "operations/stream_access.h"

namespace stator {

Result<void> listStreams(OperationContext& context) {
  constexpr int64_t kMaxLimit = 100;  // also what an absent one means
  const auto limit = static_cast<size_t>(context.request["Limit"].integer(kMaxLimit));
  auto streams =
      context.engine.streams().list(context.caller.account, context.caller.region, context.request["TableName"].string(),
                                    context.request["ExclusiveStartStreamArn"].string(), limit + 1);
  const bool more = streams.size() > limit;
  if (more) streams.pop_back();

  ResponseWriter& out = context.response;
  out.beginObject();
  if (more) out.member("LastEvaluatedStreamArn", streams.back().arn());
  out.key("Streams");
  out.beginArray();
  for (const StreamDescription& stream : streams) {
    out.beginObject();
    out.member("StreamArn", stream.arn());
    out.member("StreamLabel", stream.label);
    out.member("TableName", stream.table);
    out.endObject();
  }
  out.endArray();
  out.endObject();
  return {};
}

}  // namespace stator
