// Items as CSV, as the service's ImportTable takes them: a line of attribute names, then a line an item. What is no key
// attribute of the table or an index is a string.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/request.h"
#include "types/result.h"

namespace stator {

inline constexpr size_t kMaxCsvFields = 10000;
inline constexpr size_t kMaxCsvRecordBytes = 16 << 20;

struct CsvField {
  std::string text;
  bool quoted = false;
};

// Reads one record from `get`, which gives bytes and -1 at the end. nullopt at the end; an error for a quote that is not
// closed or stands where it must not, and beyond the limits. Records may hold line ends between quotes.
Result<std::optional<std::vector<CsvField>>> readCsvRecord(const std::function<int()>& get, char delimiter);

// Types of key attributes, by name: S, N or B.
using KeyTypes = std::map<std::string, std::string, std::less<>>;

// {"name":{"S":"value"},...}. An empty field that is not quoted is no attribute (unverified).
Result<std::string> csvItem(const std::vector<std::string>& header, const std::vector<CsvField>& fields,
                            const KeyTypes& keys);

// One record with its line end. Attributes that CSV has no form for are DynamoDB JSON; `lossy` becomes the name of one
// that would come back as a string, unless there is none.
std::string csvRecord(const std::vector<std::string>& header, RequestValue item, const KeyTypes& keys, std::string& lossy);
std::string csvHeader(const std::vector<std::string>& header);

}  // namespace stator
