// The seam between any transport and the engine. execute() is the whole pipeline of a request, in the service's order.
#pragma once

#include <chrono>
#include <cstdint>
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

// Who everybody is in a shared database (-sharedDb of DynamoDB Local); the region is the one that it puts into ARNs.
const Caller& sharedCaller();

struct ApiRequest {
  std::string_view target;  // X-Amz-Target, e.g. "DynamoDB_20120810.GetItem"; empty when there is none
  std::string_view body;
  // From the transport, which has looked at the authentication but does not know yet whether the request gets that far.
  const Result<Caller>& caller;
};

// What a fault (operations/faults.h) does to the connection instead of letting the answer through.
enum class ConnectionFate : uint8_t {
  Keep,
  Drop,  // closed without an answer
  Cut,   // closed in the middle of the answer
};

struct ApiReply {
  int http_status = 200;
  std::string body;  // JSON
  // The transport waits that long before it answers, without keeping a thread.
  std::chrono::microseconds delay{0};
  ConnectionFate connection = ConnectionFate::Keep;
  int64_t retry_after_ms = 0;  // of a throttled request: x-amz-retry-after; 0: no such header
};

// Thread-safe. Never throws: a bug is answered as InternalServerError, HTTP 500, and logged.
ApiReply execute(Engine& engine, const ApiRequest& request) noexcept;

}  // namespace stator
