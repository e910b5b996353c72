// The program as a user starts it: what it prints, and how it ends.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/embed/program.h"
#include "tests/server/http_client.h"
#include "tests/support/temporary_directory.h"

namespace stator {
namespace {

using test::HttpClient;
using test::portOf;
using test::Program;
using testing::HasSubstr;
using testing::MatchesRegex;

TEST(Program, SaysWhereItListensAndStopsOnSigterm) {
  for (int signal : {SIGTERM, SIGINT}) {
    Program program({"--port", "0"});
    std::string line = program.outputLine();
    EXPECT_THAT(line, MatchesRegex("stator [0-9.]+ listening on http://127\\.0\\.0\\.1:[0-9]+ \\(in memory\\)\n"));
    HttpClient client(portOf(line));
    EXPECT_EQ(client.ask("GET / HTTP/1.1\r\n\r\n").status, 200);
    program.send(signal);
    EXPECT_EQ(program.wait(), 0);
    EXPECT_TRUE(client.ended());
    EXPECT_EQ(program.errors(), "");
  }
}

// The kernel drops signals to process 1 of a container that it has no handler for.
TEST(Program, StopsAsAContainersFirstProcess) {
  const std::vector<std::string> launcher = {"/usr/bin/unshare", "--pid", "--fork", "--kill-child"};
  for (int signal : {SIGTERM, SIGINT}) {
    Program program({"--port", "0"}, launcher);
    const std::string line = program.outputLine();
    if (line.empty()) GTEST_SKIP() << "no process namespaces here: " << program.errors();
    program.sendToChild(signal);
    EXPECT_EQ(program.wait(), 0);
  }
}

// Runs the program with this file as its standard input.
std::vector<std::string> withInput(const std::string& file) {
  return {"/bin/sh", "-c", "input=$1; shift; exec \"$@\" <\"$input\"", "sh", file};
}

TEST(Program, StopsWhenItsInputEndsIfAskedTo) {
  test::TemporaryDirectory directory;
  const std::string pipe = directory.path() + "/input";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  Program program({"--port", "0", "--stop-with-stdin"}, withInput(pipe));
  const int input = open(pipe.c_str(), O_WRONLY | O_CLOEXEC);
  ASSERT_GE(input, 0);
  HttpClient client(portOf(program.outputLine()));
  const std::string forgotten(100'000, 'x');  // more than a pipe holds
  EXPECT_EQ(write(input, forgotten.data(), forgotten.size()), static_cast<ssize_t>(forgotten.size()));
  EXPECT_EQ(client.ask("GET / HTTP/1.1\r\n\r\n").status, 200);
  close(input);
  EXPECT_EQ(program.wait(), 0);
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(program.errors(), "");
}

TEST(Program, StopsAtOnceOnAnInputThatHasEndedAndOnlyIfAskedTo) {
  Program asked({"--port", "0", "--stop-with-stdin"}, withInput("/dev/null"));
  EXPECT_EQ(asked.wait(), 0);
  Program unasked({"--port", "0"}, withInput("/dev/null"));
  HttpClient client(portOf(unasked.outputLine()));
  EXPECT_EQ(client.ask("GET / HTTP/1.1\r\n\r\n").status, 200);
  unasked.send(SIGTERM);
  EXPECT_EQ(unasked.wait(), 0);
}

TEST(Program, WritesItsAddressAndChecksItsOwnHealth) {
  test::TemporaryDirectory directory;
  const std::string url_file = directory.path() + "/url";
  for (const std::string tls : {"--tls-self-signed=false", "--tls-self-signed"}) {
    Program program({"--port", "0", "--host", "0.0.0.0", tls, "--url-file", url_file});
    const std::string line = program.outputLine();
    std::string url;
    std::ifstream(url_file) >> url;
    EXPECT_THAT(url, MatchesRegex("https?://127\\.0\\.0\\.1:[0-9]+"));
    EXPECT_THAT(line, HasSubstr(url.substr(url.rfind(':'))));
    Program check({"healthcheck", "--url-file", url_file});
    EXPECT_EQ(check.wait(), 0) << check.errors();
  }
  Program check({"--url-file", url_file, "healthcheck"});
  EXPECT_EQ(check.wait(), 1) << "nobody is there any more";
}

std::string requestFor(std::string_view region, std::string_view target, std::string_view body) {
  return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: "
         "DynamoDB_20120810." +
         std::string(target) +
         "\r\nX-Amz-Date: 20261121T120000Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=key/20261121/" +
         std::string(region) + "/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

constexpr std::string_view kCreateSongs = R"({"TableName":"songs","BillingMode":"PAY_PER_REQUEST",)"
                                          R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],)"
                                          R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]})";
constexpr std::string_view kDescribeSongs = R"({"TableName":"songs"})";

// The log of a program that is asked for a table in the wrong region.
std::string logOf(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--port", "0"});
  Program program(std::move(arguments));
  HttpClient client(portOf(program.outputLine()));
  EXPECT_EQ(client.ask(requestFor("us-east-1", "CreateTable", kCreateSongs)).status, 200);
  EXPECT_EQ(client.ask(requestFor("eu-west-1", "DescribeTable", kDescribeSongs)).status, 400);
  program.send(SIGTERM);
  EXPECT_EQ(program.wait(), 0);
  return program.errors();
}

