// DynamoDB's API of a server over HTTP or HTTPS, for the program's load and dump.
#pragma once

#include <string>

#include "transfer/service.h"
#include "transfer/signing.h"

namespace stator {

// Connects with the first request and keeps the connection. The service may be copied and throws std::runtime_error with one
// line when there is no answer within a minute. Certificates must be ones that this machine trusts (SSL_CERT_FILE names
// more).
Service httpService(const std::string& url, const TransferCredentials& credentials);

}  // namespace stator
