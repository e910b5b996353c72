#include "conformance/case_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "conformance/case_lines.h"

namespace stator::conformance {
namespace {

namespace fs = std::filesystem;

// Settings that a file makes for all its cases, or a case for itself.
struct Settings {
  std::string operation;
  std::string tier;
  std::string source;
  std::string needs;

  std::string* find(std::string_view key) {
    if (key == "operation") return &operation;
    if (key == "tier") return &tier;
    if (key == "source") return &source;
    return key == "needs" ? &needs : nullptr;
  }
};

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

// Reads a file line by line. What a line can be depends only on how it begins and on whether steps have begun.
class Parser {
 public:
  Parser(std::string path, std::string name) {
    file_.path = std::move(path);
    file_.name = std::move(name);
  }

  CaseFile parse(std::string_view text) {
    size_t begin = 0;
    while (begin <= text.size()) {
      size_t end = text.find('\n', begin);
      if (end == text.npos) end = text.size();
      ++line_;
      read(text.substr(begin, end - begin));
      begin = end + 1;
    }
    finishCase();
    if (file_.cases.empty()) fail(line_, "no case in the file");
    return std::move(file_);
  }

 private:
  [[noreturn]] void fail(int line, const std::string& what) const {
    throw CaseFileError(file_.path + ":" + std::to_string(line) + ": " + what);
  }

  void read(std::string_view line) {
    if (line.ends_with('\r')) fail(line_, "lines end in \\n alone");
    if (line.starts_with('#')) return;
    if (line.starts_with("== ")) return beginCase(line.substr(3));
    if (line.starts_with(">>")) return header(line.substr(2), true);
    if (line.starts_with("<<")) return header(line.substr(2), false);
    if (line.starts_with('>')) return beginStep(line.substr(1));
    if (line.starts_with('<')) return expectation(line.substr(1));
    if (!steps().empty()) return continuation(line);
    if (!line.empty()) setting(line);
  }

  std::vector<Step>& steps() { return in_case_ ? file_.cases.back().steps : file_.set_up; }

  void beginCase(std::string_view title) {
    finishCase();
    in_case_ = true;
    file_.cases.push_back({});
    file_.cases.back().line = line_;
    file_.cases.back().title = title;
    case_settings_ = file_settings_;
    last_setting_ = nullptr;
  }

  void setting(std::string_view line) {
    if (line.front() == ' ') {
      if (last_setting_ == nullptr) fail(line_, "nothing to go on with here");
      last_setting_->append(line.substr(std::min(line.find_first_not_of(' '), line.size()) - 1));
      return;
    }
    const size_t colon = line.find(": ");
    Settings& settings = in_case_ ? case_settings_ : file_settings_;
    std::string* value = colon == line.npos ? nullptr : settings.find(line.substr(0, colon));
    if (value == nullptr) fail(line_, "expected operation:, tier:, source:, needs:, a step (> ...) or a case (== ...)");
    *value = line.substr(colon + 2);
    last_setting_ = value;
  }

  void beginStep(std::string_view line) {
    const std::string& operation = in_case_ ? case_settings_.operation : file_settings_.operation;
    std::string problem;
    Step step = readStep(line, operation, problem);
    if (!problem.empty()) fail(line_, problem);
    step.line = line_;
    steps().push_back(std::move(step));
  }

  void expectation(std::string_view line) {
    if (steps().empty()) fail(line_, "an expectation (< ...) needs a step (> ...) before it");
    if (steps().back().expectation) fail(line_, "the step has an expectation already");
    std::string problem;
    Expectation expected = readExpectation(line, problem);
    if (!problem.empty()) fail(line_, problem);
    expected.line = line_;
    steps().back().expectation = std::move(expected);
  }

  void header(std::string_view line, bool of_request) {
    if (steps().empty()) fail(line_, "a header needs a step before it");
    Step& step = steps().back();
    if (of_request && (step.kind != Step::Kind::Http || step.expectation))
      fail(line_, "only !http steps take request headers");
    if (!of_request && !step.expectation) fail(line_, "expected headers (<< ...) stand below the expected status");
    std::string problem;
    auto field = readHeader(line, problem);
    if (!problem.empty()) fail(line_, problem);
    (of_request ? step.headers : step.expectation->headers).push_back(std::move(field));
  }

