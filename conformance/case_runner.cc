#include "conformance/case_runner.h"

#include <algorithm>
#include <iterator>

#include "conformance/step_runner.h"

namespace stator::conformance {
namespace {

constexpr std::string_view kArn = "arn:aws:dynamodb:";
constexpr size_t kAccountDigits = 12;

// "sc1a2b.items.put_item." : letters that a table's name may have.
std::string filePrefix(const RunSettings& settings, const CaseFile& file) {
  std::string name = file.name;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c) && c != '_' && c != '-'; }, '.');
  return tablePrefix(settings) + name + ".";
}

CaseResult resultOf(const CaseFile& file, const Case& of) {
  CaseResult result;
  result.file = file.name;
  result.file_path = file.path;
  result.line = of.line;
  result.title = of.title;
  result.tier = of.tier;
  result.operation = of.operation;
  result.source = of.source;
  return result;
}

std::string summaryOf(const StepResult& step) {
  const Difference& first = step.differences.front();
  return "line " + std::to_string(step.line) + ": " + step.operation + ": " + first.path;
}

class FileRunner {
 public:
  FileRunner(const CaseFile& file, const RunSettings& settings, Account& account, Transport& transport,
             const std::atomic<bool>& stop)
      : file_(file),
        settings_(settings),
        transport_(transport),
        stop_(stop),
        steps_(settings, account, transport, stop),
        prefix_(filePrefix(settings, file)) {}

  std::vector<CaseResult> run(const std::function<void(const CaseResult&)>& report) {
    std::vector<CaseResult> results;
    for (size_t i = 0; i < file_.cases.size() && !stop_; ++i) {
      const Case& next = file_.cases[i];
      if (settings_.selected && !settings_.selected(file_, next)) continue;
      const auto start = std::chrono::steady_clock::now();
      CaseResult result = runCase(next, prefix_ + std::to_string(i + 1) + ".");
      result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      if (stop_ && result.outcome == Outcome::Failed) break;  // perhaps only because it was cut short
      report(result);
      results.push_back(std::move(result));
    }
    steps_.deleteTables(tables_of_file_);
    return results;
  }

 private:
  std::string reasonToSkip(const Case& next) const {
    if (next.needsHttp() && !transport_.speaksHttp()) return "needs HTTP";
    for (const std::string& feature : next.needs) {
      if (std::find(settings_.without.begin(), settings_.without.end(), feature) != settings_.without.end()) {
        return "needs " + feature;
      }
    }
    return {};
  }

  CaseResult runCase(const Case& next, const std::string& case_prefix) {
    CaseResult result = resultOf(file_, next);
    result.note = reasonToSkip(next);
    if (!result.note.empty()) {
      result.outcome = Outcome::Skipped;
      return result;
    }
    if (!setUp(result)) return result;
    Saved saved = saved_by_set_up_;
    const Scope scope{case_prefix, prefix_, &file_.names};
    runSteps(next.steps, scope, saved, result);
    steps_.deleteTables(steps_.takeTables());
    return result;
  }

  // Once per file. The cases of a file whose set-up fails all fail with it.
  bool setUp(CaseResult& result) {
    if (!set_up_done_) {
      set_up_done_ = true;
      set_up_ = CaseResult{};
      runSteps(file_.set_up, Scope{prefix_, prefix_, &file_.names}, saved_by_set_up_, set_up_);
      tables_of_file_ = steps_.takeTables();
    }
    if (set_up_.outcome == Outcome::Passed) return true;
    result.outcome = Outcome::Failed;
    result.note = "the file's set-up: " + set_up_.note;
    result.steps = set_up_.steps;
    return false;
  }

  void runSteps(const std::vector<Step>& steps, const Scope& scope, Saved& saved, CaseResult& result) {
    for (const Step& step : steps) {
      if (stop_) {
        result.outcome = Outcome::Failed;
        result.note = "stopped";
        return;
      }
      result.steps.push_back(steps_.run(step, scope, saved));
      if (result.steps.back().differences.empty()) continue;
      result.outcome = Outcome::Failed;
      result.note = summaryOf(result.steps.back());
      return;
    }
  }

  const CaseFile& file_;
  const RunSettings& settings_;
  Transport& transport_;
  const std::atomic<bool>& stop_;
  StepRunner steps_;
  const std::string prefix_;
  bool set_up_done_ = false;
  CaseResult set_up_;
  Saved saved_by_set_up_;
  std::vector<std::string> tables_of_file_;
};

}  // namespace

std::string Account::get() const {
  std::lock_guard lock(mutex_);
  return account_;
}

void Account::learnFrom(std::string_view answer) {
  const size_t arn = answer.find(kArn);
  if (arn == answer.npos) return;
  const size_t colon = answer.find(':', arn + kArn.size());
  if (colon == answer.npos) return;
  const std::string_view account = answer.substr(colon + 1, kAccountDigits);
  if (account.size() < kAccountDigits || account.find_first_not_of("0123456789") != account.npos) return;
  std::lock_guard lock(mutex_);
  if (account_.empty()) account_ = account;
}

std::string tablePrefix(const RunSettings& settings) { return settings.run + "."; }

std::vector<CaseResult> runFile(const CaseFile& file, const RunSettings& settings, Account& account, Transport& transport,
                                const std::atomic<bool>& stop, const std::function<void(const CaseResult&)>& report) {
  return FileRunner(file, settings, account, transport, stop).run(report);
}

}  // namespace stator::conformance
