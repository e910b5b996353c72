#include "base/random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace stator {
namespace {

TEST(Random, ASeedReproducesARun) {
  Random first(7), second(7), other(8);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(first.next(), second.next());
  EXPECT_EQ(first.uuid(), second.uuid());
  EXPECT_EQ(first.requestId(), second.requestId());
  EXPECT_NE(first.next(), other.next());
}

TEST(Random, BelowReachesEveryResultAndNoOther) {
  Random random(1);
  std::set<uint64_t> seen;
  for (int i = 0; i < 500; ++i) seen.insert(random.below(7));
  EXPECT_EQ(seen, (std::set<uint64_t>{0, 1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(random.below(1), 0u);
  EXPECT_LT(random.below(UINT64_MAX), UINT64_MAX);
}

TEST(Random, UuidsAreOfVersionFour) {
  Random random(2);
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string uuid = random.uuid();
    ASSERT_EQ(uuid.size(), 36u);
    EXPECT_EQ(uuid.find_first_not_of("0123456789abcdef-"), std::string::npos);
    for (const size_t dash : {8, 13, 18, 23}) EXPECT_EQ(uuid[dash], '-');
    EXPECT_EQ(uuid[14], '4');
    EXPECT_NE(std::string("89ab").find(uuid[19]), std::string::npos);
    seen.insert(uuid);
  }
  EXPECT_EQ(seen.size(), 100u);
}

TEST(Random, RequestIdsHaveTheServicesForm) {
  Random random(3);
  std::set<char> characters;
  for (int i = 0; i < 100; ++i) {
    const std::string id = random.requestId();
    EXPECT_EQ(id.size(), 52u);
    characters.insert(id.begin(), id.end());
  }
  EXPECT_EQ(std::string(characters.begin(), characters.end()), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

TEST(Random, EntropySeedsDiffer) { EXPECT_NE(entropySeed(), entropySeed()); }

}  // namespace
}  // namespace stator
