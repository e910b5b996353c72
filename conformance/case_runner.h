// Runs the cases of one file, one after the other, against one endpoint.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "conformance/result.h"
#include "conformance/transport.h"

namespace stator::conformance {

// The account of an endpoint: given, or learnt from the first ARN in an answer. Thread-safe.
class Account {
 public:
  explicit Account(std::string known = {}) : account_(std::move(known)) {}
  std::string get() const;  // empty while unknown
  void learnFrom(std::string_view answer);

 private:
  mutable std::mutex mutex_;
  std::string account_;
};

struct RunSettings {
  std::string run;  // begins every table's name
  std::string region = "us-east-1";
  std::vector<std::string> without;                            // features that the endpoint lacks
  bool any_error_form = false;                                 // see compare() in step_runner.h
  std::chrono::milliseconds patience{10000};                   // for a table to get ACTIVE
  std::chrono::milliseconds eventual_patience{2000};           // for "<~"
  std::chrono::milliseconds first_pause{2};                    // between looks; doubles up to a hundred times that
  std::function<bool(const CaseFile&, const Case&)> selected;  // empty: all
};

// Runs the set-up and the selected cases, and deletes the tables that they made. `stop` ends the run early; what has not
// run then is missing from the results. Calls `report` after each case.
std::vector<CaseResult> runFile(const CaseFile& file, const RunSettings& settings, Account& account, Transport& transport,
                                const std::atomic<bool>& stop, const std::function<void(const CaseResult&)>& report);

// The first part of the names of all tables that a run makes: also what a clean-up looks for.
std::string tablePrefix(const RunSettings& settings);

}  // namespace stator::conformance
