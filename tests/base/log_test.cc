#include "base/log.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

TEST(Log, WritesOneLineToStderr) {
  testing::internal::CaptureStderr();
  logToStderr(LogLevel::Warning, "table is elsewhere");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "stator: table is elsewhere\n");
}

}  // namespace
}  // namespace stator
