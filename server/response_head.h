// An answer's status line and headers as bytes.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "server/http_message.h"

namespace stator {

// "Sat, 21 Nov 2026 12:00:00 GMT" (RFC 9110, section 5.6.7). The view is valid until this thread's next call.
std::string_view httpDate(TimePoint time);

struct ResponseFraming {
  bool keep_alive = true;
  bool http_1_0 = false;
};

// Replaces `out` by everything up to and including the empty line. The checksum is of response.body as it stands,
// since that is what clients check: botocore and the Java SDK compute it over the bytes as received, before they
// decompress. `request_id` is left out of answers that do not come from the service.
void writeResponseHead(const HttpResponse& response, ResponseFraming framing, std::string_view request_id, TimePoint now,
                       std::string& out);

}  // namespace stator
