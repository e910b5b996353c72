// Headers that make a request of DynamoDB's API, signed.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace stator {

struct TransferCredentials {
  std::string access_key_id;
  std::string secret_key;
  std::string region;
};

// Of a POST to "/". Names in lower case; `host` with its port.
std::vector<std::pair<std::string, std::string>> signedHeaders(const TransferCredentials& credentials, std::string_view host,
                                                               std::string_view operation, std::string_view body,
                                                               TimePoint now);

}  // namespace stator
