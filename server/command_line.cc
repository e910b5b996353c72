#include "server/command_line.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

#include "server/arguments.h"
#include "server/command_line_help.h"
#include "server/command_line_transfer.h"

namespace stator {

namespace {

// Takes "AKID:secret" apart.
std::string addSecretKey(CommandLine& options, const std::string& text) {
  const size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size())
    return "expected ACCESS_KEY_ID:SECRET_ACCESS_KEY";
  options.verify_signatures[text.substr(0, colon)] = text.substr(colon + 1);
  return {};
}

CLI::Option* declareChoice(CLI::App& app, const std::string& name, const std::vector<std::string>& choices,
                           const std::function<void(size_t)>& choose, const std::string& help) {
  const auto find = [choices, choose](const std::string& chosen) {
    choose(static_cast<size_t>(std::find(choices.begin(), choices.end(), chosen) - choices.begin()));
  };
  return app.add_option_function<std::string>(name, find, help)->check(CLI::IsMember(choices));
}

void declareTables(CLI::App& app, CommandLine& options, bool& in_memory) {
  app.option_defaults()->group("Tables");
  app.add_option("--db-path,--path", options.data_directory, "Keep tables in this directory")->type_name("DIR");
  app.add_flag("--in-memory", in_memory, "Keep tables in memory (the default)");
  app.add_flag("--sync", options.sync, "Wait for the disk at every write");
  app.add_flag("--shared-db", options.shared_database, "The same tables for all accounts and regions");
  app.add_option("--schema", options.schema_files, "Create these tables; more than one FILE will do")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false)
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  app.add_option("--region", options.region, "Of these, and of unsigned requests (us-east-1)")->type_name("REGION");
}

void declareServer(CLI::App& app, CommandLine& options) {
  app.option_defaults()->group("Server");
  app.add_option("--host", options.host, "Address to listen on")->capture_default_str()->type_name("ADDRESS");
  app.add_option("--port", options.port, "Port to listen on; 0: any free one")->capture_default_str()->type_name("PORT");
  app.add_option("--url-file", options.url_file, "Write the address there once it listens")->type_name("FILE");
  app.add_flag("--stop-with-stdin", options.stop_with_standard_input, "Stop when standard input ends");
  app.add_option("--cors", options.allowed_origins, "Web pages that may use it; local: this machine's")
      ->capture_default_str()
      ->type_name("ORIGIN,...");
  app.add_option("--threads", options.threads, "Threads that serve; 0: one a core")
      ->check(CLI::Range(0, 1024))
      ->type_name("N");
  app.add_option("--max-connections", options.max_connections, "One more is answered 503")
      ->capture_default_str()
      ->check(CLI::Range(size_t{1}, size_t{1000000}))
      ->type_name("N");
  app.add_option("--idle-timeout", options.idle_timeout_seconds, "Until an unused connection is closed")
      ->capture_default_str()
      ->check(CLI::Range(1u, 86400u))
      ->type_name("SECONDS");
}

void declareSecurity(CLI::App& app, CommandLine& options) {
  app.option_defaults()->group("Security");
  app.add_option("--tls-cert", options.tls_certificate_file, "Speak https, with this certificate")->type_name("FILE");
  app.add_option("--tls-key", options.tls_key_file, "Its private key")->type_name("FILE");
  app.add_flag("--tls-self-signed,--ssl", options.tls_self_signed, "Make a certificate; --tls-cert gets it");
  app.add_option_function<std::vector<std::string>>(
         "--verify-signatures",
         [&options](const std::vector<std::string>& pairs) {
           for (const std::string& pair : pairs) {
             const std::string problem = addSecretKey(options, pair);
             if (!problem.empty()) throw CLI::ValidationError("--verify-signatures", problem);
           }
         },
         "Take only requests signed so")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->delimiter(',')
      ->type_name("ID:SECRET");
  app.add_option("--admin-token", options.admin_token, "Opens /_stator/ to other machines that send it")->type_name("TOKEN");
}

