// The service looks for one kind of mistake after the other, each over the whole expression, and reports the first kind it
// finds. Findings collects them in one pass: per rank, the first one counts; of the ranks, the lowest.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "types/error.h"

namespace stator {

inline constexpr int kFindingRanks = 10;

class Findings {
 public:
  void note(int rank, std::string text, ErrorFamily family = ErrorFamily::Syntax) {
    auto& slot = slots_[static_cast<size_t>(rank)];
    if (!slot) slot = Finding{std::move(text), family};
  }
  bool has(int rank) const { return slots_[static_cast<size_t>(rank)].has_value(); }
  // Moves what ranks `from` and above have found to `rank`, of which it is one finding, and forgets the rest.
  void settle(int from, int rank) {
    for (size_t i = static_cast<size_t>(from); i < slots_.size(); ++i) {
      if (slots_[i] && !has(rank)) slots_[static_cast<size_t>(rank)] = slots_[i];
      slots_[i].reset();
    }
  }

  struct Finding {
    std::string text;
    ErrorFamily family;
  };
  const Finding* first() const {
    for (const auto& slot : slots_)
      if (slot) return &*slot;
    return nullptr;
  }

 private:
  std::array<std::optional<Finding>, kFindingRanks> slots_;
};

// Texts that several expressions share.
std::string wrongOperandType(std::string_view operation, std::string_view type);
std::string wrongOperandCount(std::string_view operation, size_t count);
std::string needsPath(std::string_view operation);

}  // namespace stator
