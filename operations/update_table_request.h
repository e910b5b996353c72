// What can be said about an UpdateTable request without its table: whether it changes anything, and which changes may come
// together. Nearly every change has to come alone.
#pragma once

#include "protocol/request.h"
#include "types/result.h"

namespace stator {

Result<void> checkUpdateRequest(RequestValue request);

// Whether the member asks for a change. Empty ceilings and an empty WarmThroughput do not.
bool asksFor(RequestValue request, std::string_view member);

// Whether indexes are to come or go, not only to change.
bool asksForIndexes(RequestValue request);

}  // namespace stator
