// The seam between any transport and the engine. execute() is the whole pipeline of a request, in the service's order.
#pragma once

#include <string>
#include <string_view>

#include "types/result.h"

namespace stator {

class Engine;

// Who asks, and so where tables live.
struct Caller {
  std::string account;  // 12 digits
  std::string region;
};

struct ApiRequest {
  std::string_view target;  // X-Amz-Target, e.g. "DynamoDB_20120810.GetItem"; empty when there is none
  std::string_view body;
  // From the transport, which has looked at the authentication but does not know yet whether the request gets that far.
  const Result<Caller>& caller;
};

struct ApiReply {
  int http_status = 200;
  std::string body;  // JSON
};

// Thread-safe. Never throws: a bug is answered as InternalServerError, HTTP 500, and logged.
ApiReply execute(Engine& engine, const ApiRequest& request) noexcept;

}  // namespace stator
