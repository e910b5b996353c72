// What the operations on streams share: finding them, naming them, and sequence numbers as texts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "operations/operation.h"
#include "storage/stream_store.h"

namespace stator {

// "Requested resource not found: Stream: <arn> not found"
Error streamNotFound(std::string_view arn);
// "Requested resource not found: Shard does not exist"
Error shardNotFound();
// TrimmedDataAccessException
Error dataTrimmed();

// An ARN says itself in which account and region its stream is.
Result<StreamDescription> findStream(OperationContext& context, std::string_view arn);
// "ENABLED", "DISABLED" ...
std::string_view streamStatus(const Engine& engine, const StreamDescription& stream);

// Gives the stream that `table` has just been given its storage id and its label, which no other stream of a table of this
// name has, and may not get while that one can be read.
void nameStream(Engine& engine, TableSchema& table);

// 21 digits, of which the first is not 0: the shortest that the API model allows.
std::string sequenceText(uint64_t sequence);
std::optional<uint64_t> parseSequence(std::string_view text);

}  // namespace stator
