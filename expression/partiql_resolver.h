// Expressions of PartiQL into conditions and updates, with all the checks that need no item.
#pragma once

#include <deque>
#include <span>

#include "expression/partiql_tree.h"
#include "expression/syntax_tree.h"
#include "types/result.h"

namespace stator {

// What resolving needs: the parameters, and where values are kept that trees borrow.
struct PartiqlValues {
  std::span<const AttributeValue> parameters;
  std::deque<AttributeValue>& kept;

  Result<AttributeValueView> keep(const PartiqlNode& node);
};

Result<Condition> resolvePartiqlCondition(const PartiqlNode& where, PartiqlValues& values);
Result<UpdateExpression> resolvePartiqlUpdate(const std::vector<RawPartiqlStatement::Assignment>& assignments,
                                              PartiqlValues& values);

// "Unrecognized function: foo at 1:40:3"
Error unrecognizedFunction(const PartiqlNode& call);
Error wrongOperandTypeError(std::string_view operation, AttributeType type);
Error wrongOperandCountError(const PartiqlNode& call);

}  // namespace stator
