// Digests, over OpenSSL and zlib.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace stator {

std::array<uint8_t, 16> md5(std::string_view bytes);
std::array<uint8_t, 32> sha256(std::string_view bytes);
std::array<uint8_t, 32> hmacSha256(std::string_view key, std::string_view bytes);
uint32_t crc32(std::string_view bytes);   // IEEE, as in x-amz-crc32
std::string hex(std::string_view bytes);  // lower-case

}  // namespace stator
