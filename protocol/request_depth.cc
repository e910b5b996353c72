#include "protocol/request_depth.h"

#include <algorithm>

#include "protocol/json.h"
#include "protocol/observed.h"

namespace stator {
namespace {

// Recursion is bounded by kMaxJsonDepth, which the parser has enforced.
int depthOf(const JsonValue& json) {
  int deepest = 0;
  if (json.IsObject()) {
    for (const auto& member : json.GetObject()) deepest = std::max(deepest, depthOf(member.value));
  } else if (json.IsArray()) {
    for (const JsonValue& element : json.GetArray()) deepest = std::max(deepest, depthOf(element));
  } else {
    return 0;
  }
  return deepest + 1;
}

}  // namespace

int nestingDepth(RequestValue value) { return value ? depthOf(*static_cast<const JsonValue*>(value.json())) : 0; }

bool hasOlderWords(RequestValue value, int outer) { return nestingDepth(value) + outer > kMaxNewerDepth; }

}  // namespace stator
