#include "server/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

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
  auto parsed = parse({"--host", "0.0.0.0", "--port=0", "--db-path", "data", "--sync", "--shared-db", "--transient-status-ms",
                       "250", "--threads", "3", "--stream-shards", "7", "--stream-shard-split-interval", "60", "--ttl-delay", "90", "--max-connections", "9", "--idle-timeout", "5", "--log-level", "debug"});
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
}

// DynamoDB Local's usage notes, and the command that its image is commonly given.
TEST(CommandLine, TakesDynamoDbLocalsFlags) {
  auto parsed = parse({"-Djava.library.path=./DynamoDBLocal_lib", "-Xmx256m", "-jar", "DynamoDBLocal.jar", "-sharedDb", "-dbPath",
                       "./data", "-port", "4567", "-cors", "*", "-disableTelemetry", "-optimizeDbBeforeStartup",
                       "-delayTransientStatuses"});
  ASSERT_EQ(parsed.kind, Kind::Run) << parsed.text;
  EXPECT_TRUE(parsed.options.shared_database);
  EXPECT_EQ(parsed.options.data_directory, "./data");
  EXPECT_EQ(parsed.options.port, 4567);
  EXPECT_GT(parsed.options.transient_status_ms, 0u);
  EXPECT_EQ(parse({"-inMemory"}).kind, Kind::Run);
  EXPECT_EQ(parse({"-help"}).kind, Kind::PrintAndExit);
  EXPECT_EQ(parse({"-port"}).kind, Kind::Fail);
  EXPECT_EQ(parse({"-inMemory", "-dbPath", "x"}).kind, Kind::Fail);
}

}  // namespace
}  // namespace stator
