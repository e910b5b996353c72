// How deep a request is nested. Beyond some depth the service reads the requests of single items in another, older way, and
// words what is wrong with them accordingly.
#pragma once

#include "protocol/request.h"

namespace stator {

// Objects and arrays around the innermost value, `value` itself included; 0 for a scalar or nothing. Walks all of it.
int nestingDepth(RequestValue value);

// Whether a request has older words (parity suite, captured in eu-west-2 and us-east-1, 2026-10). `outer`: the levels around
// `value`, where it is not the request itself.
bool hasOlderWords(RequestValue value, int outer = 0);

}  // namespace stator
