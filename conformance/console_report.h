// What the runner prints: each failure with the actual answer beside the expected one, and a table at the end.
#pragma once

#include <string>

#include "conformance/result.h"

namespace stator::conformance {

// A failed case: where it stands, its request, and the differences.
std::string failureText(const CaseResult& result);

// Passed and failed cases by operation and tier, and in total.
std::string summaryTable(const std::vector<CaseResult>& results);

size_t countOf(const std::vector<CaseResult>& results, Outcome outcome);

}  // namespace stator::conformance
