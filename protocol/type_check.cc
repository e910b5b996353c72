#include "protocol/type_check.h"

#include <algorithm>
#include <string>

#include "protocol/java_text.h"

namespace stator {
namespace {

constexpr std::string_view kUnexpectedStructure = "Start of structure or map found where not expected";
constexpr std::string_view kUnexpectedField = "Unexpected field type";
// What the service's own parser trips over when a scalar stands where a list or map is an element of a list or map.
constexpr std::string_view kParameterizedType =
    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class "
    "(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader "
    "'bootstrap')";

std::string serviceClass(std::string_view shape) { return "com.amazonaws.dynamodb.v20120810." + std::string(shape); }

// The Java class of a value, as the texts name it.
std::string javaClass(const Shape& shape) {
  switch (shape.type) {
    case ShapeType::String:
      return "java.lang.String";
    case ShapeType::Integer:
      return "java.lang.Integer";
    case ShapeType::Long:
      return "java.lang.Long";
    case ShapeType::Double:
      return "java.lang.Double";
    case ShapeType::Boolean:
      return "java.lang.Boolean";
    case ShapeType::Timestamp:
      return "java.util.Date";  // unverified
    case ShapeType::Blob:
      return "java.nio.ByteBuffer";
    case ShapeType::List:
      return "java.util.List<" + javaClass(*shape.element) + ">";
    case ShapeType::Map:
      return "java.util.Map<java.lang.String, " + javaClass(*shape.element) + ">";
    case ShapeType::Structure:
      return serviceClass(shape.name);
  }
  return {};
}

std::string_view simpleName(ShapeType type) {
  switch (type) {
    case ShapeType::String:
      return "String";
    case ShapeType::Integer:
      return "Integer";
    case ShapeType::Long:
      return "Long";
    case ShapeType::Double:
      return "Double";
    case ShapeType::Boolean:
      return "Boolean";
    default:
      return "Date";  // unverified
  }
}

bool hasFraction(const JsonValue& number) {
  return number.IsDouble() && number.GetDouble() != std::floor(number.GetDouble());
}

// The name that the service's parser has for a scalar.
std::string_view tokenName(const JsonValue& scalar) {
  if (scalar.IsBool()) return scalar.GetBool() ? "TRUE_VALUE" : "FALSE_VALUE";
  if (scalar.IsString()) return "STRING_VALUE";
  return hasFraction(scalar) ? "DECIMAL_VALUE" : "NUMBER_VALUE";
}

// Index in the base64 alphabet, or -1.
int sextet(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

// Whether `text`, its length a multiple of four, is what encoding some bytes gives: no foreign character, padding only at
// the end, its unused bits zero.
bool isCanonicalBase64(std::string_view text) {
  const size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
  text.remove_suffix(padding);
  if (!std::ranges::all_of(text, [](char c) { return sextet(c) >= 0; })) return false;
  const int unused_bits = padding == 2 ? 0xF : padding == 1 ? 0x3 : 0;
  return text.empty() ? padding == 0 : (sextet(text.back()) & unused_bits) == 0;
}

const Member* findModelMember(const Shape& structure, std::string_view name) {
  const auto found = std::ranges::find(structure.members, name, &Member::name);
  return found == structure.members.end() ? nullptr : &*found;
}

class TypeChecker {
 public:
  // False, with a message, at the first wrong type. `nested`: a direct element of a list or map.
  bool check(const JsonValue& json, const Shape& shape, bool nested) {
    switch (shape.type) {
      case ShapeType::String:
        return json.IsString() || refuseScalar(json, shape);
      case ShapeType::Integer:
      case ShapeType::Long:
      case ShapeType::Double:
      case ShapeType::Timestamp:
        return json.IsNumber() || refuseScalar(json, shape);
      case ShapeType::Boolean:
        return checkBoolean(json, shape);
      case ShapeType::Blob:
        return checkBlob(json, shape);
      case ShapeType::List:
        return checkList(json, shape, nested);
      case ShapeType::Map:
        return checkMap(json, shape, nested);
      case ShapeType::Structure:
        return checkStructure(json, shape, nested);
    }
    return true;
  }

  bool checkMembers(const JsonValue& object, const Shape& shape) {
    for (const auto& entry : object.GetObject()) {
      if (entry.value.IsNull()) continue;
      const Member* member = findModelMember(shape, textOf(entry.name));
      if (member != nullptr && !check(entry.value, *member->shape, false)) return false;
    }
    return true;
  }

  std::string takeMessage() { return std::move(message_); }

 private:
  bool refuse(std::string_view message) {
    message_ = message;
    return false;
  }

  bool refuseArray(const Shape& shape) { return refuse("Unrecognized collection type class " + javaClass(shape)); }

  bool refuseScalar(const JsonValue& json, const Shape& shape) {
    if (json.IsArray()) return refuseArray(shape);
    if (json.IsObject()) return refuse(kUnexpectedStructure);
    return refuse(std::string(tokenName(json)) + " cannot be converted to " + std::string(simpleName(shape.type)));
  }

  bool checkBoolean(const JsonValue& json, const Shape& shape) {
    if (json.IsBool()) return true;
    if (!json.IsString()) return refuseScalar(json, shape);
    bool ignored = false;
    return parseBoolean(textOf(json), ignored) || refuse("Unexpected token received from parser");
  }

  bool checkBlob(const JsonValue& json, const Shape& shape) {
    if (json.IsArray() || json.IsObject()) return refuseScalar(json, shape);
    if (!json.IsString()) return refuse("only base-64-encoded strings are convertible to bytes");
    const std::string_view text = textOf(json);
    const size_t length = utf16Length(text);
    if (length % 4 != 0) {
      return refuse("Base64 encoded length is expected a multiple of 4 bytes but found: " + std::to_string(length));
    }
    return isCanonicalBase64(text) || refuse("Invalid last non-pad Base64 character dectected");
  }

  bool checkList(const JsonValue& json, const Shape& shape, bool nested) {
    if (json.IsObject()) return refuse(kUnexpectedStructure);
    if (!json.IsArray()) return refuse(nested ? kParameterizedType : kUnexpectedField);
    for (const JsonValue& element : json.GetArray()) {
      if (!element.IsNull() && !check(element, *shape.element, true)) return false;
    }
    return true;
  }

  bool checkMap(const JsonValue& json, const Shape& shape, bool nested) {
    if (json.IsArray()) return refuse("Unrecognized collection type " + javaClass(shape));
    if (!json.IsObject()) return refuse(nested ? kParameterizedType : kUnexpectedField);
    for (const auto& entry : json.GetObject()) {
      if (!entry.value.IsNull() && !check(entry.value, *shape.element, true)) return false;
    }
    return true;
  }

  bool checkStructure(const JsonValue& json, const Shape& shape, bool nested) {
    if (json.IsArray()) return refuseArray(shape);
    if (!json.IsObject()) return refuse(nested ? "Unexpected value type in payload" : kUnexpectedField);
    return checkMembers(json, shape);
  }

  std::string message_;
};

bool equalsIgnoringCase(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

}  // namespace

Result<void> checkTypes(const JsonValue& root, const Shape& input) {
  TypeChecker checker;
  if (checker.checkMembers(root, input)) return {};
  return Error{ErrorCode::SerializationException, checker.takeMessage()};
}

bool parseBoolean(std::string_view text, bool& value) {
  for (const std::string_view yes : {"true", "1", "yes"}) {
    if (equalsIgnoringCase(text, yes)) return value = true, true;
  }
  for (const std::string_view no : {"false", "0", "no"}) {
    if (equalsIgnoringCase(text, no)) return value = false, true;
  }
  return false;
}

}  // namespace stator
