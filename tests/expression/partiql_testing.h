// PartiQL statements for tests: what they become, or what is said about them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "expression/evaluate.h"
#include "expression/partiql.h"
#include "tests/expression/expression_testing.h"

namespace stator::testing {

inline constexpr std::string_view kMalformed = "Statement wasn't well formed, can't be processed: ";

// Values of parameters in the notation of expression_testing.h.
inline Result<PartiqlStatement> parse(std::string_view text, const std::vector<std::string>& parameters = {}) {
  std::vector<AttributeValue> values;
  for (const std::string& parameter : parameters) values.push_back(ValueReader(parameter).read());
  return parsePartiql(text, values);
}

inline std::string errorOf(std::string_view text, const std::vector<std::string>& parameters = {}) {
  const auto statement = parse(text, parameters);
  return statement ? "no error" : statement.error().message;
}

// The detail of a statement that is not well formed; "-" if it is something else.
inline std::string malformation(std::string_view text) {
  const std::string error = errorOf(text);
  return error.starts_with(kMalformed) ? error.substr(kMalformed.size()) : "- " + error;
}

// Whether the item satisfies the condition.
inline bool holds(std::string_view condition, std::string_view item, const std::vector<std::string>& parameters = {}) {
  const auto statement = parse("SELECT * FROM t WHERE " + std::string(condition), parameters);
  EXPECT_TRUE(statement) << condition << ": " << (statement ? "" : statement.error().message);
  if (!statement) return false;
  const std::string bytes = ValueReader(item).readItem();
  return evaluate(*statement->where, ItemView(bytes));
}

inline std::string conditionError(std::string_view condition, const std::vector<std::string>& parameters = {}) {
  return errorOf("SELECT * FROM t WHERE " + std::string(condition), parameters);
}

}  // namespace stator::testing
