#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

#include "conformance/program.h"

namespace {

// The cases installed along with this program; those of the tree that it was built from when it is not installed.
std::string defaultCases() {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return STATOR_CASES;
  const fs::path installed = (program.parent_path() / STATOR_INSTALLED_CASES).lexically_normal();
  return fs::is_directory(installed, error) ? installed.string() : STATOR_CASES;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace stator::conformance;
  try {
    const ParsedOptions parsed = parseOptions(argc, argv, defaultCases());
    if (!parsed.run) return parsed.exit_code;
    return runProgram(parsed.options);
  } catch (const std::exception& error) {
    constexpr int kCannotRun = 2;
    std::fprintf(stderr, "stator-conformance: %s\n", error.what());
    return kCannotRun;
  }
}
