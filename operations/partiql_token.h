// NextToken: where a SELECT goes on, bound to what it belongs to.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "types/attribute_value.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

// The next read of the plan, and the key behind which it goes on (item bytes; nothing: from its beginning).
struct PartiqlReadPosition {
  size_t read = 0;
  std::optional<std::string> after;
};

// A digest of the table, the statement and its parameters; Limit and ConsistentRead may change between pages.
std::string partiqlTokenBinding(const TableSchema& table, std::string_view statement,
                                std::span<const AttributeValue> parameters);

std::string encodePartiqlToken(const PartiqlReadPosition& position, std::string_view binding);
// Errors: "Invalid NextToken"; "NextToken does not match request" for a token of something else.
Result<PartiqlReadPosition> decodePartiqlToken(std::string_view token, std::string_view binding);

}  // namespace stator
