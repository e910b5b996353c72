// DynamoDB JSON ({"S": "x"}, {"M": {...}} ...) to and from encoded values (types/attribute_value.h).
#pragma once

#include <string>
#include <string_view>

#include "protocol/request.h"
#include "types/item.h"
#include "types/result.h"

namespace stator {

// The service looks at values in one of two ways, which differ in the words for bad numbers and sets (parity suite, captured
// in four regions, 2026-10). Older: BatchWriteItem, Scan and PartiQL; in most regions transactions as well.
enum class ValueLayer : uint8_t { Current, Older };

// Checks what the type pass cannot: exactly one type, number syntax, empty and duplicate sets, NULL true, base64, nesting.
// Errors are the service's bare texts, with their family set; callers add wrappers.
Result<AttributeValue> toAttributeValue(RequestValue json, ValueLayer layer = ValueLayer::Current);

// A map of attribute values (Item, Key, ExclusiveStartKey), as item bytes. Of its own attributes' names, then of their
// values, the first error in the order of the body is reported; that something is nested too deep comes before names within.
Result<std::string> toItem(RequestValue json, ValueLayer layer = ValueLayer::Current);

// {"S":"x"} onto `out`.
void appendAttributeValueJson(std::string& out, AttributeValueView value);
// {"a":{"S":"x"},...} onto `out`.
void appendItemJson(std::string& out, ItemView item);
// A JSON string literal with its quotes onto `out`; `text` is UTF-8.
void appendJsonString(std::string& out, std::string_view text);

}  // namespace stator
