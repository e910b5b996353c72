#include "transfer/text_file.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "transfer/service.h"

namespace stator {
namespace {

constexpr unsigned kBufferBytes = 256 << 10;

gzFile asZipped(void* file) { return static_cast<gzFile>(file); }

}  // namespace

void TextReader::Closer::operator()(void* file) const { gzclose_r(asZipped(file)); }

TextReader::TextReader(const std::string& path) : path_(path), file_(gzopen(path.c_str(), "rb")) {
  std::error_code error;
  if (!file_ || std::filesystem::is_directory(path, error))
    throw TransferError("cannot read " + path + ": " + std::strerror(errno));
  gzbuffer(asZipped(file_.get()), kBufferBytes);
  size_ = std::filesystem::file_size(path, error);
  if (error) size_ = 0;
}

TextReader::~TextReader() = default;

void TextReader::fail() const {
  int code = 0;
  throw TransferError("cannot read " + path_ + ": " + gzerror(asZipped(file_.get()), &code));
}

int TextReader::get() {
  const int byte = gzgetc(asZipped(file_.get()));
  if (byte == -1) {
    int code = 0;
    gzerror(asZipped(file_.get()), &code);
    if (code != Z_OK && code != Z_STREAM_END) fail();
  }
  return byte;
}

bool TextReader::line(std::string& out) {
  out.clear();
  int byte;
  while ((byte = get()) != -1 && byte != '\n') {
    if (out.size() == kMaxLineBytes) throw TransferError(path_ + " has a line of more than 16 MB");
    out.push_back(static_cast<char>(byte));
  }
  if (byte == -1 && out.empty()) return false;
  if (out.ends_with('\r')) out.pop_back();
  return true;
}

uint64_t TextReader::position() const {
  return static_cast<uint64_t>(std::max<z_off_t>(gzoffset(asZipped(file_.get())), 0));
}

TextWriter::TextWriter(const std::string& path) : path_(path) {
  if (path.empty()) {
    plain_ = stdout;
  } else if (path.ends_with(".gz")) {
    zipped_ = gzopen(path.c_str(), "wb");
    if (zipped_ == nullptr) fail();
    gzbuffer(asZipped(zipped_), kBufferBytes);
  } else {
    plain_ = std::fopen(path.c_str(), "wbe");
    if (plain_ == nullptr) fail();
  }
}

TextWriter::~TextWriter() {
  if (zipped_ != nullptr) gzclose_w(asZipped(zipped_));
  if (plain_ != nullptr && plain_ != stdout) std::fclose(plain_);
}

void TextWriter::fail() const {
  throw TransferError("cannot write " + (path_.empty() ? "to standard output" : path_) + ": " + std::strerror(errno));
}

void TextWriter::write(std::string_view text) {
  if (text.empty()) return;
  const bool written = zipped_ != nullptr ? gzfwrite(text.data(), 1, text.size(), asZipped(zipped_)) == text.size()
                                          : std::fwrite(text.data(), 1, text.size(), plain_) == text.size();
  if (!written) fail();
}

void TextWriter::close() {
  if (void* zipped = std::exchange(zipped_, nullptr); zipped != nullptr && gzclose_w(asZipped(zipped)) != Z_OK) fail();
  FILE* plain = std::exchange(plain_, nullptr);
  if (plain == nullptr) return;
  if ((plain == stdout ? std::fflush(plain) : std::fclose(plain)) != 0) fail();
}

std::string fileContents(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string contents(std::istreambuf_iterator<char>(stream), {});
  if (!stream || std::filesystem::is_directory(path)) throw TransferError("cannot read " + path);
  return contents;
}

}  // namespace stator
