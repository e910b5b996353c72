// How often the billing mode of a table may become PAY_PER_REQUEST.
#pragma once

#include <chrono>
#include <cstddef>

#include "base/clock.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

inline constexpr size_t kMaxSwitchesToOnDemand = 4;  // within kSwitchWindow
inline constexpr std::chrono::hours kSwitchWindow{24};

// Notes a switch from PROVISIONED. LimitExceededException, and no change, when there were too many of them.
Result<void> noteSwitchToOnDemand(TableSchema& table, TimePoint now);

}  // namespace stator
