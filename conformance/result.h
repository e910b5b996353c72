// What came of running cases.
#pragma once

#include <string>
#include <vector>

#include "conformance/case_file.h"
#include "conformance/match.h"

namespace stator::conformance {

enum class Outcome { Passed, Failed, Skipped };
std::string_view outcomeName(Outcome outcome);

// One request and its answer.
struct StepResult {
  int line = 0;
  std::string operation;
  std::string request;   // as sent, cut at kMaxKeptText
  std::string expected;  // with names filled in; empty where only 200 is
  int expected_status = 200;
  int status = 0;
  std::string answer;  // cut at kMaxKeptText
  std::vector<Difference> differences;
};

struct CaseResult {
  std::string file;       // CaseFile::name
  std::string file_path;  // CaseFile::path
  int line = 0;
  std::string title;
  Tier tier = Tier::Core;
  std::string operation;
  std::string source;
  Outcome outcome = Outcome::Passed;
  std::string note;               // why it was skipped, or what failed in short
  std::vector<StepResult> steps;  // up to the first that failed
  double seconds = 0;

  std::string id() const { return file + ": " + title; }
};

constexpr size_t kMaxKeptText = 64 * 1024;

// `text`, or its beginning and how much was left out.
std::string cut(std::string text, size_t max_bytes = kMaxKeptText);

}  // namespace stator::conformance
