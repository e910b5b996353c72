#include "storage/memory_file_system.h"

#include <rocksdb/file_system.h>

#include <string>
#include <string_view>

namespace stator {
namespace {

// Two thirds of an opening's instructions went into OPTIONS files.
class WithoutOptionsFiles final : public rocksdb::FileSystemWrapper {
 public:
  using rocksdb::FileSystemWrapper::FileSystemWrapper;

  const char* Name() const override { return "WithoutOptionsFiles"; }

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    const size_t name = path.rfind('/') + 1;
    if (path.compare(name, kPrefix.size(), kPrefix) == 0) return rocksdb::IOStatus::NotSupported("nobody would read it");
    return rocksdb::FileSystemWrapper::NewWritableFile(path, options, file, debug);
  }

 private:
  static constexpr std::string_view kPrefix = "OPTIONS-";
};

}  // namespace

std::unique_ptr<rocksdb::Env> newMemoryEnv() {
  const std::unique_ptr<rocksdb::Env> memory(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  return rocksdb::NewCompositeEnv(std::make_shared<WithoutOptionsFiles>(memory->GetFileSystem()));
}

}  // namespace stator
