// The certificate and the rules with which a server speaks TLS.
#pragma once

#include <boost/asio/ssl/context.hpp>

#include <string>

#include "base/clock.h"
#include "server/http_server.h"

namespace stator {

// TLS 1.2 and up. Throws std::runtime_error with one line when a file cannot be used. With `tls.self_signed` the certificate
// is new, for this machine's names and `address`, and written to tls.certificate_file if that is not empty.
boost::asio::ssl::context makeTlsContext(const TlsOptions& tls, const std::string& address, const Clock& clock);

}  // namespace stator
