// The hash that orders a Scan, as observed on the service: MD5 of "Outliers" and the bytes of the partition key
// (DynamoDB capture by dynalite, recomputed). Number keys hash their ordered bytes.
#pragma once

#include <cstdint>
#include <vector>

#include "types/key.h"

namespace stator {

// The first 8 bytes of the digest, big-endian. Several HASH attributes (multi-attribute index keys) are hashed one
// after the other as key parts: how the service does that is not known.
uint64_t partitionHash(ItemView item, const std::vector<KeyAttribute>& hash_attributes);
uint64_t partitionHash(const std::vector<AttributeValue>& hash_values);

// Orders index entries whose index keys are equal: the same digest over the whole key of the item, HASH and RANGE (observed
// on the service by dynalite).
uint64_t tieHash(ItemView item, const KeySchema& table_key);

// Which of `total` segments a hash is in: segment i starts at ceil(4096*i/total) of the hash's first 12 bits.
int64_t segmentOf(uint64_t hash, int64_t total);

}  // namespace stator
