#include "server/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

#include "tests/support/temporary_directory.h"

namespace stator {
namespace {

using Kind = ParsedCommandLine::Kind;
using testing::AllOf;
using testing::HasSubstr;

ParsedCommandLine parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "stator");
  return parseCommandLine(static_cast<int>(arguments.size()), arguments.data(), "1.2.3");
}

TEST(CommandLine, WithoutArgumentsServesInMemoryOnTheUsualPort) {
  auto parsed = parse({});
  ASSERT_EQ(parsed.kind, Kind::Run);
  EXPECT_EQ(parsed.options.host, "127.0.0.1");
  EXPECT_EQ(parsed.options.port, 8000);
  EXPECT_EQ(parsed.options.data_directory, "");
  EXPECT_FALSE(parsed.options.sync);
  EXPECT_FALSE(parsed.options.shared_database);
  EXPECT_EQ(parsed.options.transient_status_ms, 0u);
  EXPECT_EQ(parsed.options.verbosity, 1);
}

TEST(CommandLine, ReadsEveryOption) {
  auto parsed = parse({"--host",      "0.0.0.0",
                       "--port=0",    "--db-path",
                       "data",        "--sync",
                       "--shared-db", "--transient-status-ms",
                       "250",         "--threads",
                       "3",           "--stream-shards",
                       "7",           "--stream-shard-split-interval",
                       "60",          "--ttl-delay",
                       "90",          "--max-connections",
                       "9",           "--idle-timeout",
                       "5",           "--log-level",
                       "debug"});
  ASSERT_EQ(parsed.kind, Kind::Run) << parsed.text;
  EXPECT_EQ(parsed.options.host, "0.0.0.0");
  EXPECT_EQ(parsed.options.port, 0);
  EXPECT_EQ(parsed.options.data_directory, "data");
  EXPECT_TRUE(parsed.options.sync);
  EXPECT_TRUE(parsed.options.shared_database);
  EXPECT_EQ(parsed.options.transient_status_ms, 250u);
  EXPECT_EQ(parsed.options.threads, 3);
  EXPECT_EQ(parsed.options.stream_shards, 7);
  EXPECT_EQ(parsed.options.stream_shard_split_seconds, 60u);
  EXPECT_EQ(parsed.options.time_to_live_delay_seconds, 90u);
  EXPECT_EQ(parsed.options.max_connections, 9u);
  EXPECT_EQ(parsed.options.idle_timeout_seconds, 5u);
  EXPECT_EQ(parsed.options.verbosity, 3);
}

TEST(CommandLine, ThrottlesWhenAsked) {
  EXPECT_FALSE(parse({}).options.enforce_throughput);
  EXPECT_TRUE(parse({"--throughput", "enforce"}).options.enforce_throughput);
  EXPECT_FALSE(parse({"--throughput", "account"}).options.enforce_throughput);
  EXPECT_EQ(parse({"--throughput", "sometimes"}).kind, Kind::Fail);
}

TEST(CommandLine, TheLaterOneHolds) { EXPECT_EQ(parse({"--host", "0.0.0.0", "--host", "::1"}).options.host, "::1"); }

TEST(CommandLine, FailsClearly) {
  for (auto& arguments : std::vector<std::vector<const char*>>{{"--no-such-flag"},
                                                               {"stray"},
                                                               {"--port"},
                                                               {"--port", "65536"},
                                                               {"--port", "-1"},
                                                               {"--port", "http"},
                                                               {"--threads", "-1"},
                                                               {"--stream-shards", "0"},
                                                               {"--stream-shards", "257"},
                                                               {"--ttl-delay", "soon"},
                                                               {"--max-connections", "0"},
                                                               {"--idle-timeout", "0"},
                                                               {"--log-level", "loud"},
                                                               {"--db-path", "data", "--in-memory"}}) {
    auto parsed = parse(arguments);
    EXPECT_EQ(parsed.kind, Kind::Fail) << arguments[0];
    EXPECT_THAT(parsed.text, testing::StartsWith("stator: ")) << arguments[0];
    EXPECT_EQ(std::count(parsed.text.begin(), parsed.text.end(), '\n'), 1) << parsed.text;
  }
  EXPECT_THAT(parse({"--no-such-flag"}).text, HasSubstr("--no-such-flag"));
}

TEST(CommandLine, PrintsHelpAndVersion) {
  auto help = parse({"--help"});
  EXPECT_EQ(help.kind, Kind::PrintAndExit);
  EXPECT_THAT(help.text, AllOf(HasSubstr("--db-path DIR"), HasSubstr("--transient-status-ms"), HasSubstr("8000")));
  auto version = parse({"--version"});
  EXPECT_EQ(version.kind, Kind::PrintAndExit);
  EXPECT_EQ(version.text, "stator 1.2.3\n");
  EXPECT_THAT(parse({"report", "--help"}).text, HasSubstr("Usage: stator report"));
}

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(CommandLine, HelpFitsAScreen) {
  const auto lines = linesOf(parse({"--help"}).text);
  EXPECT_LE(lines.size(), 48u);
  for (const std::string& line : lines) EXPECT_LE(line.size(), 80u) << line;
}

