#include "expression/placeholders.h"

#include <algorithm>

#include "types/attribute_name.h"
#include "types/limits.h"

namespace stator {
namespace {

bool isWordPart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

Result<void> checkKey(std::string_view parameter, std::string_view key, char sigil) {
  const bool well_formed = key.size() > 1 && key[0] == sigil && std::all_of(key.begin() + 1, key.end(), isWordPart);
  std::string_view problem;
  if (!well_formed) {
    problem = "Syntax error";
  } else if (key.size() > kMaxPlaceholderSize) {
    problem = "The expression attribute map contains a key that is too long";  // DynamoDB Local; what follows is unverified
  } else {
    return {};
  }
  std::string text(parameter);
  text.append(" contains invalid key: ").append(problem).append("; key: \"").append(key).append("\"");
  return validationError(std::move(text), ErrorFamily::Syntax);  // the family is unverified
}

template <class Map>
Result<void> checkUsed(std::string_view parameter, const Map& map) {
  std::string keys;
  for (const auto& [key, entry] : map) {
    if (entry.used) continue;
    if (!keys.empty()) keys.append(", ");
    keys.append(key);
  }
  if (keys.empty()) return {};
  std::string text = "Value provided in ";
  text.append(parameter).append(" unused in expressions: keys: {").append(keys).append("}");
  return validationError(std::move(text), ErrorFamily::Unused);
}

}  // namespace

Result<void> Placeholders::addName(std::string key, std::string name) {
  TRY(checkKey("ExpressionAttributeNames", key, '#'));
  if (const Result<void> named = checkAttributeName(name); !named) {
    // In the manner of ExpressionAttributeValues; unverified.
    return validationError("ExpressionAttributeNames contains invalid value: " + named.error().message + " for key " + key);
  }
  names_.insert_or_assign(std::move(key), Name{std::move(name)});
  return {};
}

Result<void> Placeholders::checkValueKey(std::string_view key) { return checkKey("ExpressionAttributeValues", key, ':'); }

Result<void> Placeholders::addValue(std::string key, AttributeValue value) {
  TRY(checkValueKey(key));
  values_.insert_or_assign(std::move(key), Value{std::move(value)});
  return {};
}

const std::string* Placeholders::name(std::string_view key) {
  const auto found = names_.find(key);
  if (found == names_.end()) return nullptr;
  found->second.used = true;
  return &found->second.name;
}

const AttributeValue* Placeholders::value(std::string_view key) {
  const auto found = values_.find(key);
  if (found == values_.end()) return nullptr;
  found->second.used = true;
  return &found->second.value;
}

Result<void> Placeholders::checkAllUsed() const {
  TRY(checkUsed("ExpressionAttributeNames", names_));
  TRY(checkUsed("ExpressionAttributeValues", values_));
  return {};
}

}  // namespace stator
