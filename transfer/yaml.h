// YAML as CloudFormation's and SAM's templates use it, made JSON.
#pragma once

#include <string>
#include <string_view>

#include "types/result.h"

namespace stator {

// Every scalar becomes a string, but an empty plain one, ~ and null become null: templates say what they mean with either.
// Short forms of functions become long ones: !Ref x is {"Ref": "x"}, !GetAtt a.b {"Fn::GetAtt": ["a", "b"]}, !Sub ...
// {"Fn::Sub": ...}. A ValidationException with one line for what is no YAML, for aliases, keys that are not scalars, and
// more than one document.
Result<std::string> yamlToJson(std::string_view yaml);

}  // namespace stator
