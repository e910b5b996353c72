#include "transfer/dump.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/clock.h"
#include "base/random.h"
#include "protocol/item_csv.h"
#include "protocol/json_text.h"
#include "transfer/export_files.h"
#include "transfer/progress.h"
#include "transfer/table_shape.h"
#include "transfer/text_file.h"

namespace stator {
namespace {

namespace fs = std::filesystem;

using Visit = std::function<void(RequestValue item)>;

// Every item of a table, in the order of Scan. Returns how many there were.
uint64_t scan(const Service& service, const TransferTable& table, const std::string& label, const Visit& visit) {
  Progress progress(label);
  uint64_t items = 0;
  std::string start;
  do {
    std::string request = "{\"TableName\":" + jsonString(table.name) + ",\"ConsistentRead\":true";
    if (!start.empty()) request += ",\"ExclusiveStartKey\":" + start;
    const Request page = must(service, "Scan", request + "}");
    for (const RequestValue item : page["Items"].elements()) {
      visit(item);
      ++items;
    }
    start = jsonText(page["LastEvaluatedKey"]);
    progress.show(items, std::max(items, table.items), items);
  } while (!start.empty());
  return items;
}

uint64_t dumpJsonLines(const Service& service, const TransferTable& table, const std::string& path) {
  TextWriter writer(path);
  std::string line;
  const uint64_t items = scan(service, table, table.name, [&](RequestValue item) {
    line = "{\"Item\":";
    appendJson(line, item);
    writer.write(line += "}\n");
  });
  writer.close();
  return items;
}

uint64_t dumpExport(const Service& service, const TransferTable& table, const std::string& directory) {
  const SystemClock clock;
  Random random(entropySeed());
  ExportWriter writer(directory, table, clock.now(), random.next());
  std::string line;
  const uint64_t items = scan(service, table, table.name, [&](RequestValue item) {
    line = "{\"Item\":";
    appendJson(line, item);
    line += "}\n";
    writer.add(line, static_cast<int64_t>(line.size()));
  });
  writer.finish(clock.now());
  return items;
}

// The key's attributes, then all others that any item has.
std::vector<std::string> columnsOf(const Service& service, const TransferTable& table) {
  std::set<std::string> names;
  scan(service, table, table.name + ": columns", [&](RequestValue item) {
    for (const auto& [name, value] : item.entries()) names.emplace(name);
    if (names.size() > kMaxCsvFields) throw TransferError(table.name + " has too many attributes for CSV");
  });
  std::vector<std::string> columns = table.key;
  for (const std::string& name : table.key) names.erase(name);
  columns.insert(columns.end(), names.begin(), names.end());
  return columns;
}

uint64_t dumpCsv(const Service& service, const TransferTable& table, const std::string& path,
                 const std::function<void(const std::string&)>& note) {
  const std::vector<std::string> columns = columnsOf(service, table);
  TextWriter writer(path);
  writer.write(csvHeader(columns));
  std::string lossy;
  const uint64_t items = scan(service, table, table.name,
                              [&](RequestValue item) { writer.write(csvRecord(columns, item, table.key_types, lossy)); });
  writer.close();
  if (!lossy.empty()) {
    note(table.name + ": CSV has no types: " + lossy + ", and perhaps others, will be strings when they are loaded");
  }
  return items;
}

void makeDirectory(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw TransferError("cannot create the directory " + path + ": " + error.message());
}

void writeDescription(const std::string& directory, const TransferTable& table) {
  TextWriter writer(directory + "/" + table.name + ".schema.json");
  writer.write(table.description + "\n");
  writer.close();
}

}  // namespace

void dumpTables(const Service& service, const DumpOptions& options, const std::function<void(const std::string&)>& note) {
  const std::vector<std::string> tables = options.tables.empty() ? listTables(service) : options.tables;
  const bool exports = options.format == TransferFormat::S3Export;
  const bool several = options.tables.size() != 1;
  if ((exports || several) && options.output.empty()) {
    throw TransferError("--output DIR must say where several tables, or an export, are to go");
  }
  std::error_code error;
  const bool directory = exports || several || options.output.ends_with('/') || fs::is_directory(options.output, error);
  if (directory) makeDirectory(options.output);
  for (const std::string& name : tables) {
    const TransferTable table = describeTable(service, name);
    const bool csv = options.format == TransferFormat::Csv;
    const std::string path =
        directory ? (fs::path(options.output) / (name + (csv ? ".csv" : ".jsonl"))).string() : options.output;
    if (directory) writeDescription(options.output, table);
    const uint64_t items = exports ? dumpExport(service, table, options.output)
                           : csv   ? dumpCsv(service, table, path, note)
                                   : dumpJsonLines(service, table, path);
    note(name + ": " + std::to_string(items) + " items");
  }
}

}  // namespace stator
