// Files that users hand in: descriptions of tables, in JSON and YAML, and CSV. What is read from them is JSON that can be
// read, and what is read from CSV can be written and read again.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "protocol/item_csv.h"
#include "protocol/table_definitions.h"
#include "transfer/yaml.h"

namespace {

using stator::CsvField;

void require(bool condition) {
  if (!condition) std::abort();
}

void checkTables(std::string_view text) {
  const auto tables = stator::readTableDefinitions(text, "000000000000", "us-east-1");
  if (!tables) return;
  for (const auto& table : *tables) {
    require(static_cast<bool>(stator::Request::parse(table.create_table)));
    require(table.update_time_to_live.empty() || stator::Request::parse(table.update_time_to_live));
  }
}

std::string quotedRecord(const std::vector<CsvField>& fields) {
  std::string out;
  for (const CsvField& field : fields) {
    if (&field != fields.data()) out += ',';
    out += '"';
    for (const char c : field.text) out.append(c == '"' ? 2 : 1, c);
    out += '"';
  }
  return out;
}

auto readRecord(std::string_view& text) {
  return stator::readCsvRecord(
      [&text] {
        if (text.empty()) return -1;
        const int byte = static_cast<unsigned char>(text.front());
        text.remove_prefix(1);
        return byte;
      },
      ',');
}

void checkCsv(std::string_view text) {
  while (!text.empty()) {
    const auto record = readRecord(text);
    if (!record || !*record) return;
    const std::string again = quotedRecord(**record);
    std::string_view rest = again;
    const auto same = readRecord(rest);
    require(same && *same && (*same)->size() == (*record)->size() && rest.empty());
    for (size_t i = 0; i < (*record)->size(); ++i) require((**record)[i].text == (**same)[i].text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  checkTables(input);
  checkCsv(input);
  if (const auto json = stator::yamlToJson(input)) checkTables(*json);
  return 0;
}
