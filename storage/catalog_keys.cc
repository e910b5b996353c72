#include "storage/catalog_keys.h"

#include "storage/key_encoding.h"

namespace stator {
namespace {

std::string encodeNumber(uint32_t value) {
  std::string record;
  appendBigEndian(record, value);
  return record;
}

std::optional<uint32_t> decodeNumber(std::string_view record) {
  if (record.size() != sizeof(uint32_t)) return std::nullopt;
  uint32_t value = 0;
  for (const char byte : record) value = value << 8 | static_cast<uint8_t>(byte);
  return value;
}

}  // namespace

std::string snapshotKey(std::string_view account, std::string_view name) {
  std::string key = kFirstSnapshotKey;
  key += account;
  key += '\0';
  key += name;
  return key;
}

std::string streamKey(uint32_t id) { return kFirstStreamKey + encodeNumber(id); }

std::string tableKey(std::string_view account, std::string_view region, std::string_view name) {
  std::string key = kFirstTableKey;
  key += account;
  key += '\0';
  key += region;
  key += '\0';
  key += name;
  return key;
}

std::string tokenKey(std::string_view scope) { return std::string(kFirstTokenKey).append(scope); }

std::string encodeFormatRecord(uint32_t version) { return encodeNumber(version); }
std::optional<uint32_t> decodeFormatRecord(std::string_view record) { return decodeNumber(record); }
std::string encodeIdRecord(uint32_t id) { return encodeNumber(id); }
std::optional<uint32_t> decodeIdRecord(std::string_view record) { return decodeNumber(record); }

}  // namespace stator
