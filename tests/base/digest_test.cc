#include "base/digest.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace stator {
namespace {

template <size_t kSize>
std::string hexOf(const std::array<uint8_t, kSize>& bytes) {
  return hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

// RFC 1321
TEST(Digest, Md5) {
  EXPECT_EQ(hexOf(md5("")), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(hexOf(md5("message digest")), "f96b697d7cb7938d525a2f31aaf161d0");
}

// FIPS 180-2
TEST(Digest, Sha256) {
  EXPECT_EQ(hexOf(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hexOf(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// RFC 4231, test cases 2 and 6
TEST(Digest, HmacSha256) {
  EXPECT_EQ(hexOf(hmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hexOf(hmacSha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

// The second and third are bodies of the service: dynalite.
TEST(Digest, Crc32) {
  EXPECT_EQ(crc32("123456789"), 0xcbf43926u);
  EXPECT_EQ(crc32("{\"__type\":\"com.amazon.coral.service#SerializationException\"}"), 3948637019u);
  EXPECT_EQ(crc32("<UnknownOperationException/>\n"), 3552371480u);
  EXPECT_EQ(crc32(""), 0u);
}

TEST(Digest, HexIsLowerCase) { EXPECT_EQ(hex(std::string_view("\x00\xab\x7f", 3)), "00ab7f"); }

TEST(Digest, ServesThreadsAtOnce) {
  std::vector<std::thread> threads;
  std::array<bool, 4> right{};
  for (size_t i = 0; i < right.size(); ++i) {
    threads.emplace_back([&right, i] {
      bool all = true;
      for (int j = 0; j < 200; ++j) all = all && hexOf(md5("a")) == "0cc175b9c0f1b6a831c399e269772661";
      right[i] = all;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const bool all : right) EXPECT_TRUE(all);
}

}  // namespace
}  // namespace stator
