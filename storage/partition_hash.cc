#include "storage/partition_hash.h"

#include <stdexcept>
#include <string>

#include "base/digest.h"
#include "storage/key_encoding.h"

namespace stator {
namespace {

// The service salts the digest with this word (dynalite, recomputed from two recorded Scan orders).
constexpr std::string_view kSalt = "Outliers";

constexpr int64_t kSlots = 4096;  // segments cut the first 12 bits of the hash
constexpr int kSlotShift = 64 - 12;

uint64_t firstEightBytes(std::string_view salted) {
  const auto digest = md5(salted);
  uint64_t hash = 0;
  for (int i = 0; i < 8; ++i) hash = hash << 8 | digest[i];
  return hash;
}

}  // namespace

uint64_t partitionHash(ItemView item, const std::vector<KeyAttribute>& hash_attributes) {
  thread_local std::string salted;
  salted = kSalt;
  for (const KeyAttribute& attribute : hash_attributes) {
    const auto value = item.find(attribute.name);
    if (!value) throw std::logic_error("an item without its key attribute " + attribute.name + " has no partition");
    if (hash_attributes.size() == 1) {
      salted += value->payload();
    } else {
      appendKeyPart(salted, *value);  // unverified: delimited, so that ("a", "bc") and ("ab", "c") differ
    }
  }
  return firstEightBytes(salted);
}

uint64_t tieHash(ItemView item, const KeySchema& table_key) {
  thread_local std::string salted;
  salted = kSalt;
  for (const auto* part : {&table_key.hash, &table_key.range}) {
    for (const KeyAttribute& attribute : *part) {
      const auto value = item.find(attribute.name);
      if (!value)
        throw std::logic_error("an item without its key attribute " + attribute.name + " has no place in an index");
      salted += value->payload();
    }
  }
  return firstEightBytes(salted);
}

uint64_t partitionHash(const std::vector<AttributeValue>& hash_values) {
  thread_local std::string salted;
  salted = kSalt;
  for (const AttributeValue& value : hash_values) {
    if (hash_values.size() == 1) {
      salted += value.view().payload();
    } else {
      appendKeyPart(salted, value);
    }
  }
  return firstEightBytes(salted);
}

int64_t segmentOf(uint64_t hash, int64_t total) {
  // The last segment whose start, ceil(4096*i/total), is not behind the slot.
  return static_cast<int64_t>(hash >> kSlotShift) * total / kSlots;
}

}  // namespace stator
