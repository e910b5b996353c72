#include "conformance/wire_errors.h"

namespace stator::conformance {
namespace {

constexpr std::string_view kService = "com.amazonaws.dynamodb.v20120810#";
constexpr std::string_view kCoralService = "com.amazon.coral.service#";
constexpr std::string_view kCoralValidate = "com.amazon.coral.validate#";

struct Row {
  std::string_view name;
  std::string_view prefix;
  std::string_view key;
  int status;
};

// What differs from {kService, "message", 400}. As recorded by dynalite and dynoxide from the service.
constexpr Row kRows[] = {
    {"AccessDeniedException", kCoralService, "Message", 400},
    {"IdempotentParameterMismatchException", kService, "Message", 400},
    {"IncompleteSignatureException", kCoralService, "message", 400},
    {"InternalFailure", kCoralService, "message", 500},
    {"InternalServerError", kService, "message", 500},
    {"InvalidSignatureException", kCoralService, "message", 400},
    {"MissingAuthenticationTokenException", kCoralService, "message", 400},
    {"SerializationException", kCoralService, "Message", 400},
    {"TransactionCanceledException", kService, "Message", 400},
    {"TransactionInProgressException", kService, "Message", 400},
    {"UnknownOperationException", kCoralService, "message", 400},
    {"UnrecognizedClientException", kCoralService, "message", 400},
    {"ValidationException", kCoralValidate, "message", 400},
};

}  // namespace

WireError wireError(std::string_view name) {
  for (const Row& row : kRows) {
    if (row.name == name) return {row.status, std::string(row.prefix).append(name), std::string(row.key)};
  }
  return {400, std::string(kService).append(name), "message"};
}

std::string_view shortErrorName(std::string_view type) { return type.substr(type.find('#') + 1); }

}  // namespace stator::conformance
