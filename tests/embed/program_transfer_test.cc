// --schema, load and dump, as a user calls them: over HTTP and HTTPS, and with a data directory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stator/stator.h"
#include "tests/embed/program.h"
#include "tests/support/temporary_directory.h"

namespace stator {
namespace {

using test::portOf;
using test::Program;
using testing::HasSubstr;

constexpr const char* kSchema = R"({"TableName":"songs","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
  "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})";
constexpr const char* kItems = "{\"Item\":{\"pk\":{\"S\":\"a\"},\"z\":{\"N\":\"1\"}}}\n{\"Item\":{\"pk\":{\"S\":\"b\"}}}\n";

class ProgramTransferTest : public testing::Test {
 protected:
  ProgramTransferTest() {
    write("songs.schema.json", kSchema);
    write("songs.jsonl", kItems);
  }
  std::string path(const std::string& name) const { return directory_.path() + "/" + name; }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path(name)) << text; }
  // Its standard output; it must succeed.
  static std::string run(const std::vector<std::string>& arguments, const std::vector<std::string>& launcher = {}) {
    Program program(arguments, launcher);
    std::string output = program.output();
    const std::string errors = program.errors();
    EXPECT_EQ(program.wait(), 0) << errors;
    return output;
  }
  static std::string failure(const std::vector<std::string>& arguments, const std::vector<std::string>& launcher = {}) {
    Program program(arguments, launcher);
    const std::string errors = program.errors();
    EXPECT_NE(program.wait(), 0);
    return errors;
  }
  // Lines in any order.
  static void expectItems(const std::string& dumped) {
    EXPECT_EQ(dumped.size(), std::string(kItems).size());
    EXPECT_THAT(dumped, HasSubstr("{\"Item\":{\"pk\":{\"S\":\"b\"}}}\n"));
    EXPECT_THAT(dumped, HasSubstr("{\"Item\":{\"pk\":{\"S\":\"a\"},\"z\":{\"N\":\"1\"}}}\n"));
  }

  test::TemporaryDirectory directory_;
};

TEST_F(ProgramTransferTest, FillsAServerAndEmptiesIt) {
  Program server({"--port", "0", "--schema", path("songs.schema.json")});
  const std::string url = "http://127.0.0.1:" + std::to_string(portOf(server.outputLine()));
  EXPECT_EQ(run({"dump", url, "songs"}), "");
  run({"load", url, path("songs.jsonl")});
  expectItems(run({"dump", url, "songs"}));
  run({"dump", url, "--all", "--format", "s3-export", "--output", path("dump")});
  // Accounts are apart, and an export makes its table.
  EXPECT_THAT(failure({"dump", url, "songs", "--account", "111122223333"}), HasSubstr("there is no table songs"));
  run({"load", url, path("dump"), "--account", "111122223333"});
  expectItems(run({"dump", url, "songs", "--account", "111122223333"}));
  EXPECT_THAT(failure({"dump", url, "songs", "--region", "eu-west-1"}), HasSubstr("there is no table songs"));
}

TEST_F(ProgramTransferTest, SignsItsRequests) {
  Program server({"--port", "0", "--schema", path("songs.schema.json"), "--verify-signatures", "AKID:secret"});
  const std::string url = "http://127.0.0.1:" + std::to_string(portOf(server.outputLine()));
  EXPECT_THAT(failure({"load", url, path("songs.jsonl")}), HasSubstr("UnrecognizedClientException"));
  const std::vector<std::string> credentials{"/usr/bin/env", "AWS_ACCESS_KEY_ID=AKID", "AWS_SECRET_ACCESS_KEY=secret"};
  run({"load", url, path("songs.jsonl")}, credentials);
  expectItems(run({"dump", url, "songs"}, credentials));
}

TEST_F(ProgramTransferTest, SpeaksHttps) {
  Program server(
      {"--port", "0", "--tls-self-signed", "--tls-cert", path("cert.pem"), "--schema", path("songs.schema.json")});
  const std::string url = "https://127.0.0.1:" + std::to_string(portOf(server.outputLine()));
  const std::vector<std::string> trusting{"/usr/bin/env", "SSL_CERT_FILE=" + path("cert.pem")};
  run({"load", url, path("songs.jsonl")}, trusting);
  expectItems(run({"dump", url, "songs"}, trusting));
  EXPECT_THAT(failure({"dump", url, "songs"}), HasSubstr("cannot reach " + url));
}

