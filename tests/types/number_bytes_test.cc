// The ordered bytes of numbers.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/digest.h"
#include "tests/types/random_values.h"
#include "types/number.h"

namespace stator {
namespace {

using testing::orderedBytes;

std::string bytesOf(std::string_view text) { return orderedBytes(Number::parse(text).value()); }
std::string hexOf(std::string_view text) { return hex(bytesOf(text)); }

TEST(NumberBytes, HaveTheDocumentedLayout) {
  EXPECT_EQ(hexOf("0"), "80");
  EXPECT_EQ(hexOf("1"), "c102");       // x = 1, odd: 01 -> one pair
  EXPECT_EQ(hexOf("10"), "c10b");      // x = 2
  EXPECT_EQ(hexOf("100"), "c202");     // x = 3: 01 00
  EXPECT_EQ(hexOf("12.5"), "c10d33");  // 12 50
  EXPECT_EQ(hexOf("0.5"), "c033");     // x = 0: 50
  EXPECT_EQ(hexOf("0.05"), "c006");    // x = -1: 0 in front
  EXPECT_EQ(hexOf("-1"), "3e6466");
  EXPECT_EQ(hexOf("-0.5"), "3f3366");
  EXPECT_EQ(hexOf("9E125"), "ff5b");
  EXPECT_EQ(hexOf("-9E125"), "000b66");
  EXPECT_EQ(hexOf("1E-130"), "8002");
  EXPECT_EQ(hexOf("-1E-130"), "7f6466");
}

TEST(NumberBytes, NegativesOf20PairsHaveNoEnd) {
  const std::string bytes = bytesOf("-1." + std::string(36, '1') + "2");
  EXPECT_EQ(bytes.size(), 21u);
  EXPECT_EQ(static_cast<uint8_t>(bytes.back()), 81);  // the pair 20
  EXPECT_EQ(Number::fromOrderedBytes(bytes).text(), "-1." + std::string(36, '1') + "2");
}

TEST(NumberBytes, OrderIsTheNumbersOrder) {
  testing::Generator random(2);
  for (int i = 0; i < 20000; ++i) {
    const Number left = testing::randomNumber(random);
    const Number right = testing::pick(random, 0, 9) == 0 ? left.negated() : testing::randomNumber(random);
    EXPECT_EQ(left <=> right, orderedBytes(left).compare(orderedBytes(right)) <=> 0) << left.text() << ' ' << right.text();
    EXPECT_EQ(left == right, orderedBytes(left) == orderedBytes(right));
  }
}

TEST(NumberBytes, OrderAgreesWithDoubles) {
  testing::Generator random(3);
  const auto draw = [&random] { return testing::pick(random, -99999, 99999) / 100.0; };
  for (int i = 0; i < 5000; ++i) {
    const double left = draw(), right = draw();
    const std::string left_bytes = bytesOf(std::to_string(left)), right_bytes = bytesOf(std::to_string(right));
    EXPECT_EQ(left < right, left_bytes < right_bytes) << left << ' ' << right;
    EXPECT_EQ(left == right, left_bytes == right_bytes) << left << ' ' << right;
  }
}

TEST(NumberBytes, RoundTripAndServeTextAndSize) {
  testing::Generator random(4);
  for (int i = 0; i < 5000; ++i) {
    const Number number = testing::randomNumber(random);
    const std::string bytes = orderedBytes(number);
    EXPECT_LE(bytes.size(), kMaxNumberBytes);
    EXPECT_TRUE(isWellFormedNumber(bytes)) << number.text();
    EXPECT_EQ(bytes.find('\0', 1), std::string::npos);
    EXPECT_EQ(Number::fromOrderedBytes(bytes), number) << number.text();
    std::string text = ">";
    appendNumberText(text, bytes);
    EXPECT_EQ(text, ">" + number.text());
    EXPECT_EQ(numberSize(bytes), number.size()) << text;
  }
}

TEST(NumberBytes, WellFormedOnlyWhatIsWritten) {
  testing::Generator random(5);
  int accepted = 0;
  for (int i = 0; i < 50000; ++i) {
    std::string bytes = orderedBytes(testing::randomNumber(random));
    const auto at = static_cast<size_t>(testing::pick(random, 0, static_cast<int>(bytes.size()) - 1));
    switch (testing::pick(random, 0, 3)) {
      case 0:
        bytes[at] = static_cast<char>(random());
        break;
      case 1:
        bytes.erase(at, 1);
        break;
      case 2:
        bytes.insert(at, 1, static_cast<char>(testing::pick(random, 0, 103)));
        break;
      default:
        bytes.push_back(static_cast<char>(testing::pick(random, 0, 103)));
        break;
    }
    if (!isWellFormedNumber(bytes)) continue;
    ++accepted;
    const Number number = Number::fromOrderedBytes(bytes);
    EXPECT_EQ(orderedBytes(number), bytes) << hex(bytes);
    EXPECT_TRUE(Number::parse(number.text())) << number.text();
  }
  EXPECT_GT(accepted, 100);
}

TEST(NumberBytes, RefusesMalformedOnes) {
  using namespace std::string_view_literals;
  EXPECT_FALSE(isWellFormedNumber(""));
  EXPECT_FALSE(isWellFormedNumber("\xc1"));
  EXPECT_FALSE(isWellFormedNumber("\xc1\x02\x01"));  // trailing pair 00
  EXPECT_FALSE(isWellFormedNumber("\xc1\x01\x02"));  // leading pair 00
  EXPECT_FALSE(isWellFormedNumber("\xc1\x66"));      // pair 101
  EXPECT_FALSE(isWellFormedNumber("\xc1\x02\x00\x02"sv));
  EXPECT_FALSE(isWellFormedNumber("\x3e\x64"));                        // no end byte
  EXPECT_FALSE(isWellFormedNumber("\x3e\x66"));                        // nothing but the end byte
  EXPECT_FALSE(isWellFormedNumber("\x3e\x01\x66"));                    // pair 100
  EXPECT_FALSE(isWellFormedNumber("\xc1" + std::string(20, '\x64')));  // 40 digits
  EXPECT_FALSE(isWellFormedNumber("\xc1" + std::string(21, '\x0b')));
  EXPECT_FALSE(isWellFormedNumber("\x3e\x64" + std::string(19, '\x0b') + "\x66"));  // 20 pairs and an end byte
}

// The order in which the service scanned tables of these keys: dynalite.
TEST(NumberBytes, AreWhatTheServiceHashes) {
  std::vector<std::string> numbers = {"0", "0.012345", "-0.09", "1", "2", "3",     "4",
                                      "5", "6",        "7",     "8", "9", "999.9", "-999.9"};
  std::sort(numbers.begin(), numbers.end(), [](const std::string& left, const std::string& right) {
    return md5("Outliers" + bytesOf(left)) < md5("Outliers" + bytesOf(right));
  });
  EXPECT_EQ(numbers, (std::vector<std::string>{"7", "999.9", "8", "3", "2", "-999.9", "9", "4", "-0.09", "6", "1", "0",
                                               "0.012345", "5"}));
  const auto segment = [](std::string_view text) {
    const auto hash = md5("Outliers" + bytesOf(text));
    return hash[0] << 4 | hash[1] >> 4;
  };
  EXPECT_EQ(segment("251"), 1);
  EXPECT_EQ(segment("2388"), 4095);
}

}  // namespace
}  // namespace stator
