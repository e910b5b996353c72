#include "types/capacity.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

TEST(Capacity, RoundsUpToUnitsOfAtLeastOne) {
  EXPECT_EQ(readUnits(0), 1);
  EXPECT_EQ(readUnits(4096), 1);
  EXPECT_EQ(readUnits(4097), 2);
  EXPECT_EQ(writeUnits(0), 1);
  EXPECT_EQ(writeUnits(1024), 1);
  EXPECT_EQ(writeUnits(2017), 2);
  EXPECT_EQ(writeUnits(409600), 400);
}

TEST(Capacity, EventuallyConsistentReadsAreHalf) {
  EXPECT_EQ(readHalfUnits(9000, false), 3);
  EXPECT_EQ(readHalfUnits(9000, true), 6);
}

TEST(Capacity, SumsArmByArm) {
  ConsumedCapacity sum{2, {{"l", 2}}, {{"g", 4}}};
  sum += ConsumedCapacity{6, {}, {{"g", 2}, {"h", 8}}};
  EXPECT_EQ(sum.table, 8);
  EXPECT_EQ(sum.local_indexes, (std::map<std::string, int64_t>{{"l", 2}}));
  EXPECT_EQ(sum.global_indexes, (std::map<std::string, int64_t>{{"g", 6}, {"h", 8}}));
  EXPECT_EQ(sum.total(), 24);
}

}  // namespace
}  // namespace stator
