// Creating the tables that files describe (protocol/table_definitions.h).
#pragma once

#include <string>
#include <vector>

#include "protocol/table_definitions.h"
#include "transfer/service.h"

namespace stator {

// JSON, or a template in YAML. Throws TransferError "<path> <what is wrong>".
std::vector<TableDefinition> readSchemaFile(const std::string& path, const std::string& account, const std::string& region);

// Creates those that do not exist and waits until they are ACTIVE; leaves the others as they are. Returns the names of those
// that were created. Throws TransferError.
std::vector<std::string> createMissingTables(const Service& service, const std::vector<TableDefinition>& tables);

}  // namespace stator
