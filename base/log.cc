#include "base/log.h"

#include <cstdio>
#include <string>

namespace stator {

void logToStderr(LogLevel, std::string_view line) {
  // One write, so that lines of several threads do not mix.
  std::string text = "stator: ";
  text.append(line).push_back('\n');
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace stator
