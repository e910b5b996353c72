#include "server/arguments.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <numeric>
#include <utility>

namespace stator {
namespace {

// DynamoDB Local's flags (its usage notes): what they are here, nothing if they have no meaning here, and whether a
// value follows.
struct LocalFlag {
  std::string_view name;
  std::string_view ours;
  bool has_value;
};
constexpr LocalFlag kLocalFlags[] = {
    {"-cors", "--cors", true},
    {"-dbPath", "--db-path", true},
    {"-delayTransientStatuses", "--transient-status-ms=500", false},
    {"-disableTelemetry", "", false},
    {"-help", "--help", false},
    {"-inMemory", "--in-memory", false},
    {"-jar", "", true},
    {"-optimizeDbBeforeStartup", "", false},
    {"-port", "--port", true},
    {"-sharedDb", "--shared-db", false},
    {"-version", "--version", false},
};

constexpr size_t kMaxWordLength = 64;  // of words that are compared; the work grows with the square

bool isJavaOption(std::string_view argument) { return argument.starts_with("-D") || argument.starts_with("-X"); }

bool isLetter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// Without dashes and underscores, in lower case, up to '='.
std::string bareWord(std::string_view word) {
  std::string bare;
  for (char c : word.substr(0, std::min(word.find('='), kMaxWordLength))) {
    if (c != '-' && c != '_') bare.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  }
  return bare;
}

// Letters to insert, delete or replace to get from one to the other.
size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = std::exchange(row[0], i + 1);
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::vector<std::string> translateArguments(int argc, const char* const* argv) {
  std::vector<std::string> arguments;
  for (int i = 1; i < argc; ++i) {
    std::string_view argument = argv[i];
    auto flag =
        std::find_if(std::begin(kLocalFlags), std::end(kLocalFlags), [&](const auto& f) { return f.name == argument; });
    if (flag != std::end(kLocalFlags)) {
      if (!flag->ours.empty()) arguments.emplace_back(flag->ours);
      if (flag->has_value && ++i < argc && !flag->ours.empty()) arguments.emplace_back(argv[i]);
    } else if (!isJavaOption(argument)) {
      arguments.emplace_back(argument);
    }
  }
  return arguments;
}

std::string environmentName(std::string_view option) {
  std::string name = "STATOR_";
  for (char c : option) name.push_back(c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
  return name;
}

std::string environmentValue(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  std::string text = value == nullptr ? "" : value;
  return text.starts_with("tcp://") || text.starts_with("udp://") ? "" : text;
}

std::string closestWord(std::string_view word, const std::vector<std::string>& known) {
  const std::string bare = bareWord(word);
  std::string closest;
  size_t best = std::max<size_t>(2, bare.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const std::string other = bareWord(candidate);
    size_t distance = editDistance(bare, other);
    // "--path-db" or "--memory" share no beginning, but a whole part, with what was meant.
    if (bare.size() >= 4 && other.find(bare) != std::string::npos) distance = std::min<size_t>(distance, 2);
    if (distance < best && distance < other.size()) {
      best = distance;
      closest = candidate;
    }
  }
  return closest;
}

std::string firstSingleDashWord(const std::vector<std::string>& arguments) {
  for (const std::string& argument : arguments) {
    if (argument.size() > 2 && argument[0] == '-' && isLetter(argument[1]) && isLetter(argument[2])) return argument;
  }
  return {};
}

}  // namespace stator
