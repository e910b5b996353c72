// One spelling for JSON values that mean the same: members sorted, no white space. For comparing requests.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "protocol/request.h"

namespace stator {

// Appends `value` without the members of its own level that are named in `without`. Members that are null count as absent.
void appendCanonicalJson(std::string& out, RequestValue value, std::span<const std::string_view> without = {});

}  // namespace stator
