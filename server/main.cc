// The program: a command line around the library. A user of the public header like any other.
#include <pthread.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <string>

#include "server/command_line.h"
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

stator::Options databaseOptions(const stator::CommandLine& line) {
  stator::Options options;
  options.data_directory = line.data_directory;
  options.sync = line.sync;
  options.shared_database = line.shared_database;
  options.transient_status = std::chrono::milliseconds(line.transient_status_ms);
  options.stream_shards = line.stream_shards;
  options.stream_shard_split_interval = std::chrono::seconds(line.stream_shard_split_seconds);
  options.time_to_live_delay = std::chrono::seconds(line.time_to_live_delay_seconds);
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
  return options;
}

void announce(const stator::CommandLine& line, uint16_t port) {
  std::string host = line.host.find(':') == std::string::npos ? line.host : "[" + line.host + "]";
  std::string where = line.data_directory.empty() ? "in memory" : "data in " + line.data_directory;
  std::printf("stator %s listening on http://%s:%u (%s)\n", std::string(stator::version()).c_str(), host.c_str(),
              static_cast<unsigned>(port), where.c_str());
  std::fflush(stdout);
}

void run(const stator::CommandLine& line, const sigset_t& signals) {
  stator::Stator database(databaseOptions(line));
  announce(line, database.serve(serveOptions(line)));
  waitForSignal(signals);
  database.stop();
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
    run(parsed.options, signals);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "stator: %s\n", error.what());
    return 1;
  }
}
