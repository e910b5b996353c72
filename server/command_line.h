// The program's command line. Reads only; starts nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace stator {

// Of `stator load` and `stator dump`; docs/seeding.md.
struct TransferArguments {
  std::string url;                 // empty: the default, unless there is a data directory
  std::vector<std::string> words;  // files to load; tables to dump
  bool all = false;
  std::string format = "json-lines";
  std::string data_directory;  // that was said; empty: a server's tables, or CommandLine::data_directory
  std::string output, table, account;
  std::string delimiter = ",";
};

struct CommandLine {
  enum class Command { Serve, Report, HealthCheck, Load, Dump };
  Command command = Command::Serve;
  std::string url;  // of Report and HealthCheck
  std::string host = "127.0.0.1";
  uint16_t port = 8000;
  std::string data_directory;             // empty: in memory
  std::string region;                     // of what does not say its own; empty: the default
  std::vector<std::string> schema_files;  // tables to create if they are missing
  TransferArguments transfer;             // of Load and Dump
  bool sync = false;
  bool shared_database = false;
  uint32_t transient_status_ms = 0;
  bool enforce_throughput = false;
  int stream_shards = 1;
  uint32_t stream_shard_split_seconds = 0;  // 0: never
  uint32_t time_to_live_delay_seconds = 0;
  int threads = 0;
  size_t max_connections = 4096;
  uint32_t idle_timeout_seconds = 300;
  std::map<std::string, std::string> verify_signatures;  // secret access keys by access key id; empty: any will do
  std::string faults_file;                               // empty: none
  std::string admin_token;
  std::string tls_certificate_file, tls_key_file;
  bool tls_self_signed = false;
  std::string url_file;  // empty: none
  bool stop_with_standard_input = false;
  std::string allowed_origins = "*";  // as AllowedOrigins::set() takes them
  int verbosity = 1;                  // 0 error, 1 warning, 2 info, 3 debug
  bool log_json = false;
  std::vector<std::string> notes;  // what to tell the user, a line each
};

struct ParsedCommandLine {
  enum class Kind { Run, PrintAndExit, Fail };
  Kind kind = Kind::Run;
  CommandLine options;  // of Run
  std::string text;     // of the others: what to print (to stderr if it is Fail), with its line end
};

// An option comes from the arguments, else from the environment (STATOR_DB_PATH for --db-path), else from the file that
// --config names. Takes DynamoDB Local's way of writing its flags too (-sharedDb, -inMemory, -dbPath, -port ...) and skips
// what was meant for its Java, and takes dynalite's flags, so that a script or a compose file made for them needs no change.
ParsedCommandLine parseCommandLine(int argc, const char* const* argv, const std::string& version);

}  // namespace stator
