// The program as a whole, against servers of this process: plain, and behind TLS with signatures verified.
#include "conformance/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "conformance/http_transport.h"
#include "conformance/report_files.h"
#include "stator/stator.h"
#include "tests/conformance/tls_front.h"
#include "tests/support/temporary_directory.h"

namespace stator::conformance {
namespace {

using testing::HasSubstr;

constexpr const char* kCase =
    "tier: core\nsource: x\n"
    "> CreateTable {\"TableName\": \"{{t}}\", \"BillingMode\": \"PAY_PER_REQUEST\", \"AttributeDefinitions\": "
    "[{\"AttributeName\": \"pk\", \"AttributeType\": \"S\"}], \"KeySchema\": [{\"AttributeName\": \"pk\", \"KeyType\": "
    "\"HASH\"}]}\n"
    "== puts\n> PutItem {\"TableName\": \"{{t}}\", \"Item\": {\"pk\": {\"S\": \"a\"}}}\n< 200 {}\n";
constexpr const char* kWrongCase =
    "== expects what does not come\n> GetItem {\"TableName\": \"{{t}}\", \"Key\": {\"pk\": {\"S\": \"no\"}}}\n< 200 "
    "{\"Item\": {}}\n";

std::string withPort(const std::string& scheme, const std::string& host, uint16_t port) {
  return scheme + "://" + host + ":" + std::to_string(port);
}

class ProgramTest : public testing::Test {
 protected:
  ProgramTest() {
    write("a.case", kCase);
    options_.cases = {path("a.case")};
    options_.quiet = true;
  }

  std::string path(const std::string& name) const { return directory_.path() + "/" + name; }
  void write(const std::string& name, const std::string& text) const { writeFile(path(name), text); }
  std::string read(const std::string& name) const {
    std::ifstream stream(path(name));
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  std::string tables() { return database_.call("ListTables", "{}").body; }

  test::TemporaryDirectory directory_;
  Stator database_;
  ProgramOptions options_;
};

TEST_F(ProgramTest, RunsAgainstAnEndpointAndLeavesNothingBehind) {
  options_.endpoint = withPort("http", "127.0.0.1", database_.serve({.port = 0}));
  EXPECT_EQ(runProgram(options_), 0);
  EXPECT_EQ(tables(), R"({"TableNames":[]})");
}

TEST_F(ProgramTest, FailsWhenACaseFails) {
  write("a.case", std::string(kCase) + kWrongCase);
  options_.in_process = true;
  options_.html = path("a.html");
  options_.junit = path("a.xml");
  options_.json = path("a.json");
  EXPECT_EQ(runProgram(options_), 1);
  for (const char* report : {"a.html", "a.xml", "a.json"})
    EXPECT_THAT(read(report), HasSubstr("expects what does not come"));
  options_.substring = "puts";
  EXPECT_EQ(runProgram(options_), 0);
  options_.substring = "no case has this";
  EXPECT_EQ(runProgram(options_), 2);
}

TEST_F(ProgramTest, ComparesAndRecords) {
  write("a.case", std::string(kCase) + kWrongCase);
  const std::string url = withPort("http", "127.0.0.1", database_.serve({.port = 0}));
  options_.compare = {url, url};
  EXPECT_EQ(runProgram(options_), 0) << "wrong in the same way";
  options_.compare.clear();
  options_.endpoint = url;
  options_.record = path("recorded");
  EXPECT_EQ(runProgram(options_), 1);
  options_.record.clear();
  options_.against = path("recorded");
  EXPECT_EQ(runProgram(options_), 0);
  EXPECT_THAT(read("recorded/a.json"), HasSubstr("{{run}}.a.t"));
}

class SecureTest : public ProgramTest {
 protected:
  SecureTest() : front_(certificate_, database_.serve({.port = 0, .verify_signatures = {{"AKIDTEST", "a/secret+key"}}})) {
    write("ca.pem", certificate_.certificate);
    options_.aws = options_.yes = true;
    options_.region = "eu-west-1";
    options_.endpoint = withPort("https", "localhost", front_.port());
    options_.ca_file = path("ca.pem");
    options_.access_key = "AKIDTEST";
    options_.secret_key = "a/secret+key";
    options_.rate = options_.retries = 0;
  }

  test::TestCertificate certificate_;
  test::TlsFront front_;
};

TEST_F(SecureTest, SignsAndChecksCertificates) { EXPECT_EQ(runProgram(options_), 0); }

TEST_F(SecureTest, IsRefusedWithTheWrongSecret) {
  options_.secret_key = "another";
  options_.json = path("a.json");
  EXPECT_EQ(runProgram(options_), 1);
  EXPECT_THAT(read("a.json"), HasSubstr("InvalidSignatureException"));
}

TEST_F(SecureTest, IsRefusedWithAnUnknownKey) {
  options_.access_key = "AKIDOTHER";
  options_.json = path("a.json");
  EXPECT_EQ(runProgram(options_), 1);
  EXPECT_THAT(read("a.json"), HasSubstr("UnrecognizedClientException"));
}

TEST_F(SecureTest, DoesNotTalkToWhomItCannotTrust) {
  options_.json = path("a.json");
  options_.ca_file.clear();  // the system's authorities do not know the certificate
  EXPECT_EQ(runProgram(options_), 1);
  EXPECT_THAT(read("a.json"), HasSubstr("certificate verify failed"));
  options_.ca_file = path("ca.pem");
  options_.endpoint = withPort("https", "127.0.0.1", front_.port());  // not a name of the certificate
  EXPECT_EQ(runProgram(options_), 1);
  EXPECT_THAT(read("a.json"), HasSubstr("certificate verify failed"));
}

TEST(Retries, AreForWhatMayPass) {
  const auto answer = [](int status, const std::string& body) { return Answer{status, {}, body, {}}; };
  EXPECT_TRUE(isRetryable(answer(500, "")));
  EXPECT_TRUE(isRetryable(answer(400, R"({"__type":"x#ThrottlingException"})")));
  EXPECT_TRUE(isRetryable(
      answer(400, R"({"__type":"x#LimitExceededException","message":"Only 50 tables can be created simultaneously"})")));
  EXPECT_FALSE(isRetryable(answer(400, R"({"__type":"x#LimitExceededException","message":"Too many tags"})")));
  EXPECT_FALSE(isRetryable(answer(400, R"({"__type":"x#ValidationException"})")));
  EXPECT_FALSE(isRetryable(answer(200, "{}")));
  EXPECT_TRUE(isRetryable(Answer{0, {}, {}, "no answer"}));
}

TEST(Url, IsTakenApart) {
  EXPECT_EQ(parseUrl("https://dynamodb.eu-west-1.amazonaws.com/").authority(), "dynamodb.eu-west-1.amazonaws.com");
  EXPECT_EQ(parseUrl("http://[::1]:8000").host, "::1");
  EXPECT_EQ(parseUrl("http://[::1]:8000").authority(), "[::1]:8000");
  EXPECT_EQ(parseUrl("http://localhost").port, "80");
  for (const char* wrong : {"localhost:8000", "http://", "http://a:b", "http://a:1/path"})
    EXPECT_THROW(parseUrl(wrong), std::runtime_error) << wrong;
}

}  // namespace
}  // namespace stator::conformance
