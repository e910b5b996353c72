#include "server/command_line.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace stator {

namespace {

// DynamoDB Local's flags (its usage notes): what they are here, nothing if they have no meaning here, and whether a
// value follows.
struct LocalFlag {
  std::string_view name;
  std::string_view ours;
  bool has_value;
};
constexpr LocalFlag kLocalFlags[] = {
    {"-cors", "", true},
    {"-dbPath", "--db-path", true},
    {"-delayTransientStatuses", "--transient-status-ms=500", false},
    {"-disableTelemetry", "", false},
    {"-help", "--help", false},
    {"-inMemory", "--in-memory", false},
    {"-jar", "", true},
    {"-optimizeDbBeforeStartup", "", false},
    {"-port", "--port", true},
    {"-sharedDb", "--shared-db", false},
    {"-version", "--version", false},
};

bool isJavaOption(std::string_view argument) { return argument.starts_with("-D") || argument.starts_with("-X"); }

std::vector<std::string> translate(int argc, const char* const* argv) {
  std::vector<std::string> arguments;
  for (int i = 1; i < argc; ++i) {
    std::string_view argument = argv[i];
    auto flag = std::find_if(std::begin(kLocalFlags), std::end(kLocalFlags), [&](const auto& f) { return f.name == argument; });
    if (flag != std::end(kLocalFlags)) {
      if (!flag->ours.empty()) arguments.emplace_back(flag->ours);
      if (flag->has_value && ++i < argc && !flag->ours.empty()) arguments.emplace_back(argv[i]);
    } else if (!isJavaOption(argument)) {
      arguments.emplace_back(argument);
    }
  }
  return arguments;
}

// Takes "AKID:secret" apart.
std::string addSecretKey(CommandLine& options, const std::string& text) {
  const size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) return "expected ACCESS_KEY_ID:SECRET_ACCESS_KEY";
  options.verify_signatures[text.substr(0, colon)] = text.substr(colon + 1);
  return {};
}

void declareSignatures(CLI::App& app, CommandLine& options) {
  app.add_option_function<std::vector<std::string>>(
         "--verify-signatures",
         [&options](const std::vector<std::string>& pairs) {
           for (const std::string& pair : pairs) {
             const std::string problem = addSecretKey(options, pair);
             if (!problem.empty()) throw CLI::ValidationError("--verify-signatures", problem);
           }
         },
         "Take only requests signed with these credentials; may be given several times")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->envname("STATOR_CREDENTIALS")->type_name("ID:SECRET");
}

void declareStreams(CLI::App& app, CommandLine& options) {
  app.add_option("--stream-shards", options.stream_shards, "Shards of a new stream")
      ->capture_default_str()->check(CLI::Range(1, 256))->type_name("N");
  app.add_option("--stream-shard-split-interval", options.stream_shard_split_seconds,
                 "Seconds after which the oldest shard of a stream splits in two; 0: never")
      ->capture_default_str()->type_name("SECONDS");
  app.add_option("--ttl-delay", options.time_to_live_delay_seconds, "Seconds for which expired items stay")
      ->capture_default_str()->type_name("SECONDS");
}

