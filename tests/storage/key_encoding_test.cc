#include "storage/key_encoding.h"

#include <gmock/gmock.h>

#include "storage/partition_hash.h"
#include "tests/storage/fixtures.h"

namespace stator {
namespace {

constexpr int kRandomPairs = 20000;

std::string part(const AttributeValue& value) {
  std::string out;
  appendKeyPart(out, value);
  return out;
}

// Short, of few different bytes, so that common prefixes, zeros and 0xFF are frequent.
std::string randomBytes(std::mt19937& random) {
  static constexpr char kBytes[] = {'\0', '\1', 'a', 'b', '\x7F', '\xFE', '\xFF'};
  std::string bytes(random() % 5, '\0');
  for (char& byte : bytes) byte = kBytes[random() % sizeof kBytes];
  return bytes;
}

std::string randomNumber(std::mt19937& random) {
  std::string text = random() % 2 ? "-" : "";
  text += std::to_string(random() % (random() % 2 ? 10 : 100000));
  if (random() % 2) text += "." + std::to_string(random() % 1000);
  if (random() % 2) text += "e" + std::to_string(static_cast<int>(random() % 20) - 10);
  return text;
}

int sign(int value) { return (value > 0) - (value < 0); }

TEST(KeyEncoding, PartsEscapeZerosAndEnd) {
  EXPECT_EQ(part(S("ab")), std::string("ab\0\0", 4));
  EXPECT_EQ(part(B(std::string_view("a\0b", 3))), std::string("a\0\xFF"
                                                              "b\0\0",
                                                              6));
  EXPECT_EQ(part(S("")), std::string("\0\0", 2));
  EXPECT_EQ(part(N(0)), std::string("\x80\0", 2));
}

TEST(KeyEncoding, OrderOfBytesIsOrderOfParts) {
  std::mt19937 random(1);
  for (int i = 0; i < kRandomPairs; ++i) {
    const std::string a = randomBytes(random);
    const std::string b = randomBytes(random);
    ASSERT_EQ(sign(part(B(a)).compare(part(B(b)))), sign(a.compare(b)));
    // Self-delimiting: what follows does not matter unless the values are equal.
    if (a != b) {
      ASSERT_EQ(sign((part(B(a)) + "\xFF").compare(part(B(b)) + '\0')), sign(a.compare(b)));
    }
  }
}

TEST(KeyEncoding, OrderOfNumbersIsOrderOfParts) {
  std::mt19937 random(2);
  for (int i = 0; i < kRandomPairs; ++i) {
    const Number a = Number::parse(randomNumber(random)).value();
    const Number b = Number::parse(randomNumber(random)).value();
    const std::string left = part(AttributeValue::number(a));
    const std::string right = part(AttributeValue::number(b));
    ASSERT_EQ(left < right, a < b) << a.text() << " " << b.text();
    ASSERT_EQ(left == right, a == b) << a.text() << " " << b.text();
    if (a != b) {
      ASSERT_EQ(left + "\xFF" < right + '\0', a < b) << a.text() << " " << b.text();
    }
  }
}

TEST(KeyEncoding, ItemKeyIsIdHashAndParts) {
  const TableSchema table = makeTable(0x01020304);
  const std::string item = makeItem({{"pk", S("x")}, {"sk", N(0)}, {"other", S("y")}});
  std::string expected("\1\2\3\4", 4);
  appendBigEndian(expected, partitionHash(std::vector{S("x")}));
  expected += std::string("x\0\0\x80\0", 5);
  EXPECT_EQ(encodeItemKey(table, ItemView(item)), expected);
}

TEST(KeyEncoding, IndexKeyEndsInTheHashOfTheItemKeyAndThatKey) {
  const TableSchema table = makeTable(1);
  const SecondaryIndex index = makeIndex(2);
  const std::string item = makeItem({{"pk", S("x")}, {"sk", N(0)}, {"group", S("g")}, {"rank", N(0)}});
  const std::string item_key = encodeItemKey(table, ItemView(item));
  std::string expected("\0\0\0\2", 4);
  appendBigEndian(expected, partitionHash(std::vector{S("g")}));
  expected += std::string("g\0\0\x80\0", 5);
  appendBigEndian(expected, tieHash(ItemView(item), table.key));
  expected += item_key.substr(kPartitionPrefixSize);
  EXPECT_EQ(encodeIndexKey(table, index, ItemView(item)), expected);
  EXPECT_EQ(encodeIndexKey(table, index, ItemView(item), item_key), expected);
}

TEST(KeyEncoding, LocalIndexSharesThePartitionsOfItsTable) {
  const TableSchema table = makeTable(1);
  SecondaryIndex index = makeIndex(2);
  index.global = false;
  index.key.hash = table.key.hash;
  const std::string item = makeItem({{"pk", S("x")}, {"sk", N(0)}, {"rank", N(7)}});
  const std::string key = encodeIndexKey(table, index, ItemView(item));
  EXPECT_EQ(key.substr(4, 8), encodeItemKey(table, ItemView(item)).substr(4, 8));
}

TEST(KeyEncoding, MissingKeyAttributeIsABug) {
  const std::string item = makeItem({{"pk", S("x")}});
  EXPECT_THROW(encodeItemKey(makeTable(), ItemView(item)), std::logic_error);
  EXPECT_THROW(encodeItemKey(makeTable(), ItemView()), std::logic_error);
}

}  // namespace
}  // namespace stator