TEST_F(ProgramTransferTest, WorksOnADataDirectory) {
  const std::string data = path("data");
  run({"load", "--db-path", data, directory_.path()});
  expectItems(run({"dump", "--db-path", data, "songs"}));
  // A second start leaves the table as it is.
  Program server({"--port", "0", "--db-path", data, "--schema", path("songs.schema.json")});
  const std::string url = "http://127.0.0.1:" + std::to_string(portOf(server.outputLine()));
  expectItems(run({"dump", url, "songs"}));
  EXPECT_THAT(failure({"dump", "--db-path", data, "songs"}), HasSubstr("is in use by another process"));
}

TEST_F(ProgramTransferTest, TheDirectoryMayComeFromTheEnvironmentOrTheFile) {
  const std::string data = path("data");
  const std::vector<std::string> environment{"/usr/bin/env", "STATOR_DB_PATH=" + data, "STATOR_SHARED_DB=true"};
  run({"load", "--schema", path("songs.schema.json"), path("songs.jsonl")}, environment);
  expectItems(run({"dump", "songs"}, environment));
  write("stator.toml", "db-path = \"" + data + "\"\nshared-db = true\n");
  expectItems(run({"--config", path("stator.toml"), "dump", "songs"}));
  expectItems(run({"dump", "songs", "--config", path("stator.toml")}));
  expectItems(run({"--shared-db", "--db-path", data, "dump", "songs"}));
  // What is said holds: another directory, or a server.
  EXPECT_THAT(failure({"dump", "songs", "--db-path", path("other")}, environment), HasSubstr("there is no table songs"));
  EXPECT_THAT(failure({"dump", "http://127.0.0.1:1", "songs"}, environment), HasSubstr("cannot reach http://127.0.0.1:1"));
  EXPECT_THAT(failure({"--in-memory", "--port", "1", "dump", "songs"}, environment), HasSubstr("cannot reach"));
}

TEST_F(ProgramTransferTest, AsksTheServerThatHasTheDirectoryOfTheEnvironment) {
  const std::string data = path("data");
  const std::vector<std::string> environment{"/usr/bin/env", "STATOR_DB_PATH=" + data, "STATOR_URL_FILE=" + path("url")};
  run({"load", "--schema", path("songs.schema.json"), path("songs.jsonl")}, environment);
  {
    Program server({"--port", "0"}, environment);
    portOf(server.outputLine());
    expectItems(run({"dump", "songs"}, environment));
    // Where no server answers it is the directory's own mistake that is told.
    EXPECT_THAT(failure({"dump", "songs", "--url-file", path("none"), "--port", "1"}, environment),
                HasSubstr("is in use by another process"));
  }
  expectItems(run({"dump", "songs"}, environment));
}

TEST_F(ProgramTransferTest, FindsTheServerByItsPort) {
  Program server({"--port", "0", "--schema", path("songs.schema.json")});
  const std::string port = std::to_string(portOf(server.outputLine()));
  run({"load", "--port", port, path("songs.jsonl")});
  expectItems(run({"--port", port, "dump", "songs"}));
  EXPECT_THAT(failure({"dump", "songs", "--prot", port}), HasSubstr("did you mean --port?"));
}

TEST_F(ProgramTransferTest, FailsInOneLine) {
  write("bad.json", "{}");
  EXPECT_EQ(failure({"--port", "0", "--schema", path("bad.json")}),
            "stator: " + path("bad.json") +
                " is none of: CreateTable or DescribeTable JSON, a CloudFormation or SAM template, "
                "terraform show -json\n");
  EXPECT_THAT(failure({"load"}), HasSubstr("needs a file"));
  EXPECT_THAT(failure({"dump"}), HasSubstr("needs tables' names or --all"));
  EXPECT_THAT(failure({"dump", "http://127.0.0.1:1", "songs"}),
              HasSubstr("cannot reach http://127.0.0.1:1: Connection refused"));
}

}  // namespace
}  // namespace stator
