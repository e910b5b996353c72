#include "transfer/service.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "protocol/attribute_value_json.h"

namespace stator {
namespace {

constexpr int kMaxAttempts = 12;                     // of a throttled request
constexpr std::chrono::milliseconds kFirstWait{25};  // doubled with each attempt, up to kMaxWait
constexpr std::chrono::milliseconds kMaxWait{5000};

bool isThrottled(std::string_view type) {
  return type == "ProvisionedThroughputExceededException" || type == "ThrottlingException" || type == "RequestLimitExceeded";
}

}  // namespace

Request parseAnswer(const ServiceAnswer& answer) {
  auto parsed = Request::parse(answer.body);
  if (!parsed) throw TransferError("an answer that is not DynamoDB's (HTTP " + std::to_string(answer.status) + ")");
  return std::move(parsed).value();
}

std::string errorType(const ServiceAnswer& answer) {
  const auto body = Request::parse(answer.body);
  if (answer.status == 200 || !body || (*body)["__type"].kind() != RequestValue::Kind::String) return {};
  const std::string_view type = (*body)["__type"].string();
  return std::string(type.substr(type.find('#') + 1));  // npos + 1 is 0
}

Request must(const Service& service, std::string_view operation, const std::string& json) {
  std::chrono::milliseconds wait = kFirstWait;
  for (int attempt = 1;; ++attempt) {
    const ServiceAnswer answer = service(operation, json);
    if (answer.status == 200) return parseAnswer(answer);
    const std::string type = errorType(answer);
    if (!isThrottled(type) || attempt == kMaxAttempts) {
      const Request body = parseAnswer(answer);
      const bool has_message = body["message"].kind() == RequestValue::Kind::String;
      const std::string text = has_message ? std::string(body["message"].string()) : std::to_string(answer.status);
      throw TransferError(std::string(operation) + ": " + (type.empty() ? "" : type + ": ") + text);
    }
    std::this_thread::sleep_for(wait);
    wait = std::min(2 * wait, kMaxWait);
  }
}

std::string jsonString(std::string_view text) {
  std::string out;
  appendJsonString(out, text);
  return out;
}

}  // namespace stator
