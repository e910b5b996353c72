#include "server/content_coding.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

constexpr size_t kLimit = 100000;

TEST(Gzip, ComesBackAsItWas) {
  for (size_t length : {0, 1, 1000, 65535, 65536, 65537, 100000}) {
    std::string bytes(length, 'x');
    for (size_t i = 0; i < length; i += 7) bytes[i] = static_cast<char>(i);
    std::string out = "left over";
    EXPECT_EQ(gunzip(gzip(bytes), kLimit, out), GunzipError::None) << length;
    EXPECT_EQ(out, bytes) << length;
  }
}

TEST(Gzip, CompressesWhatRepeats) { EXPECT_LT(gzip(std::string(50000, 'x')).size(), 1000u); }

TEST(Gunzip, ExactlyTheLimitIsNotTooLong) {
  std::string out;
  EXPECT_EQ(gunzip(gzip(std::string(kLimit, 'x')), kLimit, out), GunzipError::None);
  EXPECT_EQ(gunzip(gzip(std::string(kLimit + 1, 'x')), kLimit, out), GunzipError::TooLong);
}

TEST(Gunzip, AStreamThatGrowsWithoutEndIsCutAtTheLimit) {
  std::string out;
  EXPECT_EQ(gunzip(gzip(std::string(kLimit * 200, 'x')), kLimit, out), GunzipError::TooLong);
  EXPECT_LE(out.size(), kLimit + 1);
}

TEST(Gunzip, EveryPrefixIsCorrupt) {
  std::string whole = gzip("some bytes that are worth keeping");
  std::string out;
  for (size_t length = 0; length < whole.size(); ++length) {
    EXPECT_EQ(gunzip(whole.substr(0, length), kLimit, out), GunzipError::Corrupt) << length;
  }
}

TEST(Gunzip, OtherBytesAreCorrupt) {
  std::string out;
  EXPECT_EQ(gunzip("{\"TableName\":\"t\"}", kLimit, out), GunzipError::Corrupt);
  EXPECT_EQ(gunzip(gzip("a") + "rest", kLimit, out), GunzipError::Corrupt);
}

TEST(AcceptsGzip, SaidByName) {
  EXPECT_TRUE(acceptsGzip("gzip"));
  EXPECT_TRUE(acceptsGzip("gzip, deflate, br"));
  EXPECT_TRUE(acceptsGzip("deflate,\tGZip ; q=0.5"));
  EXPECT_TRUE(acceptsGzip("*"));
  EXPECT_TRUE(acceptsGzip("identity;q=0, *;q=0.1"));
}

TEST(AcceptsGzip, NotSaidOrForbidden) {
  EXPECT_FALSE(acceptsGzip(""));
  EXPECT_FALSE(acceptsGzip("identity"));
  EXPECT_FALSE(acceptsGzip("deflate, br"));
  EXPECT_FALSE(acceptsGzip("gzip;q=0"));
  EXPECT_FALSE(acceptsGzip("gzip; q=0.000, *"));
  EXPECT_FALSE(acceptsGzip("*;q=0"));
  EXPECT_FALSE(acceptsGzip("xgzip, gzipx"));
}

}  // namespace
}  // namespace stator
