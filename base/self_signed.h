// A certificate that vouches for itself, for TLS on one's own machine.
#pragma once

#include <span>
#include <string>

#include "base/clock.h"

namespace stator {

struct PemCertificate {
  std::string certificate, private_key;  // PEM
};

// For these host names and addresses, with a new P-256 key, valid from a day before `now` for about a year. Throws
// std::runtime_error if OpenSSL cannot.
PemCertificate makeSelfSignedCertificate(std::span<const std::string> names, TimePoint now);

}  // namespace stator