// Every word of the form "--name" that starts a line's text.
std::set<std::string> optionsIn(const std::string& text, std::string_view before) {
  std::set<std::string> found;
  for (const std::string& line : linesOf(text)) {
    if (!line.starts_with(std::string(before) + "--")) continue;
    const std::string option = line.substr(before.size());
    found.insert(option.substr(0, option.find_first_not_of("-abcdefghijklmnopqrstuvwxyz")));
  }
  return found;
}

TEST(CommandLine, TheDocumentationHasTheOptionsOfTheHelp) {
  std::ifstream file(STATOR_SOURCE "/docs/command_line.md");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  const auto documented = optionsIn(page.substr(0, page.find("## Those of DynamoDB Local")), "| `");
  EXPECT_THAT(documented, testing::Contains("--db-path"));
  EXPECT_EQ(documented, optionsIn(parse({"--help"}).text, "  "));
}

TEST(CommandLine, SaysWhatAMisspeltOptionWasMeantToBe) {
  const std::pair<const char*, const char*> cases[] = {{"--dbPath", "--db-path"},
                                                       {"-dbpath", "--db-path"},
                                                       {"--prot", "--port"},
                                                       {"--inmemory", "--in-memory"},
                                                       {"--transient", "--transient-status-ms"},
                                                       {"healthceck", "healthcheck"},
                                                       {"--log_level=debug", "--log-level"}};
  for (const auto& [said, meant] : cases) {
    EXPECT_THAT(parse({said}).text, AllOf(HasSubstr(said), HasSubstr(std::string("did you mean ") + meant + "?")));
  }
  EXPECT_EQ(parse({"--xyzzy"}).text, "stator: there is no option --xyzzy (--help lists the options)\n");
  EXPECT_EQ(parse({std::string(100'000, 'x').c_str()}).kind, Kind::Fail);
}

// Sets a variable for as long as it lives.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { setenv(name, value, 1); }
  ~Variable() { unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

TEST(CommandLine, TheEnvironmentHoldsWhereTheArgumentsSayNothing) {
  const Variable host("STATOR_HOST", "0.0.0.0"), port("STATOR_PORT", "4000"), sync("STATOR_SYNC", "1"),
      shared("STATOR_SHARED_DB", "false"), pairs("STATOR_VERIFY_SIGNATURES", "a:x,b:y");
  auto parsed = parse({"--port", "5000"});
  ASSERT_EQ(parsed.kind, Kind::Run) << parsed.text;
  EXPECT_EQ(parsed.options.host, "0.0.0.0");
  EXPECT_EQ(parsed.options.port, 5000);
  EXPECT_TRUE(parsed.options.sync);
  EXPECT_FALSE(parsed.options.shared_database);
  EXPECT_EQ(parsed.options.verify_signatures, (std::map<std::string, std::string>{{"a", "x"}, {"b", "y"}}));
  EXPECT_EQ(parse({"healthcheck"}).options.port, 4000);
}

TEST(CommandLine, ThePortThatKubernetesAnnouncesIsNoOption) {
  const Variable port("STATOR_PORT", "tcp://10.0.0.7:8000");
  EXPECT_EQ(parse({}).options.port, 8000);
}

TEST(CommandLine, ABadVariableFails) {
  const Variable port("STATOR_PORT", "http");
  EXPECT_EQ(parse({}).kind, Kind::Fail);
}

TEST(CommandLine, WhereTablesAreKeptIsTheArgumentsToSay) {
  {
    const Variable directory("STATOR_DB_PATH", "data");
    EXPECT_EQ(parse({}).options.data_directory, "data");
    EXPECT_EQ(parse({"-inMemory"}).options.data_directory, "");
  }
  const Variable memory("STATOR_IN_MEMORY", "true");
  EXPECT_EQ(parse({"--db-path", "data"}).options.data_directory, "data");
}

TEST(CommandLine, ReadsAFile) {
  test::TemporaryDirectory directory;
  const std::string path = directory.path() + "/stator.toml";
  const auto write = [&](std::string_view text) { std::ofstream(path) << text; };
  write(
      "# comment\nport = 4000\nhost = \"::1\"\nsync = true\nverify-signatures = [\"a:x\", \"b:y\"]\nlog-level = \"info\"\n");
  const Variable host("STATOR_HOST", "0.0.0.0");
  auto parsed = parse({"--config", path.c_str(), "--log-level", "error"});
  ASSERT_EQ(parsed.kind, Kind::Run) << parsed.text;
  EXPECT_EQ(parsed.options.port, 4000);
  EXPECT_TRUE(parsed.options.sync);
  EXPECT_EQ(parsed.options.verify_signatures.size(), 2u);
  EXPECT_EQ(parsed.options.host, "0.0.0.0") << "the environment comes first";
  EXPECT_EQ(parsed.options.verbosity, 0) << "the arguments come first";

  write("prot = 4000\n");
  EXPECT_EQ(parse({"--config", path.c_str()}).text,
            "stator: the configuration file: there is no option --prot; did you mean --port?\n");
  EXPECT_EQ(parse({"--config", "/no/such/file"}).kind, Kind::Fail);
}

TEST(CommandLine, ReadsOriginsTlsAndLogFormat) {
  auto parsed = parse({"-cors", "http://a,http://b", "--tls-cert", "c.pem", "--tls-key", "k.pem", "--log-format", "json",
                       "--url-file", "u", "--stop-with-stdin"});
  ASSERT_EQ(parsed.kind, Kind::Run) << parsed.text;
  EXPECT_EQ(parsed.options.allowed_origins, "http://a,http://b");
  EXPECT_EQ(parsed.options.tls_certificate_file, "c.pem");
  EXPECT_EQ(parsed.options.tls_key_file, "k.pem");
  EXPECT_TRUE(parsed.options.log_json);
  EXPECT_EQ(parsed.options.url_file, "u");
  EXPECT_TRUE(parsed.options.stop_with_standard_input);
  EXPECT_FALSE(parse({}).options.stop_with_standard_input);
  EXPECT_EQ(parse({}).options.allowed_origins, "*") << "as the service and DynamoDB Local have it";
  EXPECT_EQ(parse({"--tls-cert", "c.pem"}).kind, Kind::Fail);
  EXPECT_EQ(parse({"--tls-key", "k.pem"}).kind, Kind::Fail);
  EXPECT_EQ(parse({"--tls-self-signed", "--tls-key", "k.pem"}).kind, Kind::Fail);
  EXPECT_TRUE(parse({"--tls-self-signed", "--tls-cert", "c.pem"}).options.tls_self_signed);
}

// DynamoDB Local's usage notes, and the command that its image is commonly given.
TEST(CommandLine, TakesDynamoDbLocalsFlags) {
  auto parsed = parse({"-Djava.library.path=./DynamoDBLocal_lib", "-Xmx256m", "-jar", "DynamoDBLocal.jar", "-sharedDb",
                       "-dbPath", "./data", "-port", "4567", "-cors", "*", "-disableTelemetry", "-optimizeDbBeforeStartup",
                       "-delayTransientStatuses"});
  ASSERT_EQ(parsed.kind, Kind::Run) << parsed.text;
  EXPECT_TRUE(parsed.options.shared_database);
  EXPECT_EQ(parsed.options.data_directory, "./data");
  EXPECT_EQ(parsed.options.port, 4567);
  EXPECT_EQ(parsed.options.allowed_origins, "*");
  EXPECT_GT(parsed.options.transient_status_ms, 0u);
  EXPECT_EQ(parse({"-inMemory"}).kind, Kind::Run);
  EXPECT_EQ(parse({"-help"}).kind, Kind::PrintAndExit);
  EXPECT_EQ(parse({"-version"}).kind, Kind::PrintAndExit);
  EXPECT_EQ(parse({"-port"}).kind, Kind::Fail);
  EXPECT_EQ(parse({"-inMemory", "-dbPath", "x"}).kind, Kind::Fail);
}

// dynalite's README.
TEST(CommandLine, TakesDynalitesFlags) {
  auto parsed = parse({"--path", "./data", "--port", "4567", "--ssl", "--createTableMs", "0", "--deleteTableMs", "0",
                       "--updateTableMs=20", "--maxItemSizeKb", "400", "--verbose"});
  ASSERT_EQ(parsed.kind, Kind::Run) << parsed.text;
  EXPECT_EQ(parsed.options.data_directory, "./data");
  EXPECT_TRUE(parsed.options.tls_self_signed);
  EXPECT_EQ(parsed.options.transient_status_ms, 20u);
  EXPECT_EQ(parsed.options.verbosity, 3);
  EXPECT_THAT(parsed.options.notes, testing::ElementsAre(HasSubstr("--maxItemSizeKb")));
  for (const char* debug : {"-v", "-d", "--debug"}) EXPECT_EQ(parse({debug}).options.verbosity, 3) << debug;
  EXPECT_EQ(parse({"-h"}).kind, Kind::PrintAndExit);
}

}  // namespace
}  // namespace stator
