#include "operations/envelope.h"

#include "protocol/request_depth.h"

namespace stator {

// Sources: captures of July to October 2026 (dynoxide, parity suite). That all three operations prefix all families is known
// for most pairs of them; the rest is by the neighbouring case (unverified).
Error enveloped(Error error, RequestValue request) {
  if (error.code == ErrorCode::ValidationException && error.family != ErrorFamily::Plain && !hasOlderWords(request))
    error.message.insert(0, "1 validation error detected: ");
  return error;
}

}  // namespace stator
