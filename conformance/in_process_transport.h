// Requests straight into a Stator in this process: no sockets, and so no HTTP cases.
#pragma once

#include "conformance/transport.h"

namespace stator::conformance {

// All transports that it makes share one database in memory.
MakeTransport makeInProcessTransport(const std::string& region, const std::string& account);

}  // namespace stator::conformance