  void continuation(std::string_view line) {
    Step& step = steps().back();
    if (!step.expectation) {
      if (step.kind == Step::Kind::Wait && !line.empty()) fail(line_, "a !wait step has no body");
      if (step.body.empty() && line.empty()) return;
      step.body.append(step.body.empty() ? "" : "\n").append(line);
      return;
    }
    if (line.empty()) return;
    if (std::string problem = continueExpectation(*step.expectation, line); !problem.empty()) fail(line_, problem);
  }

  void finishCase() {
    if (!in_case_) return finishSetUp();
    Case& done = file_.cases.back();
    if (done.steps.empty()) fail(done.line, "a case without a step");
    if (case_settings_.source.empty()) fail(done.line, "a case needs its source: where the expected answer is from");
    const auto tier =
        std::find_if(std::begin(kTiers), std::end(kTiers), [&](Tier t) { return tierName(t) == case_settings_.tier; });
    if (tier == std::end(kTiers)) fail(done.line, "tier: must be core, complete or strict");
    done.tier = *tier;
    done.source = case_settings_.source;
    done.needs = words(case_settings_.needs);
    done.operation = case_settings_.operation.empty() ? lastOperation(done.steps) : case_settings_.operation;
    std::vector<std::string> saved = saved_by_set_up_;
    finishSteps(done.steps, saved);
    for (const Case& other : file_.cases) {
      if (&other != &done && other.title == done.title) fail(done.line, "a second case of this title");
    }
    if (std::none_of(done.steps.begin(), done.steps.end(), [](const Step& s) { return s.expectation.has_value(); })) {
      fail(done.line, "a case that expects nothing");
    }
  }

  void finishSetUp() {
    finishSteps(file_.set_up, saved_by_set_up_);
    for (const Step& step : file_.set_up) {
      for (const std::string& name : namesOfStep(step)) {
        if (std::find(file_.names.begin(), file_.names.end(), name) == file_.names.end()) file_.names.push_back(name);
      }
    }
  }

  void finishSteps(std::vector<Step>& steps_to_check, std::vector<std::string>& saved) {
    for (Step& step : steps_to_check) {
      const StepProblem problem = finishStep(step, saved);
      if (!problem.text.empty()) fail(problem.line, problem.text);
    }
  }

  static std::string lastOperation(const std::vector<Step>& of) {
    for (auto step = of.rbegin(); step != of.rend(); ++step) {
      if (step->kind != Step::Kind::Wait) return step->operation;
    }
    return "HTTP";
  }

  CaseFile file_;
  int line_ = 0;
  bool in_case_ = false;
  Settings file_settings_;
  Settings case_settings_;
  std::string* last_setting_ = nullptr;
  std::vector<std::string> saved_by_set_up_;
};

std::string readFile(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw CaseFileError(path.string() + ": cannot be read");
  return {std::istreambuf_iterator<char>(stream), {}};
}

CaseFile load(const fs::path& path, const fs::path& directory) {
  fs::path name = path == directory ? path.filename() : path.lexically_relative(directory);
  return parseCaseFile(path.string(), name.replace_extension().generic_string(), readFile(path));
}

}  // namespace

std::string_view tierName(Tier tier) {
  switch (tier) {
    case Tier::Core:
      return "core";
    case Tier::Complete:
      return "complete";
    case Tier::Strict:
      break;
  }
  return "strict";
}

bool Case::needsHttp() const {
  return std::any_of(steps.begin(), steps.end(), [](const Step& step) { return step.kind == Step::Kind::Http; });
}

CaseFile parseCaseFile(std::string path, std::string name, std::string_view text) {
  return Parser(std::move(path), std::move(name)).parse(text);
}

std::vector<CaseFile> loadCases(const std::string& directory) {
  std::error_code error;
  if (fs::is_regular_file(directory, error)) return {load(directory, directory)};
  if (!fs::is_directory(directory, error)) throw CaseFileError(directory + ": there are no cases");
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<CaseFile> files;
  for (const fs::path& path : paths) files.push_back(load(path, directory));
  return files;
}

}  // namespace stator::conformance
