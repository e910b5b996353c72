// The options of `stator load` and `stator dump`.
#pragma once

#include "server/command_line.h"

namespace CLI {
class App;
}

namespace stator {

void declareTransfers(CLI::App& app, CommandLine& options);

}  // namespace stator
