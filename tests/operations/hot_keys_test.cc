#include "operations/hot_keys.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

class HotKeysTest : public testing::Test {
 protected:
  void add(uint64_t key, int64_t half_units = 1, CapacityKind kind = CapacityKind::Read, bool throttled = false) {
    keys_.add(key, kind, half_units, throttled, [&]() -> std::string_view {
      value_ = AttributeValue::string("key" + std::to_string(key));
      return value_.encoded();
    });
  }
  // Follows as many keys as there is room for, the n-th with n half units.
  void fillUp() {
    for (uint64_t key = 1; key <= kHotKeys; ++key) add(key, static_cast<int64_t>(key));
  }
  static std::string nameOf(const HotKey& key) { return std::string(key.value.view().payload()); }
  // Of what is followed under that name; nullopt when it is not.
  std::optional<HotKey> find(uint64_t key) const {
    for (const HotKey& hot : keys_.hottest())
      if (nameOf(hot) == "key" + std::to_string(key)) return hot;
    return std::nullopt;
  }

  HotKeys keys_;
  AttributeValue value_ = AttributeValue::null();
};

TEST_F(HotKeysTest, NothingIsHotAtFirst) { EXPECT_TRUE(keys_.hottest().empty()); }

TEST_F(HotKeysTest, AddsUpReadsWritesAndThrottles) {
  add(1, 3);
  add(1, 4, CapacityKind::Write);
  add(1, 0, CapacityKind::Write, /*throttled=*/true);
  add(1, 5);
  const auto key = find(1);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->read_half_units, 8);
  EXPECT_EQ(key->write_half_units, 4);
  EXPECT_EQ(key->throttled, 1);
  EXPECT_EQ(key->unseen_half_units, 0);
}

TEST_F(HotKeysTest, ListsTheHottestFirst) {
  fillUp();
  const auto keys = keys_.hottest();
  ASSERT_EQ(keys.size(), kHotKeys);
  for (size_t i = 0; i < kHotKeys; ++i) EXPECT_EQ(nameOf(keys[i]), "key" + std::to_string(kHotKeys - i));
}

TEST_F(HotKeysTest, EqualOnesHaveAFixedOrder) {
  for (const uint64_t key : {7u, 3u, 5u}) add(key, 2);
  const auto keys = keys_.hottest();
  ASSERT_EQ(keys.size(), 3u);
  EXPECT_EQ(nameOf(keys[0]), "key3");
  EXPECT_EQ(nameOf(keys[1]), "key5");
  EXPECT_EQ(nameOf(keys[2]), "key7");
}

TEST_F(HotKeysTest, OneInEightOfTheOthersTakesThePlaceOfTheLeast) {
  fillUp();
  for (int request = 1; request < 8; ++request) {
    add(1000);
    EXPECT_FALSE(find(1000)) << request;
  }
  add(1000);
  const auto key = find(1000);
  ASSERT_TRUE(key);
  EXPECT_FALSE(find(1)) << "it was the least";
  EXPECT_TRUE(find(2));
  EXPECT_EQ(key->read_half_units, 1);
  EXPECT_EQ(key->unseen_half_units, 1) << "what key1 had is what this one may have had before";
  EXPECT_EQ(keys_.hottest().size(), kHotKeys);
}

TEST_F(HotKeysTest, ItsOrderIsByWhatIsCertain) {
  for (uint64_t key = 1; key <= kHotKeys; ++key) add(key, 100);
  for (int request = 0; request < 8; ++request) add(1000, 50);
  const auto keys = keys_.hottest();
  EXPECT_EQ(nameOf(keys.back()), "key1000") << "50 that are known and up to 100 that are not";
  EXPECT_EQ(keys.back().read_half_units, 50);
  EXPECT_EQ(keys.back().unseen_half_units, 100);
}

TEST_F(HotKeysTest, ANewcomerCountsOnSoThatItIsNotTheNextToGo) {
  for (uint64_t key = 1; key <= kHotKeys; ++key) add(key, 100);
  for (int request = 0; request < 8; ++request) add(1000);  // takes the place of key1, with the sum of 101
  for (int request = 0; request < 8; ++request) add(1001);
  EXPECT_TRUE(find(1000));
  EXPECT_TRUE(find(1001));
  EXPECT_FALSE(find(2));
}

TEST_F(HotKeysTest, AKeyWhoseValueIsNotKnownIsNotFollowed) {
  keys_.add(1, CapacityKind::Read, 10, false, [] { return std::string_view(); });
  EXPECT_TRUE(keys_.hottest().empty());
}

TEST_F(HotKeysTest, TheValueOfAFollowedKeyIsNotAskedFor) {
  add(1);
  keys_.add(1, CapacityKind::Read, 10, false, []() -> std::string_view {
    ADD_FAILURE() << "the request's key was looked up";
    return {};
  });
  EXPECT_EQ(find(1)->read_half_units, 11);
}

// Whatever is used in more than a 32nd of all requests is found, however many others there are.
TEST_F(HotKeysTest, FindsAHotKeyInAStreamOfColdOnes) {
  constexpr uint64_t kHot = 5;
  for (uint64_t request = 0; request < 20000; ++request) add(request % 10 == 0 ? kHot : 1000 + request);
  EXPECT_EQ(nameOf(keys_.hottest().front()), "key5");
}

}  // namespace
}  // namespace stator
