// Arguments before they are options: DynamoDB Local's spelling, the environment's, and what a misspelt one was meant to be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stator {

// The arguments in this program's own spelling: DynamoDB Local's flags (-sharedDb, -dbPath DIR ...) become options, and what
// was meant for its Java (-jar FILE, -Djava.library.path=DIR, -Xmx256m) is left out.
std::vector<std::string> translateArguments(int argc, const char* const* argv);

// The environment's variable for an option: "db-path" is "STATOR_DB_PATH".
std::string environmentName(std::string_view option);

// The variable's value; empty if it is not set. Kubernetes and Docker set STATOR_PORT=tcp://ADDRESS:PORT by themselves for a
// service that is called "stator"; that is no port and counts as not set.
std::string environmentValue(const std::string& name);

// The one of `known` that `word` comes nearest to, dashes and capitals aside; empty when none is near.
std::string closestWord(std::string_view word, const std::vector<std::string>& known);

// The first argument of the form "-word" that is not an option of one letter; empty when there is none. CLI11 would take it
// for the letters' options.
std::string firstSingleDashWord(const std::vector<std::string>& arguments);

}  // namespace stator
