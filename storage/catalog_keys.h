// Keys and small records of the `catalog` column family (docs/storage_format.md).
//
//   'f'                                    -> format version, 4 bytes big-endian
//   'i'                                    -> first storage id that was never handed out, 4 bytes big-endian
//   'c' account 0x00 name                -> a snapshot of an account (storage/account_snapshots.h)
//   's' stream id, 4 bytes big-endian      -> encodeStreamDescription
//   't' account 0x00 region 0x00 name      -> encodeTableSchema
//   'x' scope of a token                   -> its record (storage/idempotency_tokens.h)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stator {

inline constexpr uint32_t kFormatVersion = 2;

inline constexpr const char* kFormatKey = "f";
inline constexpr const char* kNextIdKey = "i";
inline constexpr const char* kFirstSnapshotKey = "c";
inline constexpr const char* kBehindSnapshotKeys = "d";
inline constexpr const char* kFirstStreamKey = "s";
inline constexpr const char* kBehindStreamKeys = "t";
inline constexpr const char* kFirstTableKey = "t";
inline constexpr const char* kBehindTableKeys = "u";
inline constexpr const char* kFirstTokenKey = "x";
inline constexpr const char* kBehindTokenKeys = "y";

std::string snapshotKey(std::string_view account, std::string_view name);
std::string streamKey(uint32_t id);
std::string tableKey(std::string_view account, std::string_view region, std::string_view name);
std::string tokenKey(std::string_view scope);

std::string encodeFormatRecord(uint32_t version);
std::optional<uint32_t> decodeFormatRecord(std::string_view record);  // nullopt when it is no such record

std::string encodeIdRecord(uint32_t id);
std::optional<uint32_t> decodeIdRecord(std::string_view record);

}  // namespace stator
