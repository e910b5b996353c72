// junitReport() of report_files.h.
#include <cstdio>
#include <map>

#include "conformance/console_report.h"
#include "conformance/markup.h"
#include "conformance/report_files.h"

namespace stator::conformance {
namespace {

std::string seconds(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.3f", value);
  return buffer;
}

std::string counts(const std::vector<CaseResult>& results) {
  return " tests=\"" + std::to_string(results.size()) + "\" failures=\"" +
         std::to_string(countOf(results, Outcome::Failed)) + "\" errors=\"0\" skipped=\"" +
         std::to_string(countOf(results, Outcome::Skipped)) + "\"";
}

std::string testCase(const CaseResult& result) {
  std::string xml = "    <testcase classname=" + attribute(result.file) + " name=" + attribute(result.title) + " time=\"" +
                    seconds(result.seconds) + "\"";
  if (result.outcome == Outcome::Passed) return xml + "/>\n";
  xml += ">\n";
  if (result.outcome == Outcome::Skipped)
    xml += "      <skipped message=" + attribute(result.note) + "/>\n";
  else
    xml += "      <failure message=" + attribute(result.note) + ">" + escapeMarkup(failureText(result)) + "</failure>\n";
  return xml + "    </testcase>\n";
}

}  // namespace

std::string junitReport(const ReportHead& head, const std::vector<CaseResult>& results) {
  std::map<std::string, std::vector<CaseResult>> by_file;
  for (const CaseResult& result : results) by_file[result.file].push_back(result);
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=" + attribute("stator-conformance " + head.endpoint) +
      counts(results) + ">\n";
  for (const auto& [file, of_file] : by_file) {
    xml += "  <testsuite name=" + attribute(file) + counts(of_file) + ">\n";
    for (const CaseResult& result : of_file) xml += testCase(result);
    xml += "  </testsuite>\n";
  }
  return xml + "</testsuites>\n";
}

}  // namespace stator::conformance
