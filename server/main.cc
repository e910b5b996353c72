// The program: a command line around the library. A user of the public header like any other.
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>

#include "server/command_line.h"
#include "server/http_fetch.h"
#include "server/program_log.h"
#include "server/program_transfer.h"
#include "stator/stator.h"

namespace {

// Blocked before any thread starts, so that they come to waitForSignal() and nowhere else. As a container's first process
// too: the kernel drops signals that process 1 has no handler for, but not blocked ones.
sigset_t blockStopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

// Not one of the stop signals: a parent that has sent one of those may end before the program does, and that is no second
// signal.
constexpr int kStandardInputEnded = SIGUSR1;

// Unlike PR_SET_PDEATHSIG, the end of a pipe says nothing of the parent's threads, and cannot come before it is asked for.
void watchStandardInput() {
  sigset_t ended;
  sigemptyset(&ended);
  sigaddset(&ended, kStandardInputEnded);
  pthread_sigmask(SIG_BLOCK, &ended, nullptr);
  std::thread([] {
    char forgotten[512];
    ssize_t got = 1;
    while (got > 0 || (got < 0 && errno == EINTR)) got = read(STDIN_FILENO, forgotten, sizeof forgotten);
    kill(getpid(), kStandardInputEnded);
  }).detach();
}

void waitForSignal(const sigset_t& signals, bool or_end_of_input) {
  sigset_t awaited = signals;
  if (or_end_of_input) sigaddset(&awaited, kStandardInputEnded);
  int signal = 0;
  sigwait(&awaited, &signal);
  // A second one ends the program at once. Not by SIG_DFL, which means nothing to process 1.
  const auto end = [](int number) { _exit(128 + number); };
  std::signal(SIGINT, end);
  std::signal(SIGTERM, end);
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

stator::Options databaseOptions(const stator::CommandLine& line, const stator::ProgramLog& log) {
  stator::Options options;
  options.data_directory = line.data_directory;
  options.sync = line.sync;
  if (!line.region.empty()) options.region = line.region;
  options.shared_database = line.shared_database;
  options.enforce_throughput = line.enforce_throughput;
  options.transient_status = std::chrono::milliseconds(line.transient_status_ms);
  options.stream_shards = line.stream_shards;
  options.stream_shard_split_interval = std::chrono::seconds(line.stream_shard_split_seconds);
  options.time_to_live_delay = std::chrono::seconds(line.time_to_live_delay_seconds);
  if (!line.faults_file.empty()) options.faults = contentsOf(line.faults_file);
  options.verbosity = static_cast<stator::Verbosity>(line.verbosity);
  options.log = [&log](stator::Verbosity level, std::string_view text) { log.write(level, text); };
  if (options.verbosity == stator::Verbosity::Debug) {
    options.on_request = [&log](const stator::RequestRecord& request) { log.write(request); };
  }
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
  options.allowed_origins = line.allowed_origins;
  options.tls_certificate_file = line.tls_certificate_file;
  options.tls_key_file = line.tls_key_file;
  options.tls_self_signed = line.tls_self_signed;
  return options;
}

// An address at which clients on this machine find the server.
std::string urlOf(const stator::CommandLine& line, const std::string& address, uint16_t port) {
  const bool tls = line.tls_self_signed || !line.tls_certificate_file.empty();
  const std::string host = address.find(':') == std::string::npos ? address : "[" + address + "]";
  return (tls ? "https://" : "http://") + host + ":" + std::to_string(port);
}

void writeUrlFile(const stator::CommandLine& line, uint16_t port, const stator::ProgramLog& log) {
  if (line.url_file.empty()) return;
  const std::string address = line.host == "0.0.0.0" ? "127.0.0.1" : line.host == "::" ? "::1" : line.host;
  std::ofstream file(line.url_file, std::ios::trunc);
  file << urlOf(line, address, port) << "\n" << std::flush;
  // It serves all the same: a container may have no place to write.
  if (!file) log.write(stator::Verbosity::Info, "cannot write the address to " + line.url_file);
}

void announce(const stator::CommandLine& line, uint16_t port) {
  std::string where = line.data_directory.empty() ? "in memory" : "data in " + line.data_directory;
  std::printf("stator %s listening on %s (%s)\n", std::string(stator::version()).c_str(),
              urlOf(line, line.host, port).c_str(), where.c_str());
  std::fflush(stdout);
}

// Where a command without an address asks: the server that wrote --url-file's file, else the one with the same options.
std::string defaultUrl(const stator::CommandLine& line) {
  std::string url;
  if (!line.url_file.empty()) std::getline(std::ifstream(line.url_file) >> std::ws, url);
  return url.empty() ? urlOf(line, "127.0.0.1", line.port) : url;
}

constexpr std::chrono::seconds kFetchTimeout{5};

// As wide as the terminal, if it says so.
std::string reportPath() {
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return "/_stator/report" + (known ? "?width=" + std::to_string(size.ws_col) : std::string());
}

// `print`: else only whether it answers matters, and not whether its certificate is to be trusted.
int printPage(const stator::CommandLine& line, const std::string& path, const std::string& token, bool print) {
  const std::string base = line.url.empty() ? defaultUrl(line) : line.url;
  const auto page =
      stator::fetchPage(base.ends_with('/') ? base + path.substr(1) : base + path, token, kFetchTimeout, print);
  if (page.status != 200) throw std::runtime_error(base + " answered " + std::to_string(page.status) + ": " + page.body);
  if (print) std::fputs(page.body.c_str(), stdout);
  return 0;
}

int serve(const stator::CommandLine& line, const sigset_t& signals) {
  const stator::ProgramLog log(line.log_json, static_cast<stator::Verbosity>(line.verbosity));
  if (line.stop_with_standard_input) watchStandardInput();
  for (const std::string& note : line.notes) log.write(stator::Verbosity::Warning, note);
  stator::Stator database(databaseOptions(line, log));
  const auto created = stator::createTables(database, line);
  for (const std::string& table : created) log.write(stator::Verbosity::Info, "created the table " + table);
  const uint16_t port = database.serve(serveOptions(line));
  writeUrlFile(line, port, log);
  announce(line, port);
  waitForSignal(signals, line.stop_with_standard_input);
  database.stop();
  return 0;
}

// Long, and harmless to interrupt: signals do to it what they always do.
int transfer(const stator::CommandLine& line, const sigset_t& signals) {
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  stator::transferItems(line, defaultUrl(line));
  return 0;
}

int run(const stator::CommandLine& line, const sigset_t& signals) {
  switch (line.command) {
    case stator::CommandLine::Command::Report:
      return printPage(line, reportPath(), line.admin_token, true);
    case stator::CommandLine::Command::HealthCheck:
      return printPage(line, "/health", {}, false);
    case stator::CommandLine::Command::Load:
    case stator::CommandLine::Command::Dump:
      return transfer(line, signals);
    case stator::CommandLine::Command::Serve:
      break;
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
    if (parsed.options.log_json) {
      stator::ProgramLog(true, stator::Verbosity::Error).write(stator::Verbosity::Error, error.what());
      return 1;
    }
    std::fprintf(stderr, "stator: %s\n", error.what());
    return 1;
  }
}
