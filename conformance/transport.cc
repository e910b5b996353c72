#include "conformance/transport.h"

namespace stator::conformance {

const std::string* Answer::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return &value;
  }
  return nullptr;
}

std::string targetOf(std::string_view operation) {
  constexpr std::string_view kOfStreams[] = {"DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"};
  std::string_view service = "DynamoDB_20120810.";
  for (const std::string_view name : kOfStreams) {
    if (name == operation) service = "DynamoDBStreams_20120810.";
  }
  return std::string(service).append(operation);
}

}  // namespace stator::conformance
