#include "conformance/aws_credentials.h"

#include <cstdlib>
#include <fstream>
#include <map>
#include <stdexcept>

namespace stator::conformance {
namespace {

using Section = std::map<std::string, std::string>;

std::string trimmed(const std::string& text) {
  const size_t begin = text.find_first_not_of(" \t\r");
  return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

Section readSection(const std::string& path, const std::string& wanted) {
  Section section;
  std::ifstream stream(path);
  bool inside = false;
  for (std::string line; std::getline(stream, line);) {
    line = trimmed(line);
    if (line.empty() || line.front() == '#' || line.front() == ';') continue;
    if (line.front() == '[') {
      inside = trimmed(line.substr(1, line.find(']') - 1)) == wanted;
      continue;
    }
    const size_t equals = line.find('=');
    if (inside && equals != line.npos) section[trimmed(line.substr(0, equals))] = trimmed(line.substr(equals + 1));
  }
  return section;
}

std::string fileOf(const Environment& environment, const std::string& variable, const std::string& name) {
  if (auto path = environment(variable)) return *path;
  return environment("HOME").value_or("") + "/.aws/" + name;
}

std::string profileName(const std::string& profile, const Environment& environment) {
  return profile.empty() ? environment("AWS_PROFILE").value_or("default") : profile;
}

Section configOf(const std::string& profile, const Environment& environment) {
  const std::string section = profile == "default" ? profile : "profile " + profile;
  return readSection(fileOf(environment, "AWS_CONFIG_FILE", "config"), section);
}

std::optional<Credentials> credentialsIn(const Section& section) {
  const auto id = section.find("aws_access_key_id"), secret = section.find("aws_secret_access_key");
  if (id == section.end() || secret == section.end()) return std::nullopt;
  const auto token = section.find("aws_session_token");
  return Credentials{id->second, secret->second, token == section.end() ? "" : token->second};
}

}  // namespace

Environment processEnvironment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>(value);
  };
}

Credentials findCredentials(const std::string& profile, const Environment& environment) {
  const auto id = environment("AWS_ACCESS_KEY_ID"), secret = environment("AWS_SECRET_ACCESS_KEY");
  if (profile.empty() && id && secret) return {*id, *secret, environment("AWS_SESSION_TOKEN").value_or("")};
  const std::string name = profileName(profile, environment);
  auto found = credentialsIn(readSection(fileOf(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials"), name));
  if (!found) found = credentialsIn(configOf(name, environment));
  if (!found)
    throw std::runtime_error("no credentials: neither in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY nor for the profile " +
                             name);
  return *found;
}

std::string findRegion(const std::string& profile, const Environment& environment) {
  for (const char* variable : {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
    if (auto region = environment(variable)) return *region;
  }
  const Section config = configOf(profileName(profile, environment), environment);
  const auto region = config.find("region");
  return region == config.end() ? "" : region->second;
}

}  // namespace stator::conformance
