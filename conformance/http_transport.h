// Requests over HTTP, signed, throttled and retried as an SDK does it.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

#include "conformance/http_client.h"
#include "conformance/transport.h"

namespace stator::conformance {

struct Credentials {
  std::string access_key_id = "AKIACONFORMANCE";
  std::string secret_access_key = "conformance";
  std::string session_token;
};

struct EndpointSettings {
  HttpClientOptions client;
  Credentials credentials;
  std::string region = "us-east-1";
  int retries = 3;                            // after the first attempt
  std::chrono::milliseconds first_delay{50};  // before a retry; doubles, with jitter
  std::chrono::milliseconds longest_delay{20000};
  double rate = 0;  // requests a second, of all threads together; 0: as many as there are
};

// All transports that it makes share the rate.
MakeTransport makeHttpTransport(const EndpointSettings& settings);

// Whether an SDK would try again after this answer.
bool isRetryable(const Answer& answer);

// Adds x-amz-date, if it is missing, and authorization. `headers` has all others that are sent.
void signHeaders(const std::string& method, const std::string& path, const std::string& body,
                 const EndpointSettings& settings, std::chrono::system_clock::time_point now, Headers& headers);

}  // namespace stator::conformance
