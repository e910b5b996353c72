#include "transfer/load.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "protocol/json_text.h"
#include "transfer/export_files.h"
#include "transfer/item_source.h"
#include "transfer/progress.h"
#include "transfer/schema.h"
#include "transfer/table_shape.h"

namespace stator {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBatchItems = 25;          // of a BatchWriteItem
constexpr size_t kMaxBatchBytes = 8 << 20;  // of its items; the service takes 16 MB
constexpr int kMaxRounds = 20;              // for what a batch leaves unprocessed
constexpr std::chrono::milliseconds kBetweenRounds{100};
constexpr std::string_view kSchemaEnd = ".schema.json";

// One table's files.
struct Job {
  std::string table;
  std::vector<std::string> files;
};

std::string withoutGz(std::string name) {
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  return name;
}

bool isItemFile(const std::string& name) {
  const std::string plain = withoutGz(name);
  return plain.ends_with(".jsonl") || plain.ends_with(".csv") || (plain.ends_with(".json") && !plain.ends_with(kSchemaEnd));
}

// Gathers items of one table and writes them.
class BatchWriter {
 public:
  BatchWriter(const Service& service, const std::string& table) : service_(service), table_(table) {}

  void add(std::string item, std::string place) {
    if (!items_.empty() && (items_.size() == kBatchItems || bytes_ + item.size() > kMaxBatchBytes)) flush();
    bytes_ += item.size();
    items_.push_back({std::move(item), std::move(place)});
  }

  void flush() {
    if (items_.empty()) return;
    std::string request = "{\"RequestItems\":{" + jsonString(table_) + ":[";
    for (const Entry& entry : items_) {
      if (&entry != items_.data()) request += ',';
      request.append("{\"PutRequest\":{\"Item\":").append(entry.item).append("}}");
    }
    ServiceAnswer answer = service_("BatchWriteItem", request + "]}}");
    if (answer.status == 200) {
      repeat(answer);
    } else {
      // Two items with one key, or one that is wrong: one by one the later one holds, and the wrong one says where it
      // stands.
      for (const Entry& entry : items_) putOne(entry);
    }
    items_.clear();
    bytes_ = 0;
  }

 private:
  struct Entry {
    std::string item;
    std::string place;
  };

  void putOne(const Entry& entry) {
    try {
      must(service_, "PutItem", "{\"TableName\":" + jsonString(table_) + ",\"Item\":" + entry.item + "}");
    } catch (const TransferError& error) {
      throw TransferError(entry.place + ": " + error.what());
    }
  }

  void repeat(ServiceAnswer& answer) {
    for (int round = 1;; ++round) {
      const Request body = parseAnswer(answer);
      if (body["UnprocessedItems"].empty()) return;
      if (round == kMaxRounds)
        throw TransferError("BatchWriteItem leaves items of " + table_ + " unprocessed again and again");
      std::this_thread::sleep_for(round * kBetweenRounds);
      const std::string request = "{\"RequestItems\":" + jsonText(body["UnprocessedItems"]) + "}";
      must([&](std::string_view operation, const std::string& json) { return answer = service_(operation, json); },
           "BatchWriteItem", request);
    }
  }

  const Service& service_;
  std::string table_;
  std::vector<Entry> items_;
  size_t bytes_ = 0;
};

class Loading {
 public:
  Loading(const Service& service, const LoadOptions& options) : service_(service), options_(options) {}

  void addPath(const std::string& path) {
    if (fs::is_directory(path)) {
      addDirectory(path);
    } else if (path.ends_with(kSchemaEnd)) {
      schemas_.push_back(path);
    } else {
      addFile(path);
    }
  }

  std::vector<std::string> createTables() {
    std::vector<TableDefinition> tables;
    std::vector<std::string> files = options_.schemas;
    files.insert(files.end(), schemas_.begin(), schemas_.end());
    for (const std::string& file : files) {
      for (TableDefinition& table : readSchemaFile(file, options_.account, options_.region))
        tables.push_back(std::move(table));
    }
    return createMissingTables(service_, tables);
  }

  const std::vector<Job>& jobs() const { return jobs_; }

  uint64_t run(const Job& job) {
    const TransferTable table = describeTable(service_, job.table, "; create it, or give --schema FILE");
    BatchWriter writer(service_, job.table);
    uint64_t total = 0, done = 0, items = 0;
    for (const std::string& file : job.files) total += sizeOf(file);
    Progress progress(job.table);
    std::string item;
    for (const std::string& file : job.files) {
      const bool csv = withoutGz(file).ends_with(".csv");
      const auto source = csv ? openCsv(file, options_.delimiter, table.key_types) : openJsonLines(file);
      while (source->next(item)) {
        writer.add(item, source->place());
        progress.show(done + source->position(), total, ++items);
      }
      done += sizeOf(file);
    }
    writer.flush();
    return items;
  }

 private:
  void addDirectory(const std::string& path) {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(path)) files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    const size_t before = jobs_.size() + schemas_.size();
    for (const ExportFiles& found : findExports(path))
      add(options_.table.empty() ? found.table : options_.table, found.data);
    const bool is_export = fs::exists(fs::path(path) / "manifest-summary.json");
    for (const std::string& file : files) {
      if (fs::is_directory(file) || is_export) continue;
      if (file.ends_with(kSchemaEnd)) schemas_.push_back(file);
      if (isItemFile(file)) addFile(file);
    }
    if (jobs_.size() + schemas_.size() == before)
      throw TransferError(path + " has neither an export nor .jsonl or .csv files");
  }

  void addFile(const std::string& path) {
    std::string name = fs::path(withoutGz(path)).filename();
    name.resize(std::min(name.rfind('.'), name.size()));
    add(options_.table.empty() ? name : options_.table, {path});
  }

  void add(const std::string& table, const std::vector<std::string>& files) {
    auto job = std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& each) { return each.table == table; });
    if (job == jobs_.end()) job = jobs_.insert(job, Job{table, {}});
    job->files.insert(job->files.end(), files.begin(), files.end());
  }

  static uint64_t sizeOf(const std::string& file) {
    std::error_code error;
    const uintmax_t size = fs::file_size(file, error);
    return error ? 0 : size;
  }

  const Service& service_;
  const LoadOptions& options_;
  std::vector<std::string> schemas_;
  std::vector<Job> jobs_;
};

}  // namespace

void loadFiles(const Service& service, const LoadOptions& options, const std::function<void(const std::string&)>& note) {
  Loading loading(service, options);
  for (const std::string& path : options.paths) loading.addPath(path);
  for (const std::string& table : loading.createTables()) note(table + ": created");
  for (const Job& job : loading.jobs()) note(job.table + ": " + std::to_string(loading.run(job)) + " items");
}

}  // namespace stator
