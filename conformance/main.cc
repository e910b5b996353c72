#include <cstdio>
#include <exception>

#include "conformance/program.h"

int main(int argc, char** argv) {
  using namespace stator::conformance;
  const ParsedOptions parsed = parseOptions(argc, argv, STATOR_CASES);
  if (!parsed.run) return parsed.exit_code;
  try {
    return runProgram(parsed.options);
  } catch (const std::exception& error) {
    constexpr int kCannotRun = 2;
    std::fprintf(stderr, "stator-conformance: %s\n", error.what());
    return kCannotRun;
  }
}
