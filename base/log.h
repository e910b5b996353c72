// Where diagnostics go: a sink that the embedding program chooses. Thread-safe if the sink is.
#pragma once

#include <functional>
#include <string_view>

namespace stator {

enum class LogLevel { Debug, Info, Warning, Error };

using LogSink = std::function<void(LogLevel, std::string_view line)>;

// One line to standard error: "stator: <line>".
void logToStderr(LogLevel level, std::string_view line);

}  // namespace stator