void declareBehaviour(CLI::App& app, CommandLine& options) {
  app.option_defaults()->group("Behaviour");
  app.add_option("--transient-status-ms,--createTableMs,--deleteTableMs,--updateTableMs", options.transient_status_ms,
                 "How long CREATING, UPDATING, DELETING last")
      ->type_name("N");
  app.add_option("--stream-shards", options.stream_shards, "Shards of a new stream")
      ->capture_default_str()
      ->check(CLI::Range(1, 256))
      ->type_name("N");
  app.add_option("--stream-shard-split-interval", options.stream_shard_split_seconds, "Shards split; 0: never")
      ->type_name("SECONDS");
  app.add_option("--ttl-delay", options.time_to_live_delay_seconds, "How long expired items stay")->type_name("SECONDS");
  declareChoice(
      app, "--throughput", {"account", "enforce"}, [&options](size_t chosen) { options.enforce_throughput = chosen == 1; },
      "account for it, or enforce and throttle")
      ->default_str("account")
      ->type_name("MODE");
  app.add_option("--faults", options.faults_file, "Fault rules to start with")->check(CLI::ExistingFile)->type_name("FILE");
}

void declareLog(CLI::App& app, CommandLine& options) {
  app.option_defaults()->group("Log, to standard error");
  declareChoice(
      app, "--log-level", {"error", "warning", "info", "debug"},
      [&options](size_t chosen) { options.verbosity = static_cast<int>(chosen); }, "error, warning, info, debug: requests")
      ->default_str("warning")
      ->type_name("LEVEL");
  declareChoice(
      app, "--log-format", {"text", "json"}, [&options](size_t chosen) { options.log_json = chosen == 1; }, "text or json")
      ->default_str("text")
      ->type_name("FORMAT");
}

// What dynalite's command line has besides. Not shown by --help.
void declareDynalites(CLI::App& app, CommandLine& options) {
  constexpr int kDebug = 3;
  app.option_defaults()->group("");
  app.add_flag_callback("-v,--verbose,-d,--debug", [&options] { options.verbosity = kDebug; });
  app.add_option_function<int>("--maxItemSizeKb", [&options](int) {
    options.notes.push_back("--maxItemSizeKb is ignored: items have up to 400 KB, as on the service");
  });
}

// Subcommands that ask a server that runs already.
void declareCommands(CLI::App& app, CommandLine& options) {
  const auto declare_one = [&](const char* name, const char* help, CommandLine::Command command) {
    auto* subcommand = app.add_subcommand(name, help);
    subcommand->add_option("url", options.url, "The server, http://127.0.0.1:8000 if not given")->type_name("URL");
    subcommand->fallthrough();  // --port and the like may follow the command
    subcommand->callback([&options, command] { options.command = command; });
    return subcommand;
  };
  declare_one("report", "What a server's tables consumed and would cost", CommandLine::Command::Report)
      ->add_option("--admin-token", options.admin_token, "As the server's")
      ->envname("STATOR_ADMIN_TOKEN")
      ->type_name("TOKEN");
  declare_one("healthcheck", "Exit with 0 if a server answers", CommandLine::Command::HealthCheck);
  declareTransfers(app, options);
  app.require_subcommand(0, 1);
}

std::vector<std::string> optionNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options([](const CLI::Option*) { return true; })) {
    if (!option->get_lnames().empty() && !option->get_group().empty()) names.push_back("--" + option->get_lnames().front());
  }
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

// The environment's options, to stand before the arguments, so that those hold; those that are said are left out, for the
// sake of options that take several values.
std::vector<std::string> optionsFromEnvironment(const CLI::App& app, const std::vector<std::string>& arguments) {
  std::vector<std::string> found;
  for (const std::string& name : optionNames(app)) {
    if (!name.starts_with("--") || name == "--help" || name == "--version") continue;
    const std::string value = environmentValue(environmentName(name.substr(2)));
    const bool said = std::any_of(arguments.begin(), arguments.end(),
                                  [&](const std::string& each) { return each == name || each.starts_with(name + "="); });
    if (!value.empty() && !said) found.push_back(name + "=" + value);
  }
  return found;
}

bool says(const std::vector<std::string>& arguments, std::string_view name) {
  return std::any_of(arguments.begin(), arguments.end(), [&](std::string_view each) {
    return each.starts_with(name) && (each.size() == name.size() || each[name.size()] == '=');
  });
}

std::string unexpected(const CLI::App& app, const std::string& argument) {
  const bool option = argument.starts_with('-');
  const std::string meant = closestWord(argument, optionNames(app));
  return "stator: there is no " + std::string(option ? "option " : "command ") + argument +
         (meant.empty() ? " (--help lists the " + std::string(option ? "options)" : "commands)")
                        : "; did you mean " + meant + "?") +
         "\n";
}

