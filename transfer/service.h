// DynamoDB's API as load and dump use it: whoever answers, a server over HTTP or a database in this process.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "protocol/request.h"

namespace stator {

struct ServiceAnswer {
  int status = 0;  // HTTP
  std::string body;
};

// Throws std::runtime_error when there is no answer.
using Service = std::function<ServiceAnswer(std::string_view operation, const std::string& json)>;

// One line for the user.
class TransferError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// An answer's body. Throws TransferError when it is no JSON object.
Request parseAnswer(const ServiceAnswer& answer);
// "ValidationException" of an error's body; empty when there is none.
std::string errorType(const ServiceAnswer& answer);
// Throws TransferError "<operation>: <type>: <message>" unless the status is 200. Throttled requests are made again for a
// while.
Request must(const Service& service, std::string_view operation, const std::string& json);

// A JSON string literal with its quotes.
std::string jsonString(std::string_view text);

}  // namespace stator
