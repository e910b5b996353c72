#include "transfer/signing.h"

#include <ctime>

#include "protocol/sigv4.h"

namespace stator {

std::vector<std::pair<std::string, std::string>> signedHeaders(const TransferCredentials& credentials, std::string_view host,
                                                               std::string_view operation, std::string_view body,
                                                               TimePoint now) {
  const std::time_t seconds = static_cast<std::time_t>(now.time_since_epoch().count() / 1000000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char time[32];
  std::strftime(time, sizeof time, "%Y%m%dT%H%M%SZ", &utc);
  SignedRequest request{"POST", "/", "", {}, body};
  request.headers = {{"content-type", "application/x-amz-json-1.0"},
                     {"host", std::string(host)},
                     {"x-amz-date", time},
                     {"x-amz-target", "DynamoDB_20120810." + std::string(operation)}};
  const CredentialScope scope{credentials.access_key_id, std::string(time, 8), credentials.region, "dynamodb"};
  request.headers.emplace_back("authorization", signRequest(request, scope, credentials.secret_key));
  return request.headers;
}

}  // namespace stator
