#include "base/base64.h"

#include <gtest/gtest.h>

#include <random>

namespace stator {
namespace {

std::string decoded(std::string_view text) {
  std::string out;
  EXPECT_EQ(decodeBase64(text, out), Base64Error::None) << text;
  return out;
}

Base64Error errorOf(std::string_view text) {
  std::string out = "kept";
  const Base64Error error = decodeBase64(text, out);
  EXPECT_TRUE(error == Base64Error::None || out == "kept") << text;
  return error;
}

TEST(Base64, EncodesTheVectorsOfTheRfc) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64(std::string_view("\xfb\xff\xfe", 3)), "+//+");
}

TEST(Base64, AppendsToWhatIsThere) {
  std::string out = "a:";
  appendBase64(out, "foo");
  EXPECT_EQ(out, "a:Zm9v");
  EXPECT_EQ(decodeBase64("Zg==", out), Base64Error::None);
  EXPECT_EQ(out, "a:Zm9vf");
}

TEST(Base64, DecodesWhatItEncodes) {
  std::mt19937_64 random(1);
  for (size_t size = 0; size < 70; ++size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    EXPECT_EQ(decoded(base64(bytes)), bytes) << size;
  }
}

TEST(Base64, TellsTheErrorsApart) {
  EXPECT_EQ(errorOf("Zg="), Base64Error::Length);
  EXPECT_EQ(errorOf("Z"), Base64Error::Length);
  EXPECT_EQ(errorOf("Zm9*"), Base64Error::Alphabet);
  EXPECT_EQ(errorOf("Zm9-"), Base64Error::Alphabet);
  EXPECT_EQ(errorOf("Zm 9"), Base64Error::Alphabet);
  EXPECT_EQ(errorOf("Zg==Zm9v"), Base64Error::Alphabet);
  EXPECT_EQ(errorOf("===="), Base64Error::Alphabet);
  EXPECT_EQ(errorOf("Z==="), Base64Error::Alphabet);
  EXPECT_EQ(errorOf("Zm9\xc3"), Base64Error::Alphabet);
  EXPECT_EQ(errorOf("Zh=="), Base64Error::Tail);
  EXPECT_EQ(errorOf("Zm9="), Base64Error::Tail);
}

}  // namespace
}  // namespace stator
