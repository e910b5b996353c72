#include "transfer/progress.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

TEST(ProgressBar, ShowsHowFar) {
  EXPECT_EQ(progressBar(0, 10, 0), "[------------------------------]   0%  0 items");
  EXPECT_EQ(progressBar(5, 10, 7), "[###############---------------]  50%  7 items");
  EXPECT_EQ(progressBar(12, 10, 9), "[##############################] 100%  9 items");
  EXPECT_EQ(progressBar(3, 0, 9), "9 items");
}

}  // namespace
}  // namespace stator
