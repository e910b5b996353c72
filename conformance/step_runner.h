// Runs steps: fills in names, sends, compares, waits.
#pragma once

#include <set>

#include "conformance/case_runner.h"

namespace stator::conformance {

// Where a step stands: decides what its {{names}} are.
struct Scope {
  std::string prefix;       // of the case's own tables
  std::string file_prefix;  // of the file's
  const std::vector<std::string>* file_names = nullptr;
};

class StepRunner {
 public:
  StepRunner(const RunSettings& settings, Account& account, Transport& transport, const std::atomic<bool>& stop)
      : settings_(settings), account_(account), transport_(transport), stop_(stop) {}

  // Adds to `saved`, and to tables() what the step made. The differences are empty if all is as expected.
  StepResult run(const Step& step, const Scope& scope, Saved& saved);

  // Tables made since the last call of it, the oldest first.
  std::vector<std::string> takeTables() { return std::exchange(tables_, {}); }
  // Deletes and does not wait for the end of it.
  void deleteTables(const std::vector<std::string>& tables);

 private:
  std::string nameOf(std::string_view name, const Scope& scope, bool in_expectation) const;
  std::string expand(std::string_view text, bool is_json, const Scope& scope, const Saved& saved, bool in_expectation) const;
  Request requestOf(const Step& step, const Scope& scope, const Saved& saved) const;
  Expectation expand(const Expectation& expectation, const Scope& scope, const Saved& saved) const;
  StepResult exchange(const Step& step, const Scope& scope, Saved& saved);
  Answer sendUntil(const Request& request, const Expectation& expectation, const Saved& saved, bool eventually);
  Answer call(std::string_view operation, const std::string& body);
  void noteTable(const Request& request, const Answer& answer);
  std::string waitAfter(const Request& request);
  std::string waitFor(const std::vector<std::string>& words);
  std::string stateOf(const std::vector<std::string>& words);

  const RunSettings& settings_;
  Account& account_;
  Transport& transport_;
  const std::atomic<bool>& stop_;
  std::vector<std::string> tables_;
};

// Where `answer` is not as `expectation` says, whose names are filled in. With `any_error_form`, an error's type may have
// another prefix or none, and its text may be under `message` or `Message`; the status, the type's name and the text count.
std::vector<Difference> compare(const Expectation& expectation, const Answer& answer, Saved& saved,
                                bool any_error_form = false);

}  // namespace stator::conformance
