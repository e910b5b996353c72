#include <gtest/gtest.h>

#include <string>

#include "expression/parser.h"

namespace stator {
namespace {

TEST(ReservedWords, InAnyCase) {
  for (const char* word :
       {"abort", "ABORT", "aBoRt", "Status", "size", "zone", "localtimestamp", "as", "url", "ttl", "name"}) {
    EXPECT_TRUE(isReservedWord(word)) << word;
  }
}

TEST(ReservedWords, OthersAreFree) {
  for (const std::string word : {"", "a", "aborts", "abor", "pk", "sk", "id", "version", "contains", "attribute_exists",
                                 "localtimestamps", "status1", "zones"}) {
    EXPECT_FALSE(isReservedWord(word)) << word;
  }
  EXPECT_FALSE(isReservedWord(std::string(1000, 'a')));
}

}  // namespace
}  // namespace stator
