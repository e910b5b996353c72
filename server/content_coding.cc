#include "server/content_coding.h"

#include <zlib.h>

#include <algorithm>
#include <cctype>

namespace stator {

namespace {

constexpr int kGzipWindow = 15 + 16;        // zlib's way of asking for the gzip wrapping and nothing else
constexpr size_t kInflateStep = 64 * 1024;  // output grows by this much

bool equalsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "q=0", "q=0.0", "q=0.000": the one weight that forbids.
bool isZeroWeight(std::string_view parameter) {
  parameter = trim(parameter);
  if (parameter.size() < 3 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') return false;
  return parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

GunzipError gunzip(std::string_view compressed, size_t limit, std::string& out) {
  out.clear();
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) return GunzipError::Corrupt;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
  stream.avail_in = static_cast<uInt>(compressed.size());
  int status = Z_OK;
  // One byte of room over the limit tells "exactly the limit" from "more than that".
  while (status == Z_OK && out.size() <= limit) {
    size_t used = out.size();
    out.resize(std::min(used + kInflateStep, limit + 1));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + used);
    stream.avail_out = static_cast<uInt>(out.size() - used);
    status = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
    if (status == Z_OK && stream.avail_in == 0 && stream.avail_out != 0) break;  // the stream is cut short
  }
  bool rest = stream.avail_in != 0;
  inflateEnd(&stream);
  if (out.size() > limit) return GunzipError::TooLong;
  return status == Z_STREAM_END && !rest ? GunzipError::None : GunzipError::Corrupt;
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  constexpr int kMemoryLevel = 8;
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  bool finished = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(finished ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

bool acceptsGzip(std::string_view accept_encoding) {
  bool any = false;
  while (!accept_encoding.empty()) {
    size_t comma = accept_encoding.find(',');
    std::string_view entry = accept_encoding.substr(0, comma);
    accept_encoding = comma == std::string_view::npos ? std::string_view() : accept_encoding.substr(comma + 1);
    size_t semicolon = entry.find(';');
    std::string_view coding = trim(entry.substr(0, semicolon));
    bool allowed = semicolon == std::string_view::npos || !isZeroWeight(entry.substr(semicolon + 1));
    if (equalsIgnoringCase(coding, "gzip")) return allowed;  // said by name, which outweighs "*"
    if (coding == "*") any = allowed;
  }
  return any;
}

}  // namespace stator
