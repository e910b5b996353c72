// The program: a command line around the library. A user of the public header like any other.
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "server/command_line.h"
#include "server/http_fetch.h"
#include "stator/stator.h"

namespace {

// Blocked before any thread starts, so that they come to waitForSignal() and nowhere else.
sigset_t blockStopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

void waitForSignal(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
  // A second one ends the program at once.
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

// Connections and table files are all descriptors, and the usual soft limit of 1024 is less than max_connections.
void raiseDescriptorLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

std::string contentsOf(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string contents(std::istreambuf_iterator<char>(stream), {});
  if (!stream) throw std::runtime_error("cannot read " + file);
  return contents;
}

stator::Options databaseOptions(const stator::CommandLine& line) {
  stator::Options options;
  options.data_directory = line.data_directory;
  options.sync = line.sync;
  options.shared_database = line.shared_database;
  options.enforce_throughput = line.enforce_throughput;
  options.transient_status = std::chrono::milliseconds(line.transient_status_ms);
  options.stream_shards = line.stream_shards;
  options.stream_shard_split_interval = std::chrono::seconds(line.stream_shard_split_seconds);
  options.time_to_live_delay = std::chrono::seconds(line.time_to_live_delay_seconds);
  if (!line.faults_file.empty()) options.faults = contentsOf(line.faults_file);
  options.verbosity = static_cast<stator::Verbosity>(line.verbosity);
  options.log = [](std::string_view text) {
    std::fputs(("stator: " + std::string(text) + "\n").c_str(), stderr);
  };
  return options;
}

stator::ServeOptions serveOptions(const stator::CommandLine& line) {
  stator::ServeOptions options;
  options.address = line.host;
  options.port = line.port;
  options.threads = line.threads;
  options.max_connections = line.max_connections;
  options.idle_timeout = std::chrono::seconds(line.idle_timeout_seconds);
  options.verify_signatures = line.verify_signatures;
  options.admin_token = line.admin_token;
  return options;
}

void announce(const stator::CommandLine& line, uint16_t port) {
  std::string host = line.host.find(':') == std::string::npos ? line.host : "[" + line.host + "]";
  std::string where = line.data_directory.empty() ? "in memory" : "data in " + line.data_directory;
  std::printf("stator %s listening on http://%s:%u (%s)\n", std::string(stator::version()).c_str(), host.c_str(),
              static_cast<unsigned>(port), where.c_str());
  std::fflush(stdout);
}

constexpr const char* kDefaultUrl = "http://127.0.0.1:8000";
constexpr std::chrono::seconds kFetchTimeout{5};

// As wide as the terminal, if it says so.
std::string reportPath() {
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return "/_stator/report" + (known ? "?width=" + std::to_string(size.ws_col) : std::string());
}

int printPage(const std::string& url, const std::string& path, const std::string& token, bool print) {
  const std::string base = url.empty() ? kDefaultUrl : url;
  const auto page = stator::fetchPage(base.ends_with('/') ? base + path.substr(1) : base + path, token, kFetchTimeout);
  if (page.status != 200) throw std::runtime_error(base + " answered " + std::to_string(page.status) + ": " + page.body);
  if (print) std::fputs(page.body.c_str(), stdout);
  return 0;
}

int serve(const stator::CommandLine& line, const sigset_t& signals) {
  stator::Stator database(databaseOptions(line));
  announce(line, database.serve(serveOptions(line)));
  waitForSignal(signals);
  database.stop();
  return 0;
}

int run(const stator::CommandLine& line, const sigset_t& signals) {
  switch (line.command) {
    case stator::CommandLine::Command::Report: return printPage(line.url, reportPath(), line.admin_token, true);
    case stator::CommandLine::Command::HealthCheck: return printPage(line.url, "/health", {}, false);
    case stator::CommandLine::Command::Serve: break;
  }
  return serve(line, signals);
}

}  // namespace

int main(int argc, char** argv) {
  auto parsed = stator::parseCommandLine(argc, argv, std::string(stator::version()));
  if (parsed.kind != stator::ParsedCommandLine::Kind::Run) {
    bool failed = parsed.kind == stator::ParsedCommandLine::Kind::Fail;
    std::fputs(parsed.text.c_str(), failed ? stderr : stdout);
    return failed ? 2 : 0;
  }
  sigset_t signals = blockStopSignals();
  raiseDescriptorLimit();
  try {
    return run(parsed.options, signals);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "stator: %s\n", error.what());
    return 1;
  }
}
