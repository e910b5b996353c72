// For the tests of the passes over a request.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "protocol/request.h"

namespace stator {

// What `operation` says to `body`: the error's text, or "" when both passes are content.
inline std::string complaint(std::string_view operation, std::string_view body, ErrorCode code) {
  const OperationModel* model = findOperationModel(operation);
  if (model == nullptr) return "no such operation";
  auto request = Request::parse(body);
  if (!request) return "not JSON";
  auto checked = request->check(*model);
  if (checked) return "";
  EXPECT_EQ(checked.error().code, code) << checked.error().message;
  EXPECT_EQ(checked.error().family, ErrorFamily::Plain);
  return checked.error().message;
}

inline std::string typeError(std::string_view operation, std::string_view body) {
  return complaint(operation, body, ErrorCode::SerializationException);
}

inline std::string constraintError(std::string_view operation, std::string_view body) {
  return complaint(operation, body, ErrorCode::ValidationException);
}

}  // namespace stator
