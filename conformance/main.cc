#include <CLI/CLI.hpp>

#include <cstdio>

#include "base/random.h"
#include "conformance/console_report.h"
#include "conformance/in_process_transport.h"
#include "conformance/suite.h"

namespace {

using namespace stator::conformance;

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Runs DynamoDB conformance cases", "stator-conformance");
  bool in_process = false;
  std::string cases = STATOR_CASES;
  std::string substring;
  app.add_flag("--in-process", in_process, "Run against a Stator in this process");
  app.add_option("cases", cases, "Directory of cases, or one file");
  app.add_option("--case", substring, "Only cases whose file and title contain this");
  CLI11_PARSE(app, argc, argv);
  try {
    const auto files = loadCases(cases);
    RunSettings settings;
    settings.run = "sc0";
    settings.selected = [&](const CaseFile& file, const Case& next) {
      return (file.name + ": " + next.title).find(substring) != std::string::npos;
    };
    Account account("000000000000");
    const std::atomic<bool> stop{false};
    const auto results = runSuite(files, settings, account, makeInProcessTransport("us-east-1", account.get()), 1, stop,
                                  [](const CaseResult& result) {
                                    if (result.outcome == Outcome::Failed) std::fputs(failureText(result).c_str(), stdout);
                                  });
    std::fputs(summaryTable(results).c_str(), stdout);
    return countOf(results, Outcome::Failed) == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "stator-conformance: %s\n", error.what());
    return 2;
  }
}
