#include "operations/stream_access.h"

#include <charconv>
#include <cstdio>

#include "operations/table_definition.h"

namespace stator {
namespace {

constexpr size_t kSequenceDigits = 20;  // of a uint64_t, behind a leading 1

}  // namespace

Error streamNotFound(std::string_view arn) {
  return Error{ErrorCode::ResourceNotFoundException,
               "Requested resource not found: Stream: " + std::string(arn) + " not found"};
}

// As quoted in issues of consumers (node-dynamodb-stream 16, data-prepper 4401).
Error shardNotFound() {
  return Error{ErrorCode::ResourceNotFoundException, "Requested resource not found: Shard does not exist"};
}

// As quoted in an issue of a consumer (node-dynamodb-stream 13).
Error dataTrimmed() {
  return Error{ErrorCode::TrimmedDataAccessException, "The data you are trying to access has been trimmed"};
}

Result<StreamDescription> findStream(OperationContext& context, std::string_view arn) {
  auto stream = context.engine.streams().find(arn);
  if (!stream) return streamNotFound(arn);
  return *std::move(stream);
}

std::string_view streamStatus(const Engine& engine, const StreamDescription& stream) {
  const TimePoint now = engine.clock().now();
  const auto delay = engine.options().transient_status;
  if (stream.disabled) return now < *stream.disabled + delay ? "DISABLING" : "DISABLED";
  return now < stream.created + delay ? "ENABLING" : "ENABLED";
}

void nameStream(Engine& engine, TableSchema& table) {
  TimePoint time = engine.clock().now();
  do {
    table.latest_stream_label = streamLabel(time);
    time += std::chrono::milliseconds(1);
  } while (engine.streams().find(table.streamArn()));
  table.stream->label = table.latest_stream_label;
  table.stream->id = engine.catalog().allocateId();
}

std::string sequenceText(uint64_t sequence) {
  char text[32];
  const int length = std::snprintf(text, sizeof text, "1%0*llu", static_cast<int>(kSequenceDigits),
                                   static_cast<unsigned long long>(sequence));
  return {text, static_cast<size_t>(length)};
}

std::optional<uint64_t> parseSequence(std::string_view text) {
  if (text.size() != kSequenceDigits + 1 || text.front() != '1') return std::nullopt;
  uint64_t sequence = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), sequence);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return sequence;
}

}  // namespace stator
