// How requests reach an endpoint: over HTTP, or straight into a Stator in this process.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "conformance/case_file.h"

namespace stator::conformance {

struct Request {
  std::string operation;  // "PutItem"; empty: `method`, `path` and `headers` are sent as they stand
  std::string body;
  std::string method, path;
  Headers headers;
};

struct Answer {
  int status = 0;
  Headers headers;  // names in lower case
  std::string body;
  std::string failure;  // why there is no answer; empty when there is one

  // nullptr when there is no such header.
  const std::string* header(std::string_view name) const;
};

// Whether an answer is what is wanted, so that it is no reason to try again, throttled or not.
using Wanted = std::function<bool(const Answer&)>;

// Used by one thread at a time.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual bool speaksHttp() const = 0;
  virtual Answer send(const Request& request, const Wanted& wanted) = 0;
};

using MakeTransport = std::function<std::unique_ptr<Transport>()>;

// "DynamoDB_20120810.PutItem"
std::string targetOf(std::string_view operation);

}  // namespace stator::conformance