std::string firstUnexpected(const CLI::App& app) {
  for (const CLI::App* command : app.get_subcommands()) {
    if (command->remaining_size() > 0) return command->remaining().front();
  }
  return app.remaining_size() > 0 ? app.remaining().front() : std::string();
}

std::string configurationProblem(const CLI::App& app, const std::string& what) {
  constexpr std::string_view kUnknown = "INI was not able to parse ";
  if (!what.starts_with(kUnknown)) return "stator: the configuration file: " + what + "\n";
  return unexpected(app, "--" + what.substr(kUnknown.size())).insert(sizeof "stator: " - 1, "the configuration file: ");
}

// What the command line says holds against what the environment or the file says, and both of it are a mistake.
bool settleStorage(const std::vector<std::string>& arguments, bool in_memory, CommandLine& options) {
  const bool said_memory = says(arguments, "--in-memory");
  const bool said_directory = says(arguments, "--db-path") || says(arguments, "--path");
  if (in_memory && said_memory && said_directory) return false;
  if (in_memory && !said_directory) options.data_directory.clear();
  return true;
}

// Said before the command, --db-path is the command's own.
void settleTransfer(const std::vector<std::string>& arguments, CommandLine& options) {
  if (options.transfer.data_directory.empty() && (says(arguments, "--db-path") || says(arguments, "--path")))
    options.transfer.data_directory = options.data_directory;
}

std::string tlsProblem(const CommandLine& options) {
  if (options.tls_self_signed && !options.tls_key_file.empty())
    return "--tls-self-signed makes its own key: leave --tls-key out";
  if (!options.tls_self_signed && options.tls_certificate_file.empty() != options.tls_key_file.empty()) {
    return "--tls-cert and --tls-key go together";
  }
  return {};
}

void declareAll(CLI::App& app, CommandLine& options, bool& in_memory, const std::string& version) {
  app.formatter(makeHelpFormatter());
  app.set_version_flag("--version", "stator " + version, "Print the version");
  app.get_help_ptr()->description("Print this");
  app.set_config("--config", "", "Read options from a TOML file")->type_name("FILE");
  app.allow_config_extras(CLI::config_extras_mode::error);
  // Said twice, the later one holds: a script names a host, and whoever runs it may name another.
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  declareTables(app, options, in_memory);
  declareServer(app, options);
  declareSecurity(app, options);
  declareBehaviour(app, options);
  declareLog(app, options);
  declareDynalites(app, options);
  declareCommands(app, options);
  app.footer(
      "STATOR_<NAME> in the environment and lines of --config's file are options too,\n"
      "and so are DynamoDB Local's (-inMemory, -sharedDb ...) and dynalite's.");
}

}  // namespace

ParsedCommandLine parseCommandLine(int argc, const char* const* argv, const std::string& version) {
  using Kind = ParsedCommandLine::Kind;
  ParsedCommandLine parsed;
  bool in_memory = false;
  CLI::App app("a local server that speaks DynamoDB's protocol", "stator");
  declareAll(app, parsed.options, in_memory, version);
  const std::vector<std::string> said = translateArguments(argc, argv);
  if (const std::string word = firstSingleDashWord(said); !word.empty()) return {Kind::Fail, {}, unexpected(app, word)};
  std::vector<std::string> arguments = optionsFromEnvironment(app, said);
  arguments.insert(arguments.end(), said.begin(), said.end());
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    return {Kind::PrintAndExit, {}, app.help()};
  } catch (const CLI::CallForVersion&) {
    return {Kind::PrintAndExit, {}, "stator " + version + "\n"};
  } catch (const CLI::ExtrasError&) {
    return {Kind::Fail, {}, unexpected(app, firstUnexpected(app))};
  } catch (const CLI::ConfigError& error) {
    return {Kind::Fail, {}, configurationProblem(app, error.what())};
  } catch (const CLI::ParseError& error) {
    return {Kind::Fail, {}, std::string("stator: ") + error.what() + " (--help lists the options)\n"};
  }
  if (!settleStorage(said, in_memory, parsed.options)) {
    return {Kind::Fail, {}, "stator: --in-memory and --db-path exclude each other\n"};
  }
  settleTransfer(said, parsed.options);
  if (const std::string problem = tlsProblem(parsed.options); !problem.empty())
    return {Kind::Fail, {}, "stator: " + problem + "\n"};
  return parsed;
}

}  // namespace stator
