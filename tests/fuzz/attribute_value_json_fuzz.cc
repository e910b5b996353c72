// Any JSON, read as an item and as one value: what is accepted is well-formed, and written and read again it is the same.
#include "protocol/attribute_value_json.h"

#include <cstdint>
#include <cstdlib>

#include "types/limits.h"

namespace {

using namespace stator;

void require(bool condition) {
  if (!condition) std::abort();
}

void checkItem(const std::string& item) {
  require(isWellFormedItem(item, kMaxNestingDepth));
  std::string json;
  appendItemJson(json, ItemView(item));
  const Result<Request> again = Request::parse(json);
  require(static_cast<bool>(again));
  const Result<std::string> item_again = toItem(again->root());
  require(item_again && *item_again == item);
}

void checkValue(const AttributeValue& value) {
  require(isWellFormedValue(value.encoded(), kMaxNestingDepth));
  std::string json;
  appendAttributeValueJson(json, value);
  const Result<Request> again = Request::parse(json);
  require(static_cast<bool>(again));
  const Result<AttributeValue> value_again = toAttributeValue(again->root());
  require(value_again && *value_again == value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Result<Request> request = Request::parse({reinterpret_cast<const char*>(data), size});
  if (!request) return 0;
  if (const auto item = toItem(request->root())) checkItem(*item);
  if (const auto value = toAttributeValue(request->root())) checkValue(*value);
  return 0;
}
