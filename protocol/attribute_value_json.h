// DynamoDB JSON ({"S": "x"}, {"M": {...}} ...) to and from encoded values (types/attribute_value.h).
#pragma once

#include <string>
#include <string_view>

#include "protocol/request.h"
#include "types/item.h"
#include "types/result.h"

namespace stator {

// Checks what the type pass cannot: exactly one type, number syntax, empty and duplicate sets, NULL true, base64, nesting.
// Errors are the service's bare texts (recorded by dynalite and dynoxide), with their family set; callers add wrappers.
Result<AttributeValue> toAttributeValue(RequestValue json);

// A map of attribute values (Item, Key, ExclusiveStartKey), as item bytes. Entries are checked in the order of the body.
Result<std::string> toItem(RequestValue json);

// {"S":"x"} onto `out`.
void appendAttributeValueJson(std::string& out, AttributeValueView value);
// {"a":{"S":"x"},...} onto `out`.
void appendItemJson(std::string& out, ItemView item);
// A JSON string literal with its quotes onto `out`; `text` is UTF-8.
void appendJsonString(std::string& out, std::string_view text);

}  // namespace stator
