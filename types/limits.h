// Every limit of the service, by name, in its unit. Sources: AWS developer guide, DynamoDB captures.
#pragma once

#include <cstddef>
#include <cstdint>

namespace stator {

inline constexpr size_t kKiB = 1024;
inline constexpr size_t kMiB = 1024 * kKiB;

inline constexpr size_t kMaxItemSize = 400 * kKiB;
inline constexpr int kMaxNestingDepth = 32;  // the attribute's own value is level 1
inline constexpr size_t kMaxHashKeySize = 2048;
inline constexpr size_t kMaxRangeKeySize = 1024;
inline constexpr size_t kMaxAttributeNameSize = 65535;  // of non-key attributes
inline constexpr size_t kMaxKeyAttributeNameSize = 255;

inline constexpr size_t kMaxExpressionSize = 4096;  // bytes, before substitution
inline constexpr size_t kMaxExpressionOperators = 300;
inline constexpr size_t kMaxInOperands = 100;
inline constexpr int kMaxExpressionDepth = 300;     // of the parser's recursion; more is a syntax error
inline constexpr int kMaxPathDepth = 32;            // elements of a document path
inline constexpr size_t kMaxPlaceholderSize = 255;  // bytes of a #name or :value

inline constexpr size_t kReadUnitSize = 4 * kKiB;
inline constexpr size_t kWriteUnitSize = 1 * kKiB;
inline constexpr size_t kMaxPageSize = 1 * kMiB;  // of evaluated items in a Query or Scan
inline constexpr size_t kMaxBatchGetItems = 100;
inline constexpr size_t kMaxBatchGetSize = 16 * kMiB;
inline constexpr size_t kMaxBatchWriteItems = 25;
inline constexpr int64_t kMaxTotalSegments = 1000000;

inline constexpr size_t kMaxRequestSize = 16 * kMiB;  // larger bodies get HTTP 413
inline constexpr int kMaxJsonDepth = 512;             // of a request body; deeper is a SerializationException

inline constexpr size_t kMinTableNameLength = 3;
inline constexpr size_t kMaxTableNameLength = 255;
inline constexpr size_t kMaxLocalSecondaryIndexes = 5;
inline constexpr size_t kMaxGlobalSecondaryIndexes = 20;
inline constexpr size_t kMaxIndexHashAttributes = 4;  // of a global secondary index
inline constexpr size_t kMaxIndexRangeAttributes = 4;
inline constexpr size_t kMaxProjectedAttributes = 100;  // INCLUDE attributes over all indexes of a table
inline constexpr int64_t kMaxCapacityUnits = 1000000000000;
inline constexpr size_t kMaxTags = 50;
inline constexpr int64_t kOnDemandReadUnits = 12000;  // warm throughput of a new on-demand table
inline constexpr int64_t kOnDemandWriteUnits = 4000;

}  // namespace stator
