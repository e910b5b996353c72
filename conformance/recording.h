// Answers kept on disk, with the date and the endpoint, so that a later run shows how the service drifts.
#pragma once

#include <string>
#include <vector>

#include "conformance/result.h"

namespace stator::conformance {

struct RunNames {
  std::string run;      // written as {{run}}: table names begin with it
  std::string account;  // written as {{account}}; may be empty
};

// One JSON file for each case file: DIRECTORY/items/put_item.json. Throws std::runtime_error.
void writeRecording(const std::string& directory, const std::string& endpoint, const std::string& date,
                    const RunNames& names, const std::vector<CaseResult>& results);

// The cases' results as far as comparing needs them, with `names` filled in. Throws std::runtime_error.
std::vector<CaseResult> readRecording(const std::string& directory, const RunNames& names);

}  // namespace stator::conformance
