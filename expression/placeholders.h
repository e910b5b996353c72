// ExpressionAttributeNames and ExpressionAttributeValues of one request, and which of them its expressions used.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "types/attribute_value.h"
#include "types/result.h"

namespace stator {

// Not thread-safe; lives as long as the request. Trees made with it borrow its values.
class Placeholders {
 public:
  // A key not of the form #[0-9a-zA-Z_]+ or :[0-9a-zA-Z_]+ is an error: "ExpressionAttributeNames contains invalid key:
  // Syntax error; key: "<key>"" (and the Values form); a key over 255 bytes too.
  Result<void> addName(std::string key, std::string name);
  Result<void> addValue(std::string key, AttributeValue value);
  static Result<void> checkValueKey(std::string_view key);  // what addValue() says about the key

  // The substitution, marked as used; nullptr when there is none.
  const std::string* name(std::string_view key);
  const AttributeValue* value(std::string_view key);

  // "Value provided in ExpressionAttributeNames unused in expressions: keys: {<#a>, <#b>}", names before values.
  // Family Unused.
  Result<void> checkAllUsed() const;

 private:
  struct Name {
    std::string name;
    bool used = false;
  };
  struct Value {
    AttributeValue value;
    bool used = false;
  };
  std::map<std::string, Name, std::less<>> names_;
  std::map<std::string, Value, std::less<>> values_;
};

}  // namespace stator
