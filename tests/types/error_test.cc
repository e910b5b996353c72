#include "types/error.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

TEST(Error, ValidationErrorsCarryTextAndFamily) {
  const Error error = validationError("text", ErrorFamily::Syntax);
  EXPECT_EQ(error.code, ErrorCode::ValidationException);
  EXPECT_EQ(error.message, "text");
  EXPECT_EQ(error.family, ErrorFamily::Syntax);
  EXPECT_FALSE(error.has_item);
}

TEST(Error, InvalidParametersHaveTheServicesOpening) {
  const Error error = invalidParameter("Missing the key a in the item");
  EXPECT_EQ(error.code, ErrorCode::ValidationException);
  EXPECT_EQ(error.message, "One or more parameter values were invalid: Missing the key a in the item");
  EXPECT_EQ(error.family, ErrorFamily::Plain);
}

}  // namespace
}  // namespace stator
