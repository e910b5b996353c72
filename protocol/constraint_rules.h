// The rules of pass 2: the API model with what was observed laid over it, made ready to be walked. Made once, at the first
// use; afterwards constant and safe to read from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "protocol/observed.h"
#include "protocol/patterns.h"
#include "protocol/service_model.h"
#include "protocol/shape.h"

namespace stator {

struct Rule;

struct MemberRule {
  std::string_view name;
  const Rule* rule;
  bool required = false;
  std::string_view required_unless = {};
  Bound bare_bound = Bound::None;
};

// What is checked of a value and of what it contains.
struct Rule {
  const Shape* shape = nullptr;
  int64_t min = Shape::kNoMin;
  int64_t max = Shape::kNoMax;
  std::string_view pattern;
  PatternTest matches = nullptr;                   // of `pattern`
  std::span<const std::string_view> values;        // of an enum, in the order of errors
  std::span<const std::string_view> newer_values;  // see ObservedEnum
  bool table_name = false;                         // see ObservedConstraints
  bool accepts_arn = false;
  bool as_json = false;             // see observedAsJson()
  bool bounded = false;             // has any of the above
  bool constrained = false;         // is bounded, or contains something that is or that is required
  std::vector<MemberRule> members;  // of a structure: those to look at, in the order of errors
  const Rule* key = nullptr;        // of a map
  const Rule* element = nullptr;    // of a list or map
};

struct OperationRules {
  std::string_view name;
  const Rule* input;
  ObservedOperation observed;
  const MemberRule* table_name;  // the request's TableName, when it has one
};

// `operation` is one of operationModels().
const OperationRules& constraintRules(const OperationModel& operation);

}  // namespace stator
