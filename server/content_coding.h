// Content codings: gzip, both ways.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace stator {

enum class GunzipError { None, Corrupt, TooLong };

// Decompresses a whole gzip stream into `out`. TooLong when it would become longer than `limit` bytes.
GunzipError gunzip(std::string_view compressed, size_t limit, std::string& out);

// Empty when zlib cannot (out of memory).
std::string gzip(std::string_view bytes);

// Whether an Accept-Encoding header allows gzip. RFC 9110, section 12.5.3.
bool acceptsGzip(std::string_view accept_encoding);

}  // namespace stator
