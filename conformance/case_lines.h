// The lines of a case file, each read by itself; case_file.cc puts them together.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/case_file.h"

namespace stator::conformance {

// `line` is what follows the mark at its beginning. On failure `problem` says what is wrong.

// " PutItem {...}", " {...}" with the default operation, " !http POST /", " !wait table {{t}} ACTIVE".
Step readStep(std::string_view line, const std::string& default_operation, std::string& problem);
// " 200 {...}", "~ 200", " 404 text \"...\"", " error ValidationException: text", " validation: text".
Expectation readExpectation(std::string_view line, std::string& problem);
// " content-type: text/plain", its name made lower-case.
std::pair<std::string, std::string> readHeader(std::string_view line, std::string& problem);
// A further line of an expectation's body. Returns what is wrong.
std::string continueExpectation(Expectation& expectation, std::string_view line);

struct StepProblem {
  int line = 0;
  std::string text;  // empty: none
};

// To be called when a step has all its lines: completes and checks it. `saved` are the names that steps before it saved;
// its own are added.
StepProblem finishStep(Step& step, std::vector<std::string>& saved);

// The {{names}} in all of a step's texts that stand for tables.
std::vector<std::string> namesOfStep(const Step& step);

// Whether {{name}} is provided by the runner, such as {{region}} and {{now+60}}, and so not a table.
bool isReservedName(std::string_view name);

}  // namespace stator::conformance
