#include "conformance/options.h"

#include <CLI/CLI.hpp>

namespace stator::conformance {
namespace {

void declareEndpoint(CLI::App& app, ProgramOptions& options) {
  auto* where = app.add_option_group("what to run against (one of these)");
  where->add_flag("--in-process", options.in_process, "A Stator inside the runner");
  where->add_option("--start", options.start, "A server started for the run as PROGRAM --port 0")->type_name("PROGRAM");
  where->add_option("--endpoint", options.endpoint, "Whatever listens at this URL")->type_name("URL");
  where->add_option("--compare", options.compare, "Two endpoints, case by case")->expected(2)->type_name("URL1 URL2");
  auto* aws = where->add_flag("--aws", options.aws, "DynamoDB itself; with --endpoint, as if it were there");
  (void)aws;
  app.add_option("--region", options.region, "Region to sign for and to expect in ARNs")->type_name("REGION");
  app.add_option("--account", options.account, "Account to expect in ARNs; by default what the first ARN says")
      ->type_name("ID");
  app.add_option("--profile", options.profile, "Profile in AWS's shared files")->type_name("NAME");
  app.add_option("--access-key", options.access_key, "Access key id to sign with")->type_name("ID");
  app.add_option("--secret-key", options.secret_key, "Its secret; for real ones rather use the environment or a profile")
      ->type_name("KEY");
  app.add_option("--ca-file", options.ca_file, "Authorities to trust instead of the system's (PEM)")->type_name("FILE");
  app.add_flag("--yes", options.yes, "With --aws: start without asking");
}

void declareRun(CLI::App& app, ProgramOptions& options) {
  app.add_option("--jobs", options.jobs, "Files to run at the same time")->check(CLI::Range(1, 64))->type_name("N");
  app.add_option("--rate", options.rate, "Requests a second at most; 0 is no limit")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  app.add_option("--retries", options.retries, "Further attempts after throttling, HTTP 5xx and lost connections")
      ->check(CLI::Range(0, 20))
      ->type_name("N");
  app.add_option("--patience", options.patience_seconds, "How long a table may take to get ACTIVE")
      ->check(CLI::Range(1, 7200))
      ->type_name("SECONDS");
  app.add_option("--record", options.record, "Keep the answers in this directory")->type_name("DIR");
  app.add_option("--against", options.against, "Compare with the answers recorded there instead of the expected ones")
      ->type_name("DIR");
}

void declareSelection(CLI::App& app, ProgramOptions& options) {
  app.add_option("cases", options.cases, "Case files and directories of them")->type_name("PATH");
  app.add_option("--operation", options.operations, "Only cases of this operation")->type_name("NAME");
  app.add_option("--tier", options.tiers, "Only cases of this tier")
      ->check(CLI::IsMember({"core", "complete", "strict"}))
      ->type_name("TIER");
  app.add_option("--case", options.substring, "Only cases whose 'file: title' has this in it")->type_name("TEXT");
  app.add_option("--without", options.without, "Skip cases that need this feature")->type_name("FEATURE");
  app.add_flag("--any-error-form", options.any_error_form,
               "Leave aside the prefix of errors' types, and whether it is message or Message");
  app.add_flag("--list", options.list, "Only list the cases");
}

void declareReports(CLI::App& app, ProgramOptions& options) {
  app.add_option("--junit", options.junit, "Write a JUnit report")->type_name("FILE");
  app.add_option("--json", options.json, "Write a JSON report")->type_name("FILE");
  app.add_option("--html", options.html, "Write a page with the differences side by side")->type_name("FILE");
  app.add_flag("--quiet", options.quiet, "No progress, no failures; only the table at the end");
}

std::string problemOf(const ProgramOptions& options) {
  const int ways = int{options.in_process} + int{!options.start.empty()} + int{!options.compare.empty()} +
                   int{options.aws || !options.endpoint.empty()};
  if (ways != 1 && !options.list) return "say what to run against: --in-process, --start, --endpoint, --compare or --aws";
  if (options.access_key.empty() != options.secret_key.empty()) return "--access-key and --secret-key go together";
  if (!options.compare.empty() && !(options.record + options.against).empty())
    return "--compare neither records nor reads recordings";
  return {};
}

}  // namespace

ParsedOptions parseOptions(int argc, const char* const* argv, const std::string& default_cases) {
  ParsedOptions parsed;
  CLI::App app("Runs conformance cases against an endpoint that speaks DynamoDB's protocol", "stator-conformance");
  declareEndpoint(app, parsed.options);
  declareRun(app, parsed.options);
  declareSelection(app, parsed.options);
  declareReports(app, parsed.options);
  parsed.run = false;
  try {
    app.parse(argc, argv);
    if (const std::string problem = problemOf(parsed.options); !problem.empty()) throw CLI::ValidationError(problem);
  } catch (const CLI::ParseError& error) {
    constexpr int kBadUsage = 2;
    parsed.exit_code = app.exit(error) == 0 ? 0 : kBadUsage;
    return parsed;
  }
  if (parsed.options.cases.empty()) parsed.options.cases.push_back(default_cases);
  parsed.run = true;
  return parsed;
}

}  // namespace stator::conformance
