// Credentials and region where AWS's own tools find them.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "conformance/http_transport.h"

namespace stator::conformance {

// Reads the environment; tests give their own. Nothing for a variable that is not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
Environment processEnvironment();

// From AWS_ACCESS_KEY_ID and its kin, unless a profile is named; else from the profile (AWS_PROFILE, "default") in the
// shared credentials file, else in the shared config file. Throws std::runtime_error when there are none.
Credentials findCredentials(const std::string& profile, const Environment& environment);

// AWS_REGION, AWS_DEFAULT_REGION, or the profile's in the shared config file; empty when there is none.
std::string findRegion(const std::string& profile, const Environment& environment);

}  // namespace stator::conformance
