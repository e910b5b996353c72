// Literals and parameters of a PartiQL statement into values.
#pragma once

#include <span>
#include <string>

#include "expression/partiql_tree.h"
#include "types/attribute_value.h"
#include "types/result.h"

namespace stator {

// Whether the node is a value, as far as its own kind says: a literal or a parameter (not a path, call or operation).
bool isPartiqlValue(const PartiqlNode& node);

// What stands at a node, as the service's texts name it: an attribute, "Path", a function, an operator, a kind of value.
std::string nodeText(const PartiqlNode& node);

// The value of a literal or parameter. Errors are the service's bare texts: what is no value ("Unsupported data type: n
// under key root at 1:47:1"), empty or mixed or duplicate sets, duplicate keys, numbers out of range, values nested too
// deep.
Result<AttributeValue> partiqlValue(const PartiqlNode& node, std::span<const AttributeValue> parameters);

// The item of INSERT's VALUE { ... }, encoded.
Result<std::string> partiqlItem(const PartiqlNode& node, std::span<const AttributeValue> parameters);

}  // namespace stator
