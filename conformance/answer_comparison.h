// Compares two runs of the same cases: two endpoints, or a recorded run and a new one.
#pragma once

#include <vector>

#include "conformance/result.h"

namespace stator::conformance {

// For each case of both runs, whether the second answered as the first did. What the case's own expectation leaves open
// (times, ids ...) does not count. In the results, "expected" is the first's answer and "actual" the second's.
std::vector<CaseResult> compareRuns(const std::vector<CaseResult>& first, const std::vector<CaseResult>& second);

// An expectation made of an actual answer: placeholders and freedoms of `expected` stay where they fit, the rest is exact. `other`
// is what the other run expected at the same step: it differs where the case refers to what that run had saved.
std::string expectationOf(const std::string& expected, const std::string& answer, const std::string& other);

}  // namespace stator::conformance
