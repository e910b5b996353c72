#include "conformance/program.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <optional>
#include <thread>

#include "base/random.h"
#include "conformance/answer_comparison.h"
#include "conformance/aws_credentials.h"
#include "conformance/console_report.h"
#include "conformance/in_process_transport.h"
#include "conformance/real_service.h"
#include "conformance/recording.h"
#include "conformance/report_files.h"
#include "conformance/server_process.h"
#include "conformance/suite.h"

namespace stator::conformance {
namespace {

constexpr std::string_view kDefaultAccount = "000000000000";
constexpr const char* kDefaultRegion = "us-east-1";

std::atomic<bool> stop_requested{false};

// The first Ctrl-C lets tables be deleted; the second ends the program at once.
void onInterrupt(int signal_number) {
  stop_requested = true;
  signal(signal_number, SIG_DFL);
}

std::string utcDate(const char* format) {
  const time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 64> text{};
  strftime(text.data(), text.size(), format, &parts);
  return text.data();
}

template <class T>
bool contains(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::function<bool(const CaseFile&, const Case&)> selection(const ProgramOptions& options) {
  return [&options](const CaseFile& file, const Case& next) {
    return (options.operations.empty() || contains(options.operations, next.operation)) &&
           (options.tiers.empty() || contains(options.tiers, std::string(tierName(next.tier)))) &&
           (file.name + ": " + next.title).find(options.substring) != std::string::npos;
  };
}

// "sc3f9a1c": short, since tables' names have 255 characters at most, and other for each run.
std::string newRunName() {
  constexpr uint64_t kRuns = 1u << 24;
  char name[16];
  std::snprintf(name, sizeof name, "sc%06x", static_cast<unsigned>(Random(entropySeed()).below(kRuns)));
  return name;
}

RunSettings settingsOf(const ProgramOptions& options, const std::string& region) {
  RunSettings settings;
  settings.run = newRunName();
  settings.region = region;
  settings.without = options.without;
  settings.any_error_form = options.any_error_form;
  settings.selected = selection(options);
  if (options.aws) {
    settings.patience = std::chrono::minutes(30);
    settings.eventual_patience = std::chrono::minutes(1);
    settings.first_pause = std::chrono::milliseconds(200);
  }
  if (options.patience_seconds > 0) settings.patience = std::chrono::seconds(options.patience_seconds);
  return settings;
}

EndpointSettings endpointSettings(const ProgramOptions& options, const std::string& url, const std::string& region) {
  constexpr double kRateOfService = 50;
  EndpointSettings settings;
  settings.client.url = parseUrl(url);
  settings.client.ca_file = options.ca_file;
  settings.region = region;
  settings.retries = options.retries >= 0 ? options.retries : options.aws ? 10 : 2;
  settings.rate = options.rate >= 0 ? options.rate : options.aws ? kRateOfService : 0;
  if (!options.access_key.empty())
    settings.credentials = {options.access_key, options.secret_key, {}};
  else if (options.aws)
    settings.credentials = findCredentials(options.profile, processEnvironment());
  return settings;
}

// Prints failures as they come, and how far it is.
class Progress {
 public:
  Progress(const ProgramOptions& options, const std::vector<CaseFile>& files) : quiet_(options.quiet) {
    const auto selected = selection(options);
    for (const CaseFile& file : files) {
      total_ += static_cast<size_t>(
          std::count_if(file.cases.begin(), file.cases.end(), [&](const Case& c) { return selected(file, c); }));
    }
  }
  ~Progress() { clear(); }

  void report(const CaseResult& result, bool show_failures) {
    ++done_;
    if (result.outcome == Outcome::Failed) ++failed_;
    if (quiet_) return;
    if (result.outcome == Outcome::Failed && show_failures) {
      clear();
      std::fputs(failureText(result).c_str(), stdout);
      std::fflush(stdout);
    }
    if (on_terminal_) std::fprintf(stderr, "\r%zu of %zu, %zu failed  ", done_, total_, failed_);
  }

 private:
  void clear() const {
    if (on_terminal_ && done_ > 0 && !quiet_) std::fputs("\r\033[K", stderr);
  }

  const bool quiet_;
  const bool on_terminal_ = isatty(STDERR_FILENO) == 1;
  size_t total_ = 0, done_ = 0, failed_ = 0;
};

class Program {
 public:
  explicit Program(const ProgramOptions& options) : options_(options) {
    for (const std::string& path : options.cases) {
      for (CaseFile& file : loadCases(path)) files_.push_back(std::move(file));
    }
    region_ = options.region;
    if (region_.empty() && options.aws) region_ = findRegion(options.profile, processEnvironment());
    if (region_.empty() && options.aws) throw std::runtime_error("which region? Say --region");
    if (region_.empty()) region_ = kDefaultRegion;
    settings_ = settingsOf(options, region_);
  }

  int run() {
    if (options_.list) return list();
    if (options_.aws && !confirm()) return kCannotRun;
    signal(SIGINT, onInterrupt);
    signal(SIGTERM, onInterrupt);
    return options_.compare.empty() ? runOne() : runTwo();
  }

 private:
  static constexpr int kFailed = 1, kCannotRun = 2, kInterrupted = 130;

  int list() const {
    for (const CaseFile& file : files_) {
      for (const Case& next : file.cases) {
        if (!settings_.selected(file, next)) continue;
        std::printf("%s:%d: %s [%s, %s]\n", file.path.c_str(), next.line, next.title.c_str(), next.operation.c_str(),
                    std::string(tierName(next.tier)).c_str());
      }
    }
    return 0;
  }

  std::string serviceUrl() const {
    if (!options_.endpoint.empty()) return options_.endpoint;
    const char* domain = region_.starts_with("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
    return "https://dynamodb." + region_ + domain;
  }

  bool confirm() const {
    std::printf("Against %s, tables named %s*\n%s", serviceUrl().c_str(), tablePrefix(settings_).c_str(),
                estimateCost(files_, settings_).text().c_str());
    if (options_.yes) return true;
    std::printf("Start? [y/N] ");
    std::fflush(stdout);
    std::string answer;
    return std::getline(std::cin, answer) && (answer == "y" || answer == "Y" || answer == "yes");
  }

  std::vector<CaseResult> runAgainst(const MakeTransport& make, Account& account, bool show_failures) {
    Progress progress(options_, files_);
    const int jobs = options_.jobs > 0 ? options_.jobs
                     : options_.aws    ? 4
                                       : static_cast<int>(std::thread::hardware_concurrency());
    std::vector<CaseResult> results = runSuite(files_, settings_, account, make, jobs, stop_requested,
                                               [&](const CaseResult& result) { progress.report(result, show_failures); });
    if (options_.aws) sweep(make);
    return results;
  }

  void sweep(const MakeTransport& make) const {
    std::string failure;
    const size_t deleted = sweepTables(*make(), tablePrefix(settings_), failure);
    if (deleted > 0) std::printf("%zu tables were left and have been deleted\n", deleted);
    if (!failure.empty())
      std::fprintf(stderr, "tables named %s* may be left: %s\n", tablePrefix(settings_).c_str(), failure.c_str());
  }

  int runOne() {
    std::optional<ServerProcess> server;
    if (!options_.start.empty()) server.emplace(options_.start);
    const std::string url = server ? server->url() : options_.in_process ? "in process" : serviceUrl();
    Account account(options_.account.empty() && (server || options_.in_process) ? std::string(kDefaultAccount)
                                                                                : options_.account);
    const MakeTransport make = options_.in_process ? makeInProcessTransport(region_, account.get())
                                                   : makeHttpTransport(endpointSettings(options_, url, region_));
    const bool against = !options_.against.empty();
    std::vector<CaseResult> results = runAgainst(make, account, !against);
    const RunNames names{settings_.run, account.get()};
    if (!options_.record.empty()) writeRecording(options_.record, url, utcDate("%Y-%m-%d"), names, results);
    ReportHead head{url, utcDate("%Y-%m-%d %H:%M:%S UTC")};
    if (!against) return finish(head, results);
    head.expected_is = "recorded";
    return finishComparison(head, compareRuns(readRecording(options_.against, names), results));
  }

  int runTwo() {
    std::vector<std::vector<CaseResult>> runs;
    for (const std::string& url : options_.compare) {
      Account account(options_.account);
      runs.push_back(runAgainst(makeHttpTransport(endpointSettings(options_, url, region_)), account, false));
      std::printf("%s\n%s\n", url.c_str(), summaryTable(runs.back()).c_str());
    }
    ReportHead head{options_.compare[0] + " and " + options_.compare[1], utcDate("%Y-%m-%d %H:%M:%S UTC")};
    head.expected_is = options_.compare[0];
    head.actual_is = options_.compare[1];
    return finishComparison(head, compareRuns(runs[0], runs[1]));
  }

  int finishComparison(const ReportHead& head, const std::vector<CaseResult>& results) {
    if (!options_.quiet) {
      for (const CaseResult& result : results) {
        if (result.outcome == Outcome::Failed) std::fputs(failureText(result).c_str(), stdout);
      }
    }
    std::printf("The same in %s and %s:\n", head.expected_is.c_str(), head.actual_is.c_str());
    return finish(head, results);
  }

  int finish(const ReportHead& head, const std::vector<CaseResult>& results) const {
    std::fputs(summaryTable(results).c_str(), stdout);
    if (!options_.junit.empty()) writeFile(options_.junit, junitReport(head, results));
    if (!options_.json.empty()) writeFile(options_.json, jsonReport(head, results));
    if (!options_.html.empty()) writeFile(options_.html, htmlReport(head, results));
    if (stop_requested) return kInterrupted;
    if (results.empty()) {
      std::fputs("no case was selected\n", stderr);
      return kCannotRun;
    }
    return countOf(results, Outcome::Failed) == 0 ? 0 : kFailed;
  }

  const ProgramOptions& options_;
  std::vector<CaseFile> files_;
  std::string region_;
  RunSettings settings_;
};

}  // namespace

int runProgram(const ProgramOptions& options) { return Program(options).run(); }

}  // namespace stator::conformance
