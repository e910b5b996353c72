// Cases as data: what a *.case file says. The format is described in conformance/README.md.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stator::conformance {

enum class Tier { Core, Complete, Strict };
constexpr Tier kTiers[] = {Tier::Core, Tier::Complete, Tier::Strict};
std::string_view tierName(Tier tier);

using Headers = std::vector<std::pair<std::string, std::string>>;  // names in lower case

// What has to come back. Body and text are templates (conformance/text_template.h).
struct Expectation {
  int line = 0;
  bool eventually = false;  // "<~": asked again until it holds
  int status = 200;
  std::optional<std::string> body;  // JSON to match; absent: any body will do
  std::optional<std::string> text;  // a body that is not JSON
  Headers headers;
};

struct Step {
  enum class Kind { Call, Http, Wait };
  Kind kind = Kind::Call;
  int line = 0;
  std::string operation;                   // of Call; for Http what it stands for in tables: "HTTP"
  std::string body;                        // template
  bool raw_body = false;                   // sent as it stands; not checked to be JSON
  std::string method, path;                // of Http
  Headers headers;                         // of Http
  std::vector<std::string> wait;           // of Wait: its words
  std::optional<Expectation> expectation;  // absent: HTTP 200, and a table that it makes or changes is waited for
};

struct Case {
  int line = 0;
  std::string title;
  Tier tier = Tier::Core;
  std::string source;
  std::vector<std::string> needs;
  std::string operation;  // under which it is counted
  std::vector<Step> steps;

  bool needsHttp() const;
};

struct CaseFile {
  std::string path;                // as opened
  std::string name;                // "items/put_item": the path below the cases' directory, without ".case"
  std::vector<std::string> names;  // {{names}} that the shared steps mention: they belong to the file
  std::vector<Step> set_up;
  std::vector<Case> cases;
};

// "put_item.case:12: what is wrong"
class CaseFileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws CaseFileError at the first thing that it does not understand.
CaseFile parseCaseFile(std::string path, std::string name, std::string_view text);

// All files *.case below `directory`, or the one file `directory`, sorted by name. Throws CaseFileError.
std::vector<CaseFile> loadCases(const std::string& directory);

}  // namespace stator::conformance
