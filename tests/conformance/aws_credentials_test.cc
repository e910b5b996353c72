#include "conformance/aws_credentials.h"

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

#include "conformance/report_files.h"
#include "tests/support/temporary_directory.h"

namespace stator::conformance {
namespace {

class AwsCredentialsTest : public testing::Test {
 protected:
  AwsCredentialsTest() {
    variables_["AWS_SHARED_CREDENTIALS_FILE"] = directory_.path() + "/credentials";
    variables_["AWS_CONFIG_FILE"] = directory_.path() + "/config";
    writeFile(directory_.path() + "/credentials",
              "# comment\n[default]\naws_access_key_id = D1\naws_secret_access_key=D2\n\n[other]\naws_access_key_id=O1\n"
              "aws_secret_access_key = O2\naws_session_token = O3\n");
    writeFile(directory_.path() + "/config",
              "[default]\nregion = eu-west-1\n[profile "
              "third]\nregion=us-west-2\naws_access_key_id=T1\naws_secret_access_key=T2\n");
  }

  Environment environment() const {
    return [this](const std::string& name) -> std::optional<std::string> {
      const auto found = variables_.find(name);
      return found == variables_.end() ? std::nullopt : std::optional<std::string>(found->second);
    };
  }

  test::TemporaryDirectory directory_;
  std::map<std::string, std::string> variables_;
};

TEST_F(AwsCredentialsTest, ReadsTheSharedFiles) {
  EXPECT_EQ(findCredentials("", environment()).access_key_id, "D1");
  EXPECT_EQ(findCredentials("other", environment()).session_token, "O3");
  EXPECT_EQ(findCredentials("third", environment()).secret_access_key, "T2");
  EXPECT_EQ(findRegion("", environment()), "eu-west-1");
  EXPECT_EQ(findRegion("third", environment()), "us-west-2");
  EXPECT_THROW(findCredentials("none", environment()), std::runtime_error);
}

TEST_F(AwsCredentialsTest, PrefersTheEnvironmentUnlessAProfileIsNamed) {
  variables_["AWS_ACCESS_KEY_ID"] = "E1";
  variables_["AWS_SECRET_ACCESS_KEY"] = "E2";
  variables_["AWS_REGION"] = "ap-south-1";
  EXPECT_EQ(findCredentials("", environment()).access_key_id, "E1");
  EXPECT_EQ(findCredentials("other", environment()).access_key_id, "O1");
  EXPECT_EQ(findRegion("", environment()), "ap-south-1");
}

}  // namespace
}  // namespace stator::conformance
