// The program's --schema, load and dump.
#pragma once

#include <string>
#include <vector>

#include "server/command_line.h"

namespace stator {

class Stator;

// The tables of line.schema_files that are missing. Returns their names. Throws std::runtime_error with one line.
std::vector<std::string> createTables(Stator& database, const CommandLine& line);

// `stator load` and `stator dump`. `default_url` is asked if the line names neither a server nor a directory, or a directory
// that it does not say itself and cannot be opened. Throws std::runtime_error with one line.
void transferItems(const CommandLine& line, const std::string& default_url);

}  // namespace stator
