// How the service, being Java, counts and prints what it was sent.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "protocol/json.h"
#include "protocol/shape.h"

namespace stator {

// UTF-16 code units of a UTF-8 text.
size_t utf16Length(std::string_view text);

// "TableName" -> "tableName".
void appendLowerFirst(std::string& out, std::string_view name);

// At most kMaxPrintedText bytes of `text`, cut between characters.
inline constexpr size_t kMaxPrintedText = 8192;
std::string_view printedPart(std::string_view text);

// The value as toString prints it: [a, b], {k=v}, KeySchemaElement(attributeName=a, keyType=null). At most some
// kMaxPrintedText bytes.
std::string toJavaText(const JsonValue& value, const Shape& shape);

}  // namespace stator
