// One request that was answered, for whoever watches (logs, tests).
#pragma once

#include <chrono>
#include <functional>
#include <string_view>

namespace stator {

// What is not known is empty; valid during the call alone.
struct ObservedRequest {
  std::string_view operation;  // "GetItem"; of an unknown one what stood in X-Amz-Target
  std::string_view table;      // as the request names it; the first one where it names several
  std::string_view account, region;
  int http_status = 200;
  std::string_view error;  // "ResourceNotFoundException"
  std::chrono::nanoseconds duration{0};
};

// Called once a request, from the thread that answers it, before the answer is sent. Must be thread-safe and must not throw.
using RequestObserver = std::function<void(const ObservedRequest&)>;

}  // namespace stator
