#include "base/digest.h"

#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace stator {

namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

// OpenSSL 3 looks an algorithm up by name at every use unless it was fetched beforehand; that costs more than hashing
// a key does. The fetched algorithm is never freed, since it may be needed while the process ends.
const EVP_MD* fetch(const char* name) {
  const EVP_MD* algorithm = EVP_MD_fetch(nullptr, name, nullptr);
  if (!algorithm) throw std::runtime_error(std::string("OpenSSL lacks the digest ") + name);
  return algorithm;
}

template <size_t kSize>
std::array<uint8_t, kSize> digest(const EVP_MD* algorithm, std::string_view bytes) {
  thread_local const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::array<uint8_t, kSize> result{};
  if (!context || EVP_DigestInit_ex(context.get(), algorithm, nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), result.data(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL cannot compute a digest");
  }
  return result;
}

}  // namespace

std::array<uint8_t, 16> md5(std::string_view bytes) {
  static const EVP_MD* const algorithm = fetch("MD5");
  return digest<16>(algorithm, bytes);
}

std::array<uint8_t, 32> sha256(std::string_view bytes) {
  static const EVP_MD* const algorithm = fetch("SHA256");
  return digest<32>(algorithm, bytes);
}

std::array<uint8_t, 32> hmacSha256(std::string_view key, std::string_view bytes) {
  // RFC 2104 over sha256, whose block is 64 bytes.
  constexpr size_t kBlock = 64;
  std::string inner(kBlock, '\0');
  if (key.size() > kBlock) {
    const auto hashed = sha256(key);
    std::copy(hashed.begin(), hashed.end(), inner.begin());
  } else {
    std::copy(key.begin(), key.end(), inner.begin());
  }
  std::string outer = inner;
  for (char& byte : inner) byte = static_cast<char>(byte ^ 0x36);
  for (char& byte : outer) byte = static_cast<char>(byte ^ 0x5c);
  inner.append(bytes);
  const auto hashed = sha256(inner);
  outer.append(reinterpret_cast<const char*>(hashed.data()), hashed.size());
  return sha256(outer);
}

uint32_t crc32(std::string_view bytes) {
  return static_cast<uint32_t>(::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::string hex(std::string_view bytes) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char byte : bytes) {
    text.push_back("0123456789abcdef"[static_cast<uint8_t>(byte) >> 4]);
    text.push_back("0123456789abcdef"[byte & 0xf]);
  }
  return text;
}

}  // namespace stator
