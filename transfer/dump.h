// `stator dump`: tables into files.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "transfer/service.h"

namespace stator {

enum class TransferFormat { JsonLines, S3Export, Csv };

struct DumpOptions {
  std::vector<std::string> tables;  // empty: all
  TransferFormat format = TransferFormat::JsonLines;
  // JSON lines and CSV: of one table a file, of several a directory that gets a file each; empty: standard output. An
  // existing directory, or a name that ends in "/", is one. An export's is a directory. Directories also get each table's
  // description, <table>.schema.json, which load makes the table from.
  std::string output;
};

// Says a line for each table to `note`. Throws TransferError.
void dumpTables(const Service& service, const DumpOptions& options, const std::function<void(const std::string&)>& note);

}  // namespace stator
