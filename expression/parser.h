// From expression text to trees. Each function checks size, syntax, reserved words, placeholders, operand counts and
// types, and reports the service's text with the right prefix ("Invalid FilterExpression: ..."). All errors are of family
// Syntax but for DistinctOperands and, in updates, UpdateStructure: by October 2026 the service prefixed undefined values
// and reserved words in PutItem and UpdateItem just as it did syntax errors before (captures of eu-west-2 and us-east-1).
// Depth, operators and operands are limited (types/limits.h), so that no text can exhaust the stack.
#pragma once

#include <string_view>

#include "expression/placeholders.h"
#include "expression/syntax_tree.h"
#include "types/result.h"

namespace stator {

enum class ConditionKind : uint8_t { Condition, Filter };  // ConditionExpression, FilterExpression: only the prefix differs

Result<Condition> parseCondition(ConditionKind kind, std::string_view text, Placeholders& placeholders);
Result<ProjectionExpression> parseProjection(std::string_view text, Placeholders& placeholders);
Result<UpdateExpression> parseUpdate(std::string_view text, Placeholders& placeholders);
// A key condition in two steps, since what it may contain is judged later than its syntax; and both at once.
Result<Condition> parseKeyConditionTree(std::string_view text, Placeholders& placeholders);
Result<KeyConditions> keyConditionsFrom(const Condition& condition);
Result<KeyConditions> parseKeyCondition(std::string_view text, Placeholders& placeholders);

// Any case. The service's list of 573 words.
bool isReservedWord(std::string_view word);

}  // namespace stator
