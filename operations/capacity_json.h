// The JSON form of what a table has consumed, as GET /_stator/capacity answers it.
#pragma once

#include "operations/throughput.h"
#include "protocol/response_writer.h"

namespace stator {

void writeTableCapacity(ResponseWriter& out, const TableCapacity& table);

}  // namespace stator
