// Reports for other programs and for browsers.
#pragma once

#include <string>
#include <vector>

#include "conformance/result.h"

namespace stator::conformance {

struct ReportHead {
  std::string endpoint;
  std::string date;                      // "2026-08-21 12:00:00 UTC"
  std::string expected_is = "expected";  // what the two sides of a difference are called
  std::string actual_is = "actual";
};

std::string junitReport(const ReportHead& head, const std::vector<CaseResult>& results);
std::string jsonReport(const ReportHead& head, const std::vector<CaseResult>& results);
// One page without anything from outside: the table, and each failure with both sides beside each other.
std::string htmlReport(const ReportHead& head, const std::vector<CaseResult>& results);

// Throws std::runtime_error.
void writeFile(const std::string& path, const std::string& text);

}  // namespace stator::conformance