TEST(Program, SaysByDefaultThatATableIsInAnotherRegion) {
  EXPECT_THAT(logOf({}), MatchesRegex("[0-9T:.-]+Z warning table songs is not in account 000000000000, region eu-west-1; "
                                      "there is one of that name in 000000000000/us-east-1\n"));
  EXPECT_EQ(logOf({"--log-level", "error"}), "");
}

TEST(Program, LogsALineForEachRequest) {
  const std::string log = logOf({"--log-level", "debug"});
  EXPECT_THAT(log, testing::ContainsRegex("Z debug CreateTable songs 200 [0-9]+us 000000000000/us-east-1\n"));
  EXPECT_THAT(log, testing::ContainsRegex(
                       "Z debug DescribeTable songs 400 ResourceNotFoundException [0-9]+us 000000000000/eu-west-1\n"));
}

TEST(Program, LogsJson) {
  EXPECT_THAT(
      logOf({"--log-level", "debug", "--log-format", "json"}),
      testing::ContainsRegex(R"x(\{"time":"[0-9T:.-]+Z","level":"debug","message":"request","operation":"DescribeTable",)x"
                             R"x("table":"songs","status":400,"error":"ResourceNotFoundException","microseconds":[0-9]+,)x"
                             R"x("account":"000000000000","region":"eu-west-1"\})x"));
}

TEST(Program, FailsInJsonIfThatIsTheFormat) {
  Program program({"--log-format", "json", "--db-path", "/dev/null/data"});
  EXPECT_EQ(program.wait(), 1);
  EXPECT_THAT(program.errors(), MatchesRegex(R"x(\{"time":"[^"]+","level":"error","message":"[^"]+"\})x"
                                             "\n"));
}

TEST(Program, NamesItsDataDirectory) {
  test::TemporaryDirectory directory;
  Program program({"--port", "0", "--db-path", directory.path() + "/data"});
  EXPECT_THAT(program.outputLine(), HasSubstr("(data in " + directory.path() + "/data)"));
  Program second({"--port", "0", "--db-path", directory.path() + "/data"});
  EXPECT_EQ(second.wait(), 1);
  EXPECT_THAT(second.errors(), MatchesRegex("stator: [^\n]+\n")) << "one clear line";
}

TEST(Program, ReportsAndChecksTheHealthOfAServer) {
  Program server({"--port", "0"});
  const std::string url = "http://127.0.0.1:" + std::to_string(portOf(server.outputLine()));
  Program report({"report", url});
  EXPECT_EQ(report.wait(), 0);
  EXPECT_THAT(report.output(), HasSubstr("stator report, "));
  Program healthy({"healthcheck", url});
  EXPECT_EQ(healthy.wait(), 0);
  EXPECT_EQ(healthy.output() + healthy.errors(), "");
  server.send(SIGTERM);
  EXPECT_EQ(server.wait(), 0);
  Program unhealthy({"healthcheck", url});
  EXPECT_EQ(unhealthy.wait(), 1);
  EXPECT_THAT(unhealthy.errors(), MatchesRegex("stator: cannot reach http://[^\n]+\n"));
}

TEST(Program, StartsWithTheFaultsOfAFile) {
  test::TemporaryDirectory directory;
  const std::string file = directory.path() + "/faults.json";
  std::ofstream(file) << R"({"rules":[{"operation":"Scan","latencyMs":5}]})";
  Program program({"--port", "0", "--faults", file});
  HttpClient client(portOf(program.outputLine()));
  EXPECT_THAT(client.ask("GET /_stator/faults HTTP/1.1\r\nHost: localhost\r\n\r\n").body, HasSubstr("\"Scan\""));

  std::ofstream(file) << "nonsense";
  Program refused({"--port", "0", "--faults", file});
  EXPECT_EQ(refused.wait(), 1);
  EXPECT_THAT(refused.errors(), MatchesRegex("stator: the fault rules cannot be used: [^\n]+\n"));
}

TEST(Program, FailsInOneLineWhenThePortIsInUse) {
  Program first({"--port", "0"});
  std::string port = std::to_string(portOf(first.outputLine()));
  Program second({"--port", port});
  EXPECT_EQ(second.wait(), 1);
  EXPECT_EQ(second.errors(), "stator: cannot listen on 127.0.0.1:" + port + ": the port is in use\n");
  EXPECT_EQ(second.output(), "");
}

TEST(Program, FailsInOneLineOnAnUnknownFlag) {
  Program program({"--no-such-flag"});
  EXPECT_EQ(program.wait(), 2);
  EXPECT_THAT(program.errors(), MatchesRegex("stator: [^\n]*--no-such-flag[^\n]*\n"));
}

TEST(Program, PrintsItsVersion) {
  Program program({"--version"});
  EXPECT_EQ(program.wait(), 0);
  EXPECT_THAT(program.output(), MatchesRegex("stator [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

}  // namespace
}  // namespace stator
