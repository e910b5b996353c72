// Locks on items, striped over a fixed number of mutexes. Whoever changes items holds the locks of all of them, from
// reading the old images to the end of the commit; stripes are taken in ascending order, so there is no deadlock.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace stator {

inline constexpr size_t kItemLockStripes = 256;

// Of an encoded item key (storage/key_encoding.h).
size_t lockStripe(std::string_view item_key);

// Thread-safe.
class ItemLocks {
 public:
  class Guard {
   public:
    Guard(Guard&& other) noexcept = default;
    Guard& operator=(Guard&&) = delete;
    ~Guard();

   private:
    friend class ItemLocks;
    Guard(ItemLocks& locks, std::vector<uint16_t> stripes);
    ItemLocks* locks_;
    std::vector<uint16_t> stripes_;  // ascending, held
  };

  [[nodiscard]] std::unique_lock<std::mutex> lock(std::string_view item_key);
  [[nodiscard]] Guard lock(const std::vector<std::string>& item_keys);

 private:
  std::array<std::mutex, kItemLockStripes> mutexes_;
};

}  // namespace stator
