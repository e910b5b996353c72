#include "transfer/export_files.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>

#include "base/base64.h"
#include "base/digest.h"

namespace stator {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRoot = "AWSDynamoDB";
constexpr const char* kSummary = "manifest-summary.json";
constexpr const char* kFiles = "manifest-files.json";
constexpr int64_t kMaxDataFileBytes = 256 << 20;  // before compression

int64_t milliseconds(TimePoint time) { return time.time_since_epoch().count() / 1000; }

// "2020-11-04T07:28:34.028Z"
std::string iso(TimePoint time) {
  const int64_t ms = milliseconds(time);
  const std::time_t seconds = static_cast<std::time_t>(ms / 1000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[64];
  const size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
  std::snprintf(text + length, sizeof text - length, ".%03dZ", static_cast<int>(ms % 1000));
  return text;
}

std::string hexOf(uint64_t value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*llx", digits, static_cast<unsigned long long>(value));
  return text;
}

// "01234567890123-a1b2c3d4"
std::string exportId(TimePoint now, uint64_t random) {
  char time[32];
  std::snprintf(time, sizeof time, "%014lld", static_cast<long long>(milliseconds(now)));
  return time + ("-" + hexOf(random & 0xffffffff, 8));
}

void writeFile(const std::string& path, std::string_view text) {
  TextWriter writer(path);
  writer.write(text);
  writer.close();
}

void makeDirectories(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw TransferError("cannot create the directory " + path.string() + ": " + error.message());
}

Request parseFile(const std::string& path) {
  auto parsed = Request::parse(fileContents(path));
  if (!parsed) throw TransferError(path + " is not a JSON object");
  return std::move(parsed).value();
}

// A member that must be a string, of files that others wrote.
std::string textOf(const Request& from, std::string_view member, const std::string& path) {
  if (from[member].kind() != RequestValue::Kind::String) throw TransferError(path + " has no " + std::string(member));
  return std::string(from[member].string());
}

ExportFiles readExport(const fs::path& directory) {
  const std::string summary_path = directory / kSummary;
  const Request summary = parseFile(summary_path);
  if (summary["outputFormat"].kind() == RequestValue::Kind::String && summary["outputFormat"].string() != "DYNAMODB_JSON") {
    throw TransferError(summary_path + ": only exports in DynamoDB JSON can be loaded");
  }
  if (summary["exportType"].kind() == RequestValue::Kind::String && summary["exportType"].string() != "FULL_EXPORT") {
    throw TransferError(summary_path + ": incremental exports cannot be loaded");
  }
  ExportFiles found;
  const std::string arn = textOf(summary, "tableArn", summary_path);
  found.table = arn.substr(arn.rfind('/') + 1);
  const std::string files_path = directory / kFiles;
  TextReader lines(files_path);
  for (std::string line; lines.line(line);) {
    if (line.empty()) continue;
    const auto entry = Request::parse(line);
    if (!entry) throw TransferError(files_path + " has a line that is not a JSON object");
    const std::string key = textOf(*entry, "dataFileS3Key", files_path);
    // Only the name: the export may have been made under a prefix, and nothing outside of its directory is read.
    const fs::path data = directory / "data" / fs::path(key).filename();
    if (!fs::exists(data)) throw TransferError(data.string() + " is missing, which " + files_path + " names");
    found.data.push_back(data);
    if ((*entry)["itemCount"].kind() == RequestValue::Kind::Number) {
      found.items += static_cast<uint64_t>(std::max<int64_t>((*entry)["itemCount"].integer(), 0));
    }
  }
  return found;
}

}  // namespace

ExportWriter::ExportWriter(const std::string& directory, const TransferTable& table, TimePoint now, uint64_t random)
    : table_(table),
      id_(exportId(now, random)),
      path_((fs::path(directory) / kRoot / id_).string()),
      started_(now),
      random_(random) {
  makeDirectories(fs::path(path_) / "data");
  writeFile(path_ + "/_started", {});
}

void ExportWriter::openData() {
  data_name_ = hexOf(random_ ^ (0x9e3779b97f4a7c15u * ++files_), 16) + ".json.gz";
  data_ = std::make_unique<TextWriter>(path_ + "/data/" + data_name_);
}

void ExportWriter::closeData() {
  data_->close();
  data_.reset();
  const auto digest = md5(fileContents(path_ + "/data/" + data_name_));
  const std::string_view bytes(reinterpret_cast<const char*>(digest.data()), digest.size());
  manifest_ += "{\"itemCount\":" + std::to_string(data_items_) + ",\"md5Checksum\":" + jsonString(base64(bytes)) +
               ",\"etag\":" + jsonString(hex(bytes) + "-1") +
               ",\"dataFileS3Key\":" + jsonString(std::string(kRoot) + "/" + id_ + "/data/" + data_name_) + "}\n";
  data_items_ = 0;
  data_bytes_ = 0;
}

void ExportWriter::add(std::string_view line, int64_t bytes) {
  if (!data_) openData();
  data_->write(line);
  ++data_items_;
  ++items_;
  data_bytes_ += bytes;
  bytes_ += bytes;
  if (data_bytes_ >= kMaxDataFileBytes) closeData();
}

void ExportWriter::finish(TimePoint now) {
  if (!data_ && files_ == 0) openData();  // the service has a file for an empty table too
  if (data_) closeData();
  writeFile(path_ + "/" + kFiles, manifest_);
  std::string summary = "{\"version\":\"2020-06-30\",\"exportArn\":" + jsonString(table_.arn + "/export/" + id_);
  summary += ",\"startTime\":" + jsonString(iso(started_)) + ",\"endTime\":" + jsonString(iso(now));
  summary += ",\"tableArn\":" + jsonString(table_.arn) + ",\"tableId\":" + jsonString(table_.table_id);
  summary += ",\"exportTime\":" + jsonString(iso(started_)) + ",\"s3Bucket\":\"local\",\"s3Prefix\":null";
  summary += ",\"s3SseAlgorithm\":\"AES256\",\"s3SseKmsKeyId\":null,\"manifestFilesS3Key\":";
  summary += jsonString(std::string(kRoot) + "/" + id_ + "/" + kFiles) + ",\"billedSizeBytes\":" + std::to_string(bytes_);
  summary +=
      ",\"itemCount\":" + std::to_string(items_) + ",\"outputFormat\":\"DYNAMODB_JSON\",\"exportType\":\"FULL_EXPORT\"}\n";
  writeFile(path_ + "/" + kSummary, summary);  // last: whoever finds it finds a whole export
}

std::vector<ExportFiles> findExports(const std::string& directory) {
  std::vector<fs::path> places;
  const fs::path root = fs::path(directory);
  if (fs::exists(root / kSummary)) places.push_back(root);
  for (const fs::path& parent : {root, root / kRoot}) {
    if (!fs::is_directory(parent)) continue;
    for (const auto& entry : fs::directory_iterator(parent))
      if (entry.is_directory() && fs::exists(entry.path() / kSummary)) places.push_back(entry.path());
  }
  std::sort(places.begin(), places.end());
  std::vector<ExportFiles> exports;
  for (const fs::path& place : places) exports.push_back(readExport(place));
  return exports;
}

}  // namespace stator
