// Every way a request can fail, as a value. How an error looks on the wire is protocol/error_json's business alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stator {

enum class ErrorCode : uint8_t {
  AccessDeniedException,
  ConditionalCheckFailedException,
  DuplicateItemException,
  ExpiredIteratorException,
  IdempotentParameterMismatchException,
  IncompleteSignatureException,
  InternalFailure,
  InternalServerError,
  InvalidSignatureException,
  ItemCollectionSizeLimitExceededException,
  LimitExceededException,
  MissingAuthenticationTokenException,
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  ResourceInUseException,
  ResourceNotFoundException,
  SerializationException,
  ThrottlingException,
  TransactionInProgressException,
  TrimmedDataAccessException,
  TransactionCanceledException,
  TransactionConflictException,
  UnknownOperationException,
  UnrecognizedClientException,
  ValidationException,
};

// What kind of validation error this is. PutItem, UpdateItem and DeleteItem prefix all families but Plain with "1 validation
// error detected: " (operations/envelope); this only says what the finding was.
enum class ErrorFamily : uint8_t {
  Plain,              // never prefixed
  EmptySet,           // "An string set  may not be empty" and its kin
  DuplicateSet,       // "Input collection [a, a] contains duplicates."
  NullFalse,          // {"NULL": false}
  Syntax,             // expression syntax errors, oversize expressions, redundant parentheses
  DistinctOperands,   // "The first operand must be distinct ..."
  WithoutExpression,  // names or values given where no expression is
  Mixing,             // expression and non-expression parameters together
  ReturnValues,       // a ReturnValues that the operation does not allow
  Expected,           // legacy Expected: combinations that are not allowed
  Unused,             // "... unused in expressions: keys: {...}"
  UpdateStructure,    // empty update expression, section used twice, overlapping paths
  EmptyPlaceholders,  // "ExpressionAttributeValues must not be empty"
  Number,             // a number that cannot be read or stored
  Nesting,            // nested too deep
};

// One action's fate in a cancelled transaction. `code` is "None" for those that did not fail.
struct CancellationReason {
  std::string code = "None";
  std::string message;
  std::string item;  // encoded item (types/item.h), empty when none is returned
};

// What throttled a request: e.g. "TableWriteProvisionedThroughputExceeded", and the ARN of that table or index.
struct ThrottlingReason {
  std::string reason;
  std::string resource;
};

struct Error {
  ErrorCode code = ErrorCode::InternalServerError;
  std::string message;
  ErrorFamily family = ErrorFamily::Plain;
  bool has_item = false;
  std::string item;  // ConditionalCheckFailedException with ReturnValuesOnConditionCheckFailure: the encoded item
  std::vector<CancellationReason> cancellation_reasons;
  std::vector<ThrottlingReason> throttling_reasons;
  int64_t retry_after_ms = 0;  // of a throttled request: when there is capacity again; 0: not known
};

inline Error validationError(std::string message, ErrorFamily family = ErrorFamily::Plain) {
  return Error{ErrorCode::ValidationException, std::move(message), family};
}

// "One or more parameter values were invalid: <detail>"
Error invalidParameter(std::string_view detail, ErrorFamily family = ErrorFamily::Plain);

}  // namespace stator
