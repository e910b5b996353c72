#include "protocol/error_json.h"

#include "protocol/response_writer.h"

namespace stator {
namespace {

constexpr std::string_view kService = "com.amazonaws.dynamodb.v20120810#";
constexpr std::string_view kCoralService = "com.amazon.coral.service#";
constexpr std::string_view kCoralAvailability = "com.amazon.coral.availability#";
constexpr std::string_view kCoralValidate = "com.amazon.coral.validate#";

enum class Text : uint8_t {
  Always,     // also when it is empty
  WhenGiven,  // an empty text leaves the member out
};

// How one code looks on the wire.
struct Row {
  std::string_view name;
  std::string_view prefix = kService;
  std::string_view key = "message";  // of the text
  Text text = Text::Always;
  int status = 400;
};

// Prefixes and keys as dynalite, dynoxide and the SDKs' model record them.
constexpr Row rowOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::AccessDeniedException:
      return {"AccessDeniedException", kCoralService, "Message"};
    case ErrorCode::ConditionalCheckFailedException:
      return {"ConditionalCheckFailedException"};
    case ErrorCode::DuplicateItemException:
      return {"DuplicateItemException"};
    case ErrorCode::ExpiredIteratorException:
      return {"ExpiredIteratorException"};
    case ErrorCode::IdempotentParameterMismatchException:
      return {"IdempotentParameterMismatchException", kService, "Message"};
    case ErrorCode::IncompleteSignatureException:
      return {"IncompleteSignatureException", kCoralService};
    case ErrorCode::InternalFailure:
      return {"InternalFailure", kCoralService, "message", Text::WhenGiven, 500};
    case ErrorCode::InternalServerError:
      return {"InternalServerError", kService, "message", Text::Always, 500};
    case ErrorCode::InvalidSignatureException:
      return {"InvalidSignatureException", kCoralService};
    case ErrorCode::ItemCollectionSizeLimitExceededException:
      return {"ItemCollectionSizeLimitExceededException"};
    case ErrorCode::LimitExceededException:
      return {"LimitExceededException"};
    case ErrorCode::MissingAuthenticationTokenException:
      return {"MissingAuthenticationTokenException", kCoralService};
    case ErrorCode::ProvisionedThroughputExceededException:
      return {"ProvisionedThroughputExceededException"};
    case ErrorCode::RequestLimitExceeded:
      return {"RequestLimitExceeded"};
    case ErrorCode::ResourceInUseException:
      return {"ResourceInUseException"};
    case ErrorCode::ResourceNotFoundException:
      return {"ResourceNotFoundException"};
    case ErrorCode::SerializationException:
      return {"SerializationException", kCoralService, "Message", Text::WhenGiven};
    case ErrorCode::ThrottlingException:
      return {"ThrottlingException", kCoralAvailability};
    case ErrorCode::TransactionCanceledException:
      return {"TransactionCanceledException", kService, "Message"};
    case ErrorCode::TransactionConflictException:
      return {"TransactionConflictException"};
    case ErrorCode::TransactionInProgressException:
      return {"TransactionInProgressException", kService, "Message"};
    case ErrorCode::TrimmedDataAccessException:
      return {"TrimmedDataAccessException"};
    case ErrorCode::UnknownOperationException:
      return {"UnknownOperationException", kCoralService, "message", Text::WhenGiven};
    case ErrorCode::UnrecognizedClientException:
      return {"UnrecognizedClientException", kCoralService};
    case ErrorCode::ValidationException:
      return {"ValidationException", kCoralValidate};
  }
  return {"InternalServerError", kService, "message", Text::Always, 500};
}

// One entry per action; those that did not fail have a code only.
void writeReasons(ResponseWriter& json, const std::vector<CancellationReason>& reasons) {
  json.key("CancellationReasons");
  json.beginArray();
  for (const CancellationReason& reason : reasons) {
    json.beginObject();
    json.member("Code", reason.code);
    if (!reason.message.empty()) json.member("Message", reason.message);
    if (!reason.item.empty()) {
      json.key("Item");
      json.item(ItemView(reason.item));
    }
    json.endObject();
  }
  json.endArray();
}

// The member's first letter is small in the one exception that is not DynamoDB's own (model of the API).
void writeThrottlingReasons(ResponseWriter& json, const Error& error) {
  json.key(error.code == ErrorCode::ThrottlingException ? "throttlingReasons" : "ThrottlingReasons");
  json.beginArray();
  for (const ThrottlingReason& reason : error.throttling_reasons) {
    json.beginObject();
    json.member("reason", reason.reason);
    json.member("resource", reason.resource);
    json.endObject();
  }
  json.endArray();
}

}  // namespace

int httpStatus(ErrorCode code) { return rowOf(code).status; }

std::string_view errorName(ErrorCode code) { return rowOf(code).name; }

std::string errorJson(const Error& error) {
  const Row row = rowOf(error.code);
  ResponseWriter json;
  json.beginObject();
  json.member("__type", std::string(row.prefix).append(row.name));
  if (row.text == Text::Always || !error.message.empty()) json.member(row.key, error.message);
  if (error.has_item) {
    json.key("Item");
    json.item(ItemView(error.item));
  }
  if (error.code == ErrorCode::TransactionCanceledException) writeReasons(json, error.cancellation_reasons);
  if (!error.throttling_reasons.empty()) writeThrottlingReasons(json, error);
  json.endObject();
  return json.take();
}

}  // namespace stator
