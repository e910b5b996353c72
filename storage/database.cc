#include "storage/database.h"

#include <rocksdb/write_batch.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "storage/catalog_keys.h"
#include "storage/database_options.h"
#include "storage/rocksdb_handles.h"

namespace stator {
namespace {

constexpr const char* kMemoryDirectory = "/stator";

std::string withReason(std::string line, int error) { return line + ": " + std::strerror(error); }

// The mistakes that a user makes with a directory, before RocksDB sees it and words them its own way.
void prepareDirectory(const std::string& directory) {
  std::error_code error;
  const auto status = std::filesystem::status(directory, error);
  if (std::filesystem::exists(status) && !std::filesystem::is_directory(status)) {
    throw DatabaseError(directory + " is not a directory");
  }
  std::filesystem::create_directories(directory, error);
  if (error) throw DatabaseError("cannot create the directory " + directory + ": " + error.message());
  if (access(directory.c_str(), R_OK | W_OK | X_OK) != 0) {
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
  if (status.IsCorruption()) {
    throw DatabaseError(directory + " is damaged; restore it from a copy or start with an empty directory: " + text);
  }
  throw DatabaseError("cannot open " + directory + ": " + text);
}

[[noreturn]] void throwForeign(const std::string& directory) {
  throw DatabaseError(directory + " holds a RocksDB database that is not Stator's; use another directory");
}

// Before a database that is not ours, or not yet, is opened for writing.
void refuseForeign(const std::string& directory, const rocksdb::DBOptions& options,
                   const std::vector<rocksdb::ColumnFamilyDescriptor>& ours) {
  if (!std::filesystem::exists(directory + "/CURRENT")) return;  // no database yet
  std::vector<std::string> names;
  const rocksdb::Status status = rocksdb::DB::ListColumnFamilies(options, directory, &names);
  if (!status.ok()) throwOpenError(directory, status);
  const bool has_catalog = std::find(names.begin(), names.end(), kCatalogFamily) != names.end();
  for (const std::string& name : names) {
    if (std::any_of(ours.begin(), ours.end(), [&](const auto& family) { return family.name == name; })) continue;
    if (!has_catalog) throwForeign(directory);
    throw DatabaseError(directory + " was written by a newer version of Stator (column family " + name + ")");
  }
  if (has_catalog) return;
  // Only "default": ours if the first opening was cut short, and then it is empty.
  rocksdb::DB* db = nullptr;
  const rocksdb::Status opened = rocksdb::DB::OpenForReadOnly(rocksdb::Options(options, ours[0].options), directory, &db);
  if (!opened.ok()) throwOpenError(directory, opened);
  const std::unique_ptr<rocksdb::DB> owner(db);
  const std::unique_ptr<rocksdb::Iterator> any(db->NewIterator({}));
  any->SeekToFirst();
  if (any->Valid()) throwForeign(directory);
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
    return;
  }
  throwIfFailed(status, "reading the format version");
  const auto version = decodeFormatRecord(record);
  if (!version) throwForeign(directory);
  if (*version > kFormatVersion) {
    throw DatabaseError(directory + " was written by a newer version of Stator (format " + std::to_string(*version) +
                        "; this version reads up to " + std::to_string(kFormatVersion) + ")");
  }
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
  const rocksdb::Status status = db->Write(write_options, &batch);
  if (status.ok()) return;
  // Once the log could not be written, RocksDB refuses everything until it is told to try again, even when the disk has
  // room by then. This write has failed; the next one may succeed.
  db->Resume();
  throwIfFailed(status, "cannot write");
}

Database::Database(const DatabaseOptions& options) : impl_(std::make_unique<Impl>()) {
  impl_->in_memory = options.directory.empty();
  const std::string directory = impl_->in_memory ? kMemoryDirectory : options.directory;
  rocksdb::DBOptions db_options = databaseOptions(impl_->in_memory);
  const auto families = columnFamilies(impl_->in_memory);
  if (impl_->in_memory) {
    impl_->memory_env.reset(rocksdb::NewMemEnv(rocksdb::Env::Default()));
    db_options.env = impl_->memory_env.get();
  } else {
    prepareDirectory(directory);
    refuseForeign(directory, db_options, families);
  }
  impl_->write_options = writeOptions(impl_->in_memory, options.sync);
  impl_->get_options.verify_checksums = !impl_->in_memory;

  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(db_options, directory, families, &impl_->all_families, &db);
  if (!status.ok()) throwOpenError(directory, status);
  impl_->db.reset(db);
  const auto& handles = impl_->all_families;
  impl_->catalog = handles[1];
  impl_->items = handles[2];
  impl_->index = handles[3];
  impl_->streams = handles[4];
  impl_->counters = handles[5];
  try {
    checkFormat(directory, *impl_);
  } catch (...) {
    closeFamilies(*impl_);
    throw;
  }
}

Database::~Database() {
  if (!impl_->in_memory) {
    // The log has everything already; writing the memtables out lets the next opening replay nothing. A failure (a full
    // disk) therefore loses nothing and is no reason to fail here.
    impl_->db->SyncWAL();
    impl_->db->Flush(rocksdb::FlushOptions(), impl_->all_families);
  }
  closeFamilies(*impl_);
  impl_->db->Close();
}

Snapshot::Snapshot(Database& database) : database_(database), handle_(database.impl().db->GetSnapshot()) {}

Snapshot::~Snapshot() { database_.impl().db->ReleaseSnapshot(static_cast<const rocksdb::Snapshot*>(handle_)); }

}  // namespace stator
