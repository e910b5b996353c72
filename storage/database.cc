#include "storage/database.h"

#include <rocksdb/write_batch.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "storage/catalog_keys.h"
#include "storage/database_options.h"
#include "storage/memory_file_system.h"
#include "storage/rocksdb_handles.h"

namespace stator {
namespace {

constexpr const char* kMemoryDirectory = "/stator";

std::string withReason(const std::string& line, int error) { return line + ": " + std::strerror(error); }

std::string user(uid_t uid, gid_t gid) { return std::to_string(uid) + ":" + std::to_string(gid); }

// What is at `path` belongs to somebody else: commonly a directory that was mounted into a container.
[[noreturn]] void throwDenied(const std::string& directory, const std::string& path, const std::string& what) {
  const std::string we = user(geteuid(), getegid());
  std::string line = what + ": permission denied";
  struct stat info {};
  if (stat(path.c_str(), &info) == 0) {
    const std::string owner = user(info.st_uid, info.st_gid);
    line += "; it belongs to user " + owner + " and this program runs as " + we +
            ": run it as the owner (docker run --user " + owner + ") or hand the directory over (chown -R " + we + " " +
            directory + ")";
  } else {
    line += "; make it beforehand, for user " + we + " (mkdir -p " + directory + " && chown " + we + " " + directory + ")";
  }
  throw DatabaseError(line);
}

// The mistakes that a user makes with a directory, before RocksDB sees it and words them its own way.
void prepareDirectory(const std::string& directory) {
  std::error_code error;
  const auto status = std::filesystem::status(directory, error);
  if (std::filesystem::exists(status) && !std::filesystem::is_directory(status)) {
    throw DatabaseError(directory + " is not a directory");
  }
  std::filesystem::create_directories(directory, error);
  if (error == std::errc::permission_denied) throwDenied(directory, directory, "cannot create the directory " + directory);
  if (error) throw DatabaseError("cannot create the directory " + directory + ": " + error.message());
  if (access(directory.c_str(), R_OK | W_OK | X_OK) != 0) {
    if (errno == EACCES) throwDenied(directory, directory, "the directory " + directory + " is not writable");
    throw DatabaseError(withReason("the directory " + directory + " is not writable", errno));
  }
}

// Says what to do about an opening that RocksDB refused.
[[noreturn]] void throwOpenError(const std::string& directory, const rocksdb::Status& status) {
  const std::string text = status.ToString();
  if (text.find("lock hold by current process") != std::string::npos) {
    throw DatabaseError(directory + " is already open in this process");
  }
  if (text.find("While lock file") != std::string::npos) {
    throw DatabaseError(directory + " is in use by another process");
  }
  if (text.find("Permission denied") != std::string::npos)
    throwDenied(directory, directory + "/CURRENT", "cannot open " + directory);
  if (status.IsCorruption()) {
    throw DatabaseError(directory + " is damaged; restore it from a copy or start with an empty directory: " + text);
  }
  throw DatabaseError("cannot open " + directory + ": " + text);
}

[[noreturn]] void throwForeign(const std::string& directory) {
  throw DatabaseError(directory + " holds a RocksDB database that is not Stator's; use another directory");
}

// The column families that a directory has; none when there is no database yet.
std::vector<std::string> existingFamilies(const std::string& directory, const rocksdb::DBOptions& options) {
  std::vector<std::string> names;
  if (!std::filesystem::exists(directory + "/CURRENT")) return names;
  const rocksdb::Status status = rocksdb::DB::ListColumnFamilies(options, directory, &names);
  if (!status.ok()) throwOpenError(directory, status);
  return names;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Before a database that is not ours, or not yet, is opened for writing.
void refuseForeign(const std::string& directory, const rocksdb::DBOptions& options,
                   const std::vector<rocksdb::ColumnFamilyDescriptor>& ours, const std::vector<std::string>& names) {
  const bool has_catalog = contains(names, kCatalogFamily);
  for (const std::string& name : names) {
    if (std::any_of(ours.begin(), ours.end(), [&](const auto& family) { return family.name == name; })) continue;
    if (!has_catalog) throwForeign(directory);
    throw DatabaseError(directory + " was written by a newer version of Stator (column family " + name + ")");
  }
  if (has_catalog || names.empty()) return;
  // Only "default": ours if the first opening was cut short, and then it is empty.
  rocksdb::DB* db = nullptr;
  const rocksdb::Status opened = rocksdb::DB::OpenForReadOnly(rocksdb::Options(options, ours[0].options), directory, &db);
  if (!opened.ok()) throwOpenError(directory, opened);
  const std::unique_ptr<rocksdb::DB> owner(db);
  const std::unique_ptr<rocksdb::Iterator> any(db->NewIterator({}));
  any->SeekToFirst();
  if (any->Valid()) throwForeign(directory);
}

// Opens the families in `existing` and makes the others. RocksDB could make missing families by itself, but it rewrites
// its OPTIONS file for each; all at once costs 2 ms in place of 12.
void openFamilies(const std::string& directory, const rocksdb::DBOptions& options,
                  const std::vector<rocksdb::ColumnFamilyDescriptor>& families, const std::vector<std::string>& existing,
                  Database::Impl& impl) {
  std::vector<rocksdb::ColumnFamilyDescriptor> present;
  std::vector<rocksdb::ColumnFamilyDescriptor> missing;
  for (const auto& family : families) {
    const bool is_default = family.name == rocksdb::kDefaultColumnFamilyName;
    (is_default || contains(existing, family.name) ? present : missing).push_back(family);
  }
  rocksdb::DB* db = nullptr;
  rocksdb::Status status = rocksdb::DB::Open(options, directory, present, &impl.all_families, &db);
  if (!status.ok()) throwOpenError(directory, status);
  impl.db.reset(db);
  if (missing.empty()) return;
  std::vector<rocksdb::ColumnFamilyHandle*> made;
  status = db->CreateColumnFamilies(missing, &made);
  impl.all_families.insert(impl.all_families.end(), made.begin(), made.end());
  if (!status.ok()) throwOpenError(directory, status);
}

rocksdb::ColumnFamilyHandle* familyNamed(const Database::Impl& impl, std::string_view name) {
  const auto& all = impl.all_families;
  return *std::find_if(all.begin(), all.end(), [&](const auto* family) { return family->GetName() == name; });
}

void checkFormat(const std::string& directory, Database::Impl& impl) {
  std::string record;
  const rocksdb::Status status = impl.db->Get(impl.get_options, impl.catalog, kFormatKey, &record);
  if (status.IsNotFound()) {
    const std::unique_ptr<rocksdb::Iterator> any(impl.db->NewIterator({}, impl.catalog));
    any->SeekToFirst();
    if (any->Valid()) throwForeign(directory);
    rocksdb::WriteBatch batch;
    batch.Put(impl.catalog, kFormatKey, encodeFormatRecord(kFormatVersion));
    impl.write(batch);
    impl.format = kFormatVersion;
    return;
  }
  throwIfFailed(status, "reading the format version");
  const auto version = decodeFormatRecord(record);
  if (!version) throwForeign(directory);
  if (*version > kFormatVersion) {
    throw DatabaseError(directory + " was written by a newer version of Stator (format " + std::to_string(*version) +
                        "; this version reads up to " + std::to_string(kFormatVersion) + ")");
  }
  impl.format = *version;
}

void closeFamilies(Database::Impl& impl) {
  for (rocksdb::ColumnFamilyHandle* family : impl.all_families) impl.db->DestroyColumnFamilyHandle(family);
  impl.all_families.clear();
}

}  // namespace

void throwIfFailed(const rocksdb::Status& status, std::string_view what) {
  if (!status.ok()) throw std::runtime_error(std::string(what) + ": " + status.ToString());
}

void Database::Impl::write(rocksdb::WriteBatch& batch) {
  disablePerfCounters();
  // After a full disk RocksDB looks for room by itself every few seconds and then takes writes again; after other errors
  // it refuses them until the next opening. Reading goes on in both cases.
  const rocksdb::Status status = db->Write(write_options, &batch);
  last_write_failed.store(!status.ok(), std::memory_order_relaxed);
  throwIfFailed(status, "cannot write");
}

Database::Database(const DatabaseOptions& options) : impl_(std::make_unique<Impl>()) {
  impl_->in_memory = options.directory.empty();
  impl_->write_options = writeOptions(impl_->in_memory, options.sync);
  impl_->get_options.verify_checksums = !impl_->in_memory;
  const std::string directory = impl_->in_memory ? kMemoryDirectory : options.directory;
  rocksdb::DBOptions db_options = databaseOptions(impl_->in_memory);
  const auto families = columnFamilies(impl_->in_memory);
  std::vector<std::string> existing;
  if (impl_->in_memory) {
    impl_->memory_env = newMemoryEnv();
    db_options.env = impl_->memory_env.get();
  } else {
    prepareDirectory(directory);
    existing = existingFamilies(directory, db_options);
    refuseForeign(directory, db_options, families, existing);
  }
  try {
    openFamilies(directory, db_options, families, existing, *impl_);
    impl_->catalog = familyNamed(*impl_, kCatalogFamily);
    impl_->items = familyNamed(*impl_, kItemsFamily);
    impl_->index = familyNamed(*impl_, kIndexFamily);
    impl_->streams = familyNamed(*impl_, kStreamsFamily);
    impl_->counters = familyNamed(*impl_, kCountersFamily);
    checkFormat(directory, *impl_);
  } catch (...) {
    closeFamilies(*impl_);
    throw;
  }
}

Database::~Database() {
  // The log has everything already; writing the memtables out lets the next opening replay nothing. A failure therefore
  // loses nothing. After a failed write it is not even tried: RocksDB's assertions, which are on in Debian's library, end
  // the process when it uses a broken log file again.
  if (!impl_->in_memory && !impl_->last_write_failed.load()) impl_->db->Flush(rocksdb::FlushOptions(), impl_->all_families);
  closeFamilies(*impl_);
  impl_->db->Close();
}

std::vector<std::pair<std::string_view, double>> Database::figures() const {
  constexpr std::pair<std::string_view, const char*> kSums[] = {
      // over all column families
      {"memtable_bytes", "rocksdb.cur-size-all-mem-tables"},
      {"sst_bytes", "rocksdb.total-sst-files-size"},
      {"estimated_keys", "rocksdb.estimate-num-keys"},
      {"pending_compaction_bytes", "rocksdb.estimate-pending-compaction-bytes"},
  };
  constexpr std::pair<std::string_view, const char*> kOfTheWhole[] = {
      {"running_compactions", "rocksdb.num-running-compactions"}, {"running_flushes", "rocksdb.num-running-flushes"},
      {"background_errors", "rocksdb.background-errors"},         {"snapshots", "rocksdb.num-snapshots"},
      {"block_cache_bytes", "rocksdb.block-cache-usage"},  // one cache for all families
  };
  std::vector<std::pair<std::string_view, double>> figures;
  uint64_t value = 0;
  for (const auto& [name, property] : kSums)
    if (impl_->db->GetAggregatedIntProperty(property, &value)) figures.emplace_back(name, static_cast<double>(value));
  for (const auto& [name, property] : kOfTheWhole)
    if (impl_->db->GetIntProperty(property, &value)) figures.emplace_back(name, static_cast<double>(value));
  return figures;
}

uint32_t Database::format() const { return impl_->format; }

void Database::recordFormat() {
  rocksdb::WriteBatch batch;
  batch.Put(impl_->catalog, kFormatKey, encodeFormatRecord(kFormatVersion));
  impl_->write(batch);
  impl_->format = kFormatVersion;
}

Snapshot::Snapshot(Database& database) : database_(database), handle_(database.impl().db->GetSnapshot()) {}

Snapshot::~Snapshot() { database_.impl().db->ReleaseSnapshot(static_cast<const rocksdb::Snapshot*>(handle_)); }

}  // namespace stator
