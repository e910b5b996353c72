// The files that the service's ExportTableToPointInTime leaves in a bucket (AWS developer guide, "DynamoDB table export
// output format"), here below a directory:
//
//   AWSDynamoDB/<export id>/manifest-summary.json   the table, when, how many items
//   AWSDynamoDB/<export id>/manifest-files.json     a line for each data file
//   AWSDynamoDB/<export id>/data/<name>.json.gz     {"Item":{...}} on each line
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "transfer/table_shape.h"
#include "transfer/text_file.h"

namespace stator {

// Writes one export. Throws TransferError.
class ExportWriter {
 public:
  // `random` makes its id differ from those of others in the same millisecond.
  ExportWriter(const std::string& directory, const TransferTable& table, TimePoint now, uint64_t random);

  void add(std::string_view line, int64_t bytes);  // of one item, with its end; `bytes` of the JSON
  void finish(TimePoint now);
  const std::string& path() const { return path_; }  // of the export

 private:
  void openData();
  void closeData();

  TransferTable table_;
  std::string id_;
  std::string path_;
  TimePoint started_;
  uint64_t random_;
  std::unique_ptr<TextWriter> data_;
  std::string data_name_;
  int64_t data_bytes_ = 0;
  uint64_t data_items_ = 0;
  uint64_t files_ = 0;
  uint64_t items_ = 0;
  int64_t bytes_ = 0;
  std::string manifest_;
};

struct ExportFiles {
  std::string table;              // name
  std::vector<std::string> data;  // paths
  uint64_t items = 0;
};

// The exports in a directory: its own, or those below its AWSDynamoDB. Empty when there are none. Throws TransferError on
// manifests it cannot read, data files that are missing, and exports that are incremental or in Ion.
std::vector<ExportFiles> findExports(const std::string& directory);

}  // namespace stator
