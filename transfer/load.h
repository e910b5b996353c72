// `stator load`: files into tables.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "transfer/service.h"

namespace stator {

struct LoadOptions {
  // Files of items (.csv, else DynamoDB JSON lines; each also .gz), files that describe tables (.schema.json), directories
  // with such files, and exports of the service (transfer/export_files.h).
  std::vector<std::string> paths;
  std::string table;                 // empty: the one that an export, or a file by its name, is of
  std::vector<std::string> schemas;  // files of tables to create if they are missing
  std::string account, region;       // for templates
  char delimiter = ',';              // of CSV
};

// Items replace those of the same key. Says a line for each table to `note`. Throws TransferError that names file and line;
// what was loaded before stays.
void loadFiles(const Service& service, const LoadOptions& options, const std::function<void(const std::string&)>& note);

}  // namespace stator
