#include "conformance/console_report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

namespace stator::conformance {
namespace {

constexpr size_t kShownRequest = 1200, kShownAnswer = 4000, kShownDifferences = 12;

struct Tally {
  size_t passed = 0, failed = 0, skipped = 0;

  void add(Outcome outcome) {
    if (outcome == Outcome::Passed)
      ++passed;
    else
      ++(outcome == Outcome::Failed ? failed : skipped);
  }
};

// Index 3 is the total.
using Row = std::array<Tally, std::size(kTiers) + 1>;

std::string cell(const Tally& tally) {
  if (tally.passed + tally.failed == 0) return tally.skipped == 0 ? "" : "(" + std::to_string(tally.skipped) + " skipped)";
  return std::to_string(tally.passed) + "/" + std::to_string(tally.passed + tally.failed);
}

std::string line(const std::string& name, const std::array<std::string, 4>& cells) {
  char buffer[160];
  std::snprintf(buffer, sizeof buffer, "%-34.60s %12s %12s %12s %12s\n", name.c_str(), cells[0].c_str(), cells[1].c_str(),
                cells[2].c_str(), cells[3].c_str());
  return buffer;
}

std::string line(const std::string& name, const Row& row) {
  return line(name, std::array{cell(row[0]), cell(row[1]), cell(row[2]), cell(row[3])});
}

std::string shown(const std::string& json_text) {
  rapidjson::Document document;
  if (!parseJson(json_text, document).empty()) return cut(json_text, kShownAnswer);
  return cut(printJson(document), kShownAnswer);
}

std::string differenceText(const Difference& difference) {
  const auto side = [](const std::string& text) {
    return text.empty() ? std::string("(nothing)") : cut(text, kShownAnswer);
  };
  return "      " + difference.path + "\n        expected  " + side(difference.expected) + "\n        actual    " +
         side(difference.actual) + "\n";
}

}  // namespace

std::string failureText(const CaseResult& result) {
  std::string text = "FAILED " + result.file_path + ":" + std::to_string(result.line) + ": " + result.title + "\n";
  if (!result.note.empty()) text += "    " + result.note + "\n";
  if (result.steps.empty()) return text;
  const StepResult& step = result.steps.back();
  text += "    request   " + step.operation + " " + cut(step.request, kShownRequest) + "\n";
  if (!step.expected.empty() || step.expected_status != 200) {
    text += "    expected  " + std::to_string(step.expected_status) + " " + shown(step.expected) + "\n";
  }
  text += "    actual    " + std::to_string(step.status) + " " + shown(step.answer) + "\n";
  const size_t count = std::min(step.differences.size(), kShownDifferences);
  for (size_t i = 0; i < count; ++i) text += differenceText(step.differences[i]);
  if (count < step.differences.size()) text += "      and " + std::to_string(step.differences.size() - count) + " more\n";
  return text;
}

std::string summaryTable(const std::vector<CaseResult>& results) {
  std::map<std::string, Row> rows;
  Row total;
  for (const CaseResult& result : results) {
    for (const size_t column : {static_cast<size_t>(result.tier), std::size(kTiers)}) {
      rows[result.operation][column].add(result.outcome);
      total[column].add(result.outcome);
    }
  }
  std::string text = line("operation", std::array<std::string, 4>{"core", "complete", "strict", "all"});
  for (const auto& [operation, row] : rows) text += line(operation, row);
  text += line("total", total);
  text += std::to_string(countOf(results, Outcome::Passed)) + " passed, " +
          std::to_string(countOf(results, Outcome::Failed)) + " failed, " +
          std::to_string(countOf(results, Outcome::Skipped)) + " skipped\n";
  return text;
}

size_t countOf(const std::vector<CaseResult>& results, Outcome outcome) {
  return static_cast<size_t>(
      std::count_if(results.begin(), results.end(), [&](const CaseResult& result) { return result.outcome == outcome; }));
}

}  // namespace stator::conformance
