#include "protocol/item_csv.h"

#include "protocol/attribute_value_json.h"
#include "protocol/json_text.h"

namespace stator {
namespace {

constexpr int kEnd = -1;

void appendField(std::string& out, std::string_view text, bool quoted) {
  if (!quoted && text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out.append(text);
    return;
  }
  out += '"';
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  out += '"';
}

// Between quotes, up to the closing one; returns what follows that.
Result<int> readQuoted(const std::function<int()>& get, CsvField& field, size_t& bytes) {
  field.quoted = true;
  for (;;) {
    const int byte = get();
    if (byte == kEnd) return validationError("a quote is not closed");
    if (++bytes > kMaxCsvRecordBytes) return validationError("a record has more than 16 MB");
    if (byte == '"') {
      const int after = get();
      if (after != '"') return after;
    }
    field.text.push_back(static_cast<char>(byte));
  }
}

}  // namespace

Result<std::optional<std::vector<CsvField>>> readCsvRecord(const std::function<int()>& get, char delimiter) {
  std::vector<CsvField> fields(1);
  size_t bytes = 0;
  int byte = get();
  if (byte == kEnd) return std::optional<std::vector<CsvField>>();
  for (;; byte = get()) {
    if (byte == '"' && fields.back().text.empty() && !fields.back().quoted)
      byte = TRY(readQuoted(get, fields.back(), bytes));
    if (byte == '\r') {
      byte = get();
      if (byte != '\n' && byte != kEnd) return validationError("a carriage return stands outside of quotes");
    }
    if (byte == '\n' || byte == kEnd) return std::optional(std::move(fields));
    if (byte == delimiter) {
      if (fields.size() == kMaxCsvFields) return validationError("a record has too many fields");
      fields.emplace_back();
      continue;
    }
    if (byte == '"' || fields.back().quoted)
      return validationError("a quote stands inside of a field; write it twice, and the field in quotes");
    if (++bytes > kMaxCsvRecordBytes) return validationError("a record has more than 16 MB");
    fields.back().text.push_back(static_cast<char>(byte));
  }
}

Result<std::string> csvItem(const std::vector<std::string>& header, const std::vector<CsvField>& fields,
                            const KeyTypes& keys) {
  if (fields.size() != header.size()) {
    return validationError("a record has " + std::to_string(fields.size()) + " fields, the header " +
                           std::to_string(header.size()));
  }
  std::string item = "{";
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].text.empty() && !fields[i].quoted) continue;
    const auto key = keys.find(header[i]);
    if (item.size() > 1) item += ',';
    appendJsonString(item, header[i]);
    item.append(":{\"").append(key == keys.end() ? "S" : key->second).append("\":");
    appendJsonString(item, fields[i].text);
    item += '}';
  }
  return item += '}';
}

std::string csvHeader(const std::vector<std::string>& header) {
  std::string out;
  for (const std::string& name : header) {
    if (&name != header.data()) out += ',';
    appendField(out, name, false);
  }
  return out += '\n';
}

std::string csvRecord(const std::vector<std::string>& header, RequestValue item, const KeyTypes& keys, std::string& lossy) {
  std::string out;
  for (const std::string& name : header) {
    if (&name != header.data()) out += ',';
    for (const auto& [type, value] : item[name].entries()) {
      const bool plain = value.kind() == RequestValue::Kind::String;
      const std::string text = type == "BOOL"   ? (value.boolean() ? "true" : "false")
                               : type == "NULL" ? std::string()
                               : plain          ? std::string(value.string())
                                                : jsonText(item[name]);
      const auto key = keys.find(name);
      if (type != (key == keys.end() ? "S" : std::string_view(key->second)) && lossy.empty()) lossy = name;
      appendField(out, text, text.empty() && type == "S");
    }
  }
  return out += '\n';
}

}  // namespace stator
