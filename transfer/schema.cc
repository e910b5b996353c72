#include "transfer/schema.h"

#include <chrono>
#include <thread>

#include "transfer/text_file.h"
#include "transfer/yaml.h"

namespace stator {
namespace {

constexpr int kMaxLooks = 600;
constexpr std::chrono::milliseconds kBetweenLooks{50};

void awaitActive(const Service& service, const std::string& name) {
  for (int look = 0; look < kMaxLooks; ++look) {
    const Request answer = must(service, "DescribeTable", "{\"TableName\":" + jsonString(name) + "}");
    if (answer["Table"]["TableStatus"].string() == "ACTIVE") return;
    std::this_thread::sleep_for(kBetweenLooks);
  }
  throw TransferError("the table " + name + " does not become ACTIVE");
}

}  // namespace

std::vector<TableDefinition> readSchemaFile(const std::string& path, const std::string& account, const std::string& region) {
  std::string text = fileContents(path);
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start != std::string::npos && text[start] != '{' && text[start] != '[') {
    auto json = yamlToJson(text);
    if (!json) throw TransferError(path + " " + json.error().message);
    text = *std::move(json);
  }
  auto tables = readTableDefinitions(text, account, region);
  if (!tables) throw TransferError(path + " " + tables.error().message);
  return std::move(tables).value();
}

std::vector<std::string> createMissingTables(const Service& service, const std::vector<TableDefinition>& tables) {
  std::vector<std::string> created;
  for (const TableDefinition& table : tables) {
    const ServiceAnswer answer = service("CreateTable", table.create_table);
    if (errorType(answer) == "ResourceInUseException") continue;
    must([&](std::string_view, const std::string&) { return answer; }, "CreateTable " + table.name, "");
    awaitActive(service, table.name);
    if (!table.update_time_to_live.empty()) must(service, "UpdateTimeToLive", table.update_time_to_live);
    created.push_back(table.name);
  }
  return created;
}

}  // namespace stator
