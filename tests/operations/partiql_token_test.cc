#include "operations/partiql_token.h"

#include <gtest/gtest.h>

#include "base/base64.h"
#include "types/item.h"

namespace stator {
namespace {

constexpr const char* kStatement = "SELECT * FROM abc WHERE pk IN ['a', 'b']";

TableSchema table(StorageId id) {
  TableSchema table;
  table.id = id;
  return table;
}

std::string itemBytes() {
  ItemBuilder builder;
  builder.add("pk", AttributeValue::string("a"));
  builder.add("sk", AttributeValue::number(7));
  return builder.build();
}

TEST(PartiqlToken, ComesBackAsItWas) {
  const std::string binding = partiqlTokenBinding(table(1), kStatement, {});
  for (const size_t read : {size_t{0}, size_t{1}, size_t{127}, size_t{128}, size_t{99999}}) {
    for (const auto& after : {std::optional<std::string>(), std::optional(itemBytes())}) {
      const auto position = decodePartiqlToken(encodePartiqlToken({read, after}, binding), binding);
      ASSERT_TRUE(position);
      EXPECT_EQ(position->read, read);
      EXPECT_EQ(position->after, after);
    }
  }
}

TEST(PartiqlToken, BelongsToItsTableStatementAndParameters) {
  const AttributeValue parameters[] = {AttributeValue::string("x"), AttributeValue::string("yz")};
  const AttributeValue others[] = {AttributeValue::string("xy"), AttributeValue::string("z")};
  const std::string binding = partiqlTokenBinding(table(1), kStatement, parameters);
  const std::string token = encodePartiqlToken({3, itemBytes()}, binding);
  for (const std::string& other :
       {partiqlTokenBinding(table(2), kStatement, parameters), partiqlTokenBinding(table(1), "SELECT 1", parameters),
        partiqlTokenBinding(table(1), kStatement, others), partiqlTokenBinding(table(1), kStatement, {})}) {
    const auto position = decodePartiqlToken(token, other);
    ASSERT_FALSE(position);
    EXPECT_EQ(position.error().message, "NextToken does not match request");
  }
}

TEST(PartiqlToken, WhatNobodyMadeIsRefused) {
  const std::string binding = partiqlTokenBinding(table(1), kStatement, {});
  const std::string token = encodePartiqlToken({3, itemBytes()}, binding);
  for (size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(decodePartiqlToken(changed, binding)) << i;
    EXPECT_FALSE(decodePartiqlToken(token.substr(0, i), binding)) << i;
  }
  for (const std::string& text : {std::string(), std::string("x"), base64(std::string(200, '\0')), token + token}) {
    const auto position = decodePartiqlToken(text, binding);
    ASSERT_FALSE(position);
    EXPECT_EQ(position.error().message, "Invalid NextToken");
  }
}

// The checksum keeps accidents out, not malice: what is behind it is checked too.
TEST(PartiqlToken, BytesThatAreNoItemAreRefused) {
  const std::string binding = partiqlTokenBinding(table(1), kStatement, {});
  for (const std::string& bytes : {std::string("no item"), itemBytes().substr(1), itemBytes() + "x"}) {
    EXPECT_FALSE(decodePartiqlToken(encodePartiqlToken({0, bytes}, binding), binding)) << bytes;
  }
}

}  // namespace
}  // namespace stator
