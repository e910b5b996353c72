#include "base/varint.h"

#include <gtest/gtest.h>

#include <vector>

namespace stator {
namespace {

const std::vector<uint32_t> kEdges = {0, 1, 127, 128, 300, 16383, 16384, 2097151, 2097152, 268435455, 268435456, UINT32_MAX};

bool readable(std::string_view bytes) {
  const char* pos = bytes.data();
  uint32_t value = 0;
  const bool read = readVarintChecked(pos, bytes.data() + bytes.size(), value);
  EXPECT_TRUE(read || pos == bytes.data());
  return read;
}

TEST(Varint, RoundTripsAtEveryLength) {
  for (const uint32_t value : kEdges) {
    std::string bytes;
    appendVarint(bytes, value);
    EXPECT_EQ(bytes.size(), varintSize(value));
    const char* pos = bytes.data();
    EXPECT_EQ(readVarint(pos), value);
    EXPECT_EQ(pos, bytes.data() + bytes.size());
    pos = bytes.data();
    uint32_t checked = 0;
    EXPECT_TRUE(readVarintChecked(pos, bytes.data() + bytes.size(), checked));
    EXPECT_EQ(checked, value);
    EXPECT_EQ(pos, bytes.data() + bytes.size());
  }
}

TEST(Varint, TheCheckedFormRefusesEveryPrefix) {
  for (const uint32_t value : kEdges) {
    std::string bytes;
    appendVarint(bytes, value);
    for (size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(readable(std::string_view(bytes).substr(0, size)));
  }
}

TEST(Varint, TheCheckedFormRefusesLongFormsAndOverflow) {
  EXPECT_FALSE(readable(std::string_view("\x80\x00", 2)));
  EXPECT_FALSE(readable(std::string_view("\xff\x80\x00", 3)));
  EXPECT_TRUE(readable("\xff\xff\xff\xff\x0f"));
  EXPECT_FALSE(readable("\xff\xff\xff\xff\x10"));
  EXPECT_FALSE(readable("\xff\xff\xff\xff\xff\x01"));
}

}  // namespace
}  // namespace stator
