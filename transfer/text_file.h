// Files of text, gzipped or not, read and written front to back.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace stator {

inline constexpr size_t kMaxLineBytes = 16 << 20;  // an item of 400 KB is at most some MB of JSON

// Whether it is gzipped is seen from the first bytes.
class TextReader {
 public:
  explicit TextReader(const std::string& path);  // throws TransferError
  ~TextReader();

  // The next line without its end; false at the end of the file. Throws TransferError.
  bool line(std::string& out);
  int get();  // the next byte; -1 at the end

  uint64_t position() const;  // in the file's own bytes, roughly
  uint64_t size() const { return size_; }

 private:
  [[noreturn]] void fail() const;
  struct Closer {
    void operator()(void* file) const;
  };
  std::string path_;
  std::unique_ptr<void, Closer> file_;
  uint64_t size_ = 0;
};

// Gzipped if the name ends in ".gz".
class TextWriter {
 public:
  explicit TextWriter(const std::string& path);  // empty: standard output. Throws TransferError
  ~TextWriter();

  void write(std::string_view text);
  void close();  // throws TransferError when something could not be written

 private:
  [[noreturn]] void fail() const;
  std::string path_;
  void* zipped_ = nullptr;
  FILE* plain_ = nullptr;
};

std::string fileContents(const std::string& path);  // throws TransferError

}  // namespace stator
