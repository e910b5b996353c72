// JSON out of a parsed document again: the same members in the same order, without white space.
#pragma once

#include <string>

#include "protocol/request.h"

namespace stator {

// Appends nothing for an absent value.
void appendJson(std::string& out, RequestValue value);
std::string jsonText(RequestValue value);

}  // namespace stator
