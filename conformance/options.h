// The runner's command line.
#pragma once

#include <string>
#include <vector>

namespace stator::conformance {

struct ProgramOptions {
  // One of these says what is run against.
  bool in_process = false;
  std::string start;  // a server program
  std::string endpoint;
  std::vector<std::string> compare;  // two URLs
  bool aws = false;

  std::vector<std::string> cases;  // directories and files
  std::string region;              // empty: us-east-1, or with --aws the environment's
  std::string account;             // empty: learnt from the answers
  std::string profile;
  std::string access_key, secret_key;  // empty: with --aws AWS's own places, else any
  std::string ca_file;
  bool yes = false;

  std::string record, against;  // directories
  int jobs = 0;                 // 0: as fits the endpoint
  double rate = -1;             // below 0: as fits the endpoint
  int retries = -1;             // below 0: as fits the endpoint
  int patience_seconds = 0;     // 0: as fits the endpoint

  std::vector<std::string> operations, tiers;
  std::string substring;
  std::vector<std::string> without;
  bool any_error_form = false;

  std::string junit, json, html;
  bool list = false;
  bool quiet = false;
};

// What parse() came to: run, or print and exit.
struct ParsedOptions {
  ProgramOptions options;
  bool run = true;
  int exit_code = 0;  // when it is not to run; what there is to say has been printed
};

ParsedOptions parseOptions(int argc, const char* const* argv, const std::string& default_cases);

}  // namespace stator::conformance
