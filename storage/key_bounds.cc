// Ranges of storage keys. Key parts are self-delimiting, so no part is a prefix of another and every range over the value
// of one key attribute is a range of keys, whatever follows it.
#include <algorithm>
#include <limits>

#include "storage/key_bytes.h"
#include "storage/key_encoding.h"
#include "storage/partition_hash.h"

namespace stator {
namespace {

constexpr uint64_t kSlots = 4096;  // as partition_hash.cc

// The first key behind all that start with `prefix`: it ends a half-open range of prefixes.
std::string behindPrefix(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xFF') prefix.pop_back();
  // Never empty: the storage id in front is never 0xFFFFFFFF.
  if (!prefix.empty()) prefix.back() = static_cast<char>(static_cast<uint8_t>(prefix.back()) + 1);
  return prefix;
}

std::string withPart(std::string prefix, AttributeValueView value) {
  appendKeyPart(prefix, value);
  return prefix;
}

// The keys under `prefix` whose next part satisfies `condition`.
KeyBounds boundsOfCondition(const std::string& prefix, const RangeCondition& condition) {
  using Operator = RangeCondition::Operator;
  const std::string low = withPart(prefix, condition.low);
  switch (condition.op) {
    case Operator::Equal:
      return {low, behindPrefix(low)};
    case Operator::Less:
      return {prefix, low};
    case Operator::LessOrEqual:
      return {prefix, behindPrefix(low)};
    case Operator::Greater:
      return {behindPrefix(low), behindPrefix(prefix)};
    case Operator::GreaterOrEqual:
      return {low, behindPrefix(prefix)};
    case Operator::Between:
      return {low, behindPrefix(withPart(prefix, condition.high.value_or(condition.low)))};
    case Operator::BeginsWith: {
      std::string start = prefix;
      appendKeyPrefix(start, condition.low);
      std::string end = behindPrefix(start);
      return {std::move(start), std::move(end)};
    }
  }
  return {low, low};
}

void appendSlot(std::string& out, StorageId id, uint64_t slot) {
  if (slot >= kSlots) {
    appendBigEndian(out, static_cast<uint32_t>(id + 1));
    return;
  }
  appendBigEndian(out, static_cast<uint32_t>(id));
  out += static_cast<char>(slot >> 4);
  out += static_cast<char>((slot & 0xf) << 4);
}

}  // namespace

KeyBounds boundsOf(StorageId id) {
  KeyBounds bounds;
  appendBigEndian(bounds.lower, static_cast<uint32_t>(id));
  appendBigEndian(bounds.upper, static_cast<uint32_t>(id + 1));
  return bounds;
}

KeyBounds boundsOf(StorageId id, const KeyRange& range) {
  std::string prefix;
  appendBigEndian(prefix, static_cast<uint32_t>(id));
  appendBigEndian(prefix, partitionHash(range.hash));
  for (const AttributeValue& value : range.hash) appendKeyPart(prefix, value);
  KeyBounds bounds{prefix, behindPrefix(prefix)};
  for (const RangeCondition& condition : range.range) {
    bounds = boundsOfCondition(prefix, condition);
    if (condition.op != RangeCondition::Operator::Equal) break;
    appendKeyPart(prefix, condition.low);
  }
  // BETWEEN with its bounds the wrong way round reads nothing.
  if (bounds.upper < bounds.lower) bounds.upper = bounds.lower;
  return bounds;
}

KeyBounds segmentBounds(StorageId id, int64_t segment, int64_t total) {
  const auto count = static_cast<uint64_t>(std::max<int64_t>(total, 1));
  const auto start = [&](uint64_t i) { return (kSlots * i + count - 1) / count; };
  KeyBounds bounds;
  appendSlot(bounds.lower, id, start(static_cast<uint64_t>(segment)));
  appendSlot(bounds.upper, id, start(static_cast<uint64_t>(segment) + 1));
  return bounds;
}

}  // namespace stator
