// `stator report`: what each table consumed, what would have been throttled, and what the run would have cost, as text for a
// terminal.
#pragma once

#include <string>
#include <vector>

#include "operations/throughput.h"

namespace stator {

inline constexpr size_t kDefaultReportWidth = 100;

// Lines of at most `width` columns, each with its end. Tables and indexes that nobody used are counted, not shown.
std::string usageReport(const std::vector<TableCapacity>& tables, TimePoint now, size_t width);

}  // namespace stator