void declare(CLI::App& app, CommandLine& options, bool& in_memory) {
  auto* directory = app.add_option("--db-path", options.data_directory, "Keep tables in this directory")->type_name("DIR");
  app.add_flag("--in-memory", in_memory, "Keep tables in memory (the default)")->excludes(directory);
  app.add_option("--host", options.host, "Address to listen on")->capture_default_str()->type_name("ADDRESS");
  app.add_option("--port", options.port, "Port to listen on; 0 takes any free one")->capture_default_str()->type_name("PORT");
  app.add_flag("--sync", options.sync, "Wait for the disk at every write");
  app.add_flag("--shared-db", options.shared_database, "One set of tables for all accounts and regions");
  app.add_option("--transient-status-ms", options.transient_status_ms, "How long CREATING, UPDATING and DELETING last")
      ->capture_default_str()->type_name("N");
  app.add_option_function<std::string>(
         "--throughput", [&options](const std::string& mode) { options.enforce_throughput = mode == "enforce"; },
         "enforce throttles what goes beyond a table's capacity; account only counts it")
      ->default_str("account")->check(CLI::IsMember({"account", "enforce"}))->type_name("MODE");
  app.add_option("--threads", options.threads, "Threads that serve; 0 is one a core")
      ->capture_default_str()->check(CLI::Range(0, 1024))->type_name("N");
  app.add_option("--max-connections", options.max_connections, "Connections at a time; one more is answered 503")
      ->capture_default_str()->check(CLI::Range(size_t{1}, size_t{1000000}))->type_name("N");
  app.add_option("--idle-timeout", options.idle_timeout_seconds, "Seconds until an unused connection is closed")
      ->capture_default_str()->check(CLI::Range(1u, 86400u))->type_name("SECONDS");
  app.add_option_function<std::string>(
         "--log-level",
         [&options](const std::string& name) {
           constexpr std::string_view kLevels[] = {"error", "warning", "info", "debug"};
           options.verbosity = static_cast<int>(std::find(std::begin(kLevels), std::end(kLevels), name) - std::begin(kLevels));
         },
         "error, warning, info or debug")
      ->default_str("warning")->check(CLI::IsMember({"error", "warning", "info", "debug"}))->type_name("LEVEL");
}

void declareAdministration(CLI::App& app, CommandLine& options) {
  app.add_option("--faults", options.faults_file, "Fault rules to start with")->check(CLI::ExistingFile)->type_name("FILE");
  app.add_option("--admin-token", options.admin_token, "Opens /_stator/ to other machines that send it as a bearer token")
      ->envname("STATOR_ADMIN_TOKEN")->type_name("TOKEN");
}

// Subcommands that ask a server that runs already.
void declareCommands(CLI::App& app, CommandLine& options) {
  const auto declareOne = [&](const char* name, const char* help, CommandLine::Command command) {
    auto* subcommand = app.add_subcommand(name, help);
    subcommand->add_option("url", options.url, "The server")->default_str("http://127.0.0.1:8000")->type_name("URL");
    subcommand->callback([&options, command] { options.command = command; });
    return subcommand;
  };
  declareOne("report", "Print what a server's tables consumed and what that would cost", CommandLine::Command::Report)
      ->add_option("--admin-token", options.admin_token, "As the server's")->envname("STATOR_ADMIN_TOKEN")->type_name("TOKEN");
  declareOne("healthcheck", "Exit with 0 if a server answers", CommandLine::Command::HealthCheck);
  app.require_subcommand(0, 1);
}

}  // namespace

ParsedCommandLine parseCommandLine(int argc, const char* const* argv, const std::string& version) {
  using Kind = ParsedCommandLine::Kind;
  ParsedCommandLine parsed;
  bool in_memory = false;
  CLI::App app("A local server that speaks DynamoDB's protocol", "stator");
  // Said twice, the later one holds: an image's entry point names a host, and whoever runs it may name another.
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.set_version_flag("--version", "stator " + version);
  declare(app, parsed.options, in_memory);
  declareStreams(app, parsed.options);
  declareSignatures(app, parsed.options);
  declareAdministration(app, parsed.options);
  declareCommands(app, parsed.options);
  std::vector<std::string> arguments = translate(argc, argv);
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    return {Kind::PrintAndExit, {}, app.help()};
  } catch (const CLI::CallForVersion&) {
    return {Kind::PrintAndExit, {}, "stator " + version + "\n"};
  } catch (const CLI::ParseError& error) {
    return {Kind::Fail, {}, std::string("stator: ") + error.what() + " (--help lists the options)\n"};
  }
  return parsed;
}

}  // namespace stator
