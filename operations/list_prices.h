// What the service charges for throughput, for `stator report`. The one place to bring up to date.
#pragma once

#include <string_view>

namespace stator {

// US dollars, in us-east-1, Standard table class, without free tier, discounts, storage or data transfer.
struct ListPrices {
  std::string_view as_of = "2025-07-21";  // the price page as quoted then; on-demand prices are those since November 2024
  double per_million_read_request_units = 0.125;
  double per_million_write_request_units = 0.625;
  double per_read_capacity_unit_hour = 0.00013;
  double per_write_capacity_unit_hour = 0.00065;
};

inline constexpr ListPrices kListPrices;

}  // namespace stator
