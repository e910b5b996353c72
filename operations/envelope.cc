#include "operations/envelope.h"

namespace stator {
namespace {

// Sources: captures of July and August 2026. PutItem and UpdateItem prefix most families; DeleteItem is only known to prefix
// unused placeholders and legacy Expected errors are prefixed on UpdateItem (floci pull request 2125, August 2026) and,
// by the neighbouring case, on PutItem (unverified).
bool isPrefixed(ErrorFamily family, WriteOperation operation) {
  const bool put_or_update = operation != WriteOperation::DeleteItem;
  switch (family) {
    case ErrorFamily::Plain:
      return false;
    case ErrorFamily::Unused:
      return true;
    case ErrorFamily::EmptySet:
    case ErrorFamily::DuplicateSet:
    case ErrorFamily::NullFalse:
    case ErrorFamily::Syntax:
    case ErrorFamily::DistinctOperands:
    case ErrorFamily::ValuesWithoutExpression:
    case ErrorFamily::Mixing:
    case ErrorFamily::Expected:
    case ErrorFamily::ReturnValues:
      return put_or_update;
    case ErrorFamily::UpdateStructure:
    case ErrorFamily::EmptyValuesMap:
      return operation == WriteOperation::UpdateItem;
  }
  return false;
}

}  // namespace

Error enveloped(Error error, WriteOperation operation) {
  if (error.code == ErrorCode::ValidationException && isPrefixed(error.family, operation))
    error.message.insert(0, "1 validation error detected: ");
  return error;
}

}  // namespace stator
