#include "types/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace stator {
namespace {

Result<int> half(int value) {
  if (value % 2 != 0) return validationError("odd " + std::to_string(value));
  return value / 2;
}

Result<void> requireSmall(int value) {
  if (value > 100) return validationError("large");
  return {};
}

Result<std::string> quarter(int value) {
  TRY(requireSmall(value));
  const int once = TRY(half(value));
  return std::to_string(TRY(half(once)));
}

TEST(Result, HoldsAValueOrAnError) {
  EXPECT_TRUE(half(4));
  EXPECT_EQ(*half(4), 2);
  ASSERT_FALSE(half(3));
  EXPECT_EQ(half(3).error().message, "odd 3");
}

TEST(Result, TryReturnsTheFirstError) {
  EXPECT_EQ(quarter(8).value(), "2");
  EXPECT_EQ(quarter(6).error().message, "odd 3");
  EXPECT_EQ(quarter(7).error().message, "odd 7");
  EXPECT_EQ(quarter(104).error().message, "large");
}

TEST(Result, TryMovesValuesThatCannotBeCopied) {
  const auto make = []() -> Result<std::unique_ptr<int>> { return std::make_unique<int>(5); };
  const auto use = [&]() -> Result<int> {
    const std::unique_ptr<int> value = TRY(make());
    return *value;
  };
  EXPECT_EQ(use().value(), 5);
}

}  // namespace
}  // namespace stator
