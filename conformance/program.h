// The program behind the command line.
#pragma once

#include "conformance/options.h"

namespace stator::conformance {

// Returns the exit code. Throws std::runtime_error and CaseFileError when it cannot run.
int runProgram(const ProgramOptions& options);

}  // namespace stator::conformance
