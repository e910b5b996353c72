// CloudFormation's intrinsic functions, as far as a template alone can tell what they give.
#pragma once

#include <string>
#include <string_view>

#include "protocol/json.h"
#include "types/result.h"

namespace stator {

class TemplateValues {
 public:
  using Allocator = rapidjson::Document::AllocatorType;

  // Borrows everything. `document` is the template, nested at most kMaxDefinitionDepth deep.
  TemplateValues(const JsonValue& document, std::string_view account, std::string_view region, Allocator& allocator)
      : document_(document), account_(account), region_(region), allocator_(allocator) {}

  // `value` with its functions replaced by what they give. Members and elements that are AWS::NoValue are left out.
  // Errors: one line that names what cannot be resolved.
  Result<JsonValue> resolve(const JsonValue& value, int depth = 0) const;
  // Of a resource's or an Fn::If's condition.
  Result<bool> holds(const JsonValue& condition, int depth = 0) const;
  Result<bool> holdsNamed(std::string_view condition, int depth = 0) const;

 private:
  Result<JsonValue> callFunction(std::string_view name, const JsonValue& argument, int depth) const;
  Result<JsonValue> refer(std::string_view name, int depth) const;
  Result<JsonValue> substitute(const JsonValue& argument, int depth) const;
  Result<JsonValue> join(const JsonValue& argument, int depth) const;
  Result<JsonValue> choose(const JsonValue& argument, int depth) const;
  Result<JsonValue> lookUp(const JsonValue& argument, int depth) const;
  Result<std::string> text(const JsonValue& value, int depth) const;
  JsonValue string(std::string_view text) const;

  const JsonValue& document_;
  std::string account_;
  std::string region_;
  Allocator& allocator_;
  mutable int steps_ = 0;  // taken so far
};

// A number, a boolean or a string as text; nothing for others.
std::string scalarText(const JsonValue& value);

}  // namespace stator
