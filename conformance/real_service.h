// What running against the real service needs beyond a run: what it costs, and that nothing stays behind.
#pragma once

#include <string>
#include <vector>

#include "conformance/case_runner.h"

namespace stator::conformance {

struct CostEstimate {
  size_t cases = 0;
  size_t tables = 0;
  size_t requests = 0;
  double write_units = 0;
  double read_units = 0;
  double dollars = 0;

  std::string text() const;
};

// An upper bound rather than an expectation, at us-east-1's on-demand prices.
CostEstimate estimateCost(const std::vector<CaseFile>& files, const RunSettings& settings);

// Deletes all tables whose names begin with `prefix`. Returns their number; `failure` says what went wrong.
size_t sweepTables(Transport& transport, const std::string& prefix, std::string& failure);

}  // namespace stator::conformance
