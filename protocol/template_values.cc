#include "protocol/template_values.h"

#include "protocol/table_definitions.h"

namespace stator {
namespace {

constexpr std::string_view kStackName = "local";
constexpr size_t kMaxText = 4096;   // bytes of one resolved text; a table's are far shorter
constexpr int kMaxSteps = 1000000;  // of one template: what refers to itself twice would double with every step

Error tooDeep() { return validationError("is nested too deep, or refers to itself"); }

// The only member of a value that is a call of a function; nullptr for other values.
const JsonValue::Member* callOf(const JsonValue& value) {
  if (!value.IsObject() || value.MemberCount() != 1) return nullptr;
  const auto& member = *value.MemberBegin();
  const std::string_view name = textOf(member.name);
  return name == "Ref" || name == "Condition" || name.starts_with("Fn::") ? &member : nullptr;
}

const JsonValue* objectMember(const JsonValue& object, std::string_view name) {
  return object.IsObject() ? findMember(object, name) : nullptr;
}

}  // namespace

std::string scalarText(const JsonValue& value) {
  if (value.IsString()) return std::string(textOf(value));
  if (value.IsBool()) return value.GetBool() ? "true" : "false";
  if (value.IsInt64()) return std::to_string(value.GetInt64());
  if (value.IsNumber()) return std::to_string(value.GetDouble());
  return {};
}

JsonValue TemplateValues::string(std::string_view text) const { return stringOf(text, allocator_); }

Result<JsonValue> TemplateValues::resolve(const JsonValue& value, int depth) const {
  if (depth > kMaxDefinitionDepth || ++steps_ > kMaxSteps) return tooDeep();
  if (const auto* call = callOf(value)) return callFunction(textOf(call->name), call->value, depth + 1);
  if (value.IsObject()) {
    JsonValue object(rapidjson::kObjectType);
    for (const auto& member : value.GetObject()) {
      JsonValue resolved = TRY(resolve(member.value, depth + 1));
      if (!resolved.IsNull()) object.AddMember(string(textOf(member.name)), std::move(resolved), allocator_);
    }
    return object;
  }
  if (value.IsArray()) {
    JsonValue array(rapidjson::kArrayType);
    for (const JsonValue& element : value.GetArray()) {
      JsonValue resolved = TRY(resolve(element, depth + 1));
      if (!resolved.IsNull()) array.PushBack(std::move(resolved), allocator_);
    }
    return array;
  }
  return JsonValue(value, allocator_);
}

Result<JsonValue> TemplateValues::callFunction(std::string_view name, const JsonValue& argument, int depth) const {
  if (depth > kMaxDefinitionDepth) return tooDeep();
  if (name == "Ref" && argument.IsString()) return refer(textOf(argument), depth);
  if (name == "Fn::Sub") return substitute(argument, depth);
  if (name == "Fn::Join") return join(argument, depth);
  if (name == "Fn::If") return choose(argument, depth);
  if (name == "Fn::FindInMap") return lookUp(argument, depth);
  return validationError("uses " + std::string(name) + ", which the template alone does not tell");
}

Result<JsonValue> TemplateValues::refer(std::string_view name, int depth) const {
  if (name == "AWS::NoValue") return JsonValue();
  if (name == "AWS::Region") return string(region_);
  if (name == "AWS::AccountId") return string(account_);
  if (name == "AWS::Partition") return string("aws");
  if (name == "AWS::StackName") return string(kStackName);
  if (const JsonValue* parameters = objectMember(document_, "Parameters")) {
    if (const JsonValue* parameter = objectMember(*parameters, name)) {
      const JsonValue* value = objectMember(*parameter, "Default");
      if (value == nullptr) return validationError("needs the parameter " + std::string(name) + ", which has no Default");
      return resolve(*value, depth + 1);
    }
  }
  if (const JsonValue* resources = objectMember(document_, "Resources"); resources && objectMember(*resources, name)) {
    return string(name);
  }
  return validationError("refers to " + std::string(name) + ", which the template does not have");
}

Result<std::string> TemplateValues::text(const JsonValue& value, int depth) const {
  const JsonValue resolved = TRY(resolve(value, depth + 1));
  if (resolved.IsObject() || resolved.IsArray()) return validationError("has a list or an object where a text should be");
  return scalarText(resolved);
}

// "${Name}" is what Ref gives, or a variable of the call's own; "${!Literal}" stays without its mark.
Result<JsonValue> TemplateValues::substitute(const JsonValue& argument, int depth) const {
  const bool has_variables = argument.IsArray() && argument.Size() == 2 && argument[0].IsString() && argument[1].IsObject();
  if (!argument.IsString() && !has_variables)
    return validationError("has an Fn::Sub that is neither a text nor a text and variables");
  std::string_view rest = textOf(argument.IsString() ? argument : argument[0]);
  std::string out;
  for (size_t start; (start = rest.find("${")) != std::string_view::npos;) {
    const size_t end = rest.find('}', start);
    if (end == std::string_view::npos) break;
    out.append(rest.substr(0, start));
    const std::string_view name = rest.substr(start + 2, end - start - 2);
    rest.remove_prefix(end + 1);
    const JsonValue* variable = has_variables ? findMember(argument[1], name) : nullptr;
    if (name.starts_with('!')) {
      out.append("${").append(name.substr(1)).append("}");
    } else if (variable != nullptr) {
      out.append(TRY(text(*variable, depth + 1)));
    } else if (name.find('.') != std::string_view::npos) {
      return validationError("uses ${" + std::string(name) + "}, which the template alone does not tell");
    } else {
      out.append(scalarText(TRY(refer(name, depth + 1))));
    }
    if (out.size() > kMaxText) return tooDeep();
  }
  return string(out.append(rest));
}

Result<JsonValue> TemplateValues::join(const JsonValue& argument, int depth) const {
  if (!argument.IsArray() || argument.Size() != 2 || !argument[0].IsString())
    return validationError("has a malformed Fn::Join");
  const JsonValue parts = TRY(resolve(argument[1], depth + 1));
  if (!parts.IsArray()) return validationError("has a malformed Fn::Join");
  std::string out;
  for (const JsonValue& part : parts.GetArray()) {
    if (&part != parts.Begin()) out.append(textOf(argument[0]));
    out.append(TRY(text(part, depth + 1)));
    if (out.size() > kMaxText) return tooDeep();
  }
  return string(out);
}

Result<JsonValue> TemplateValues::choose(const JsonValue& argument, int depth) const {
  if (!argument.IsArray() || argument.Size() != 3 || !argument[0].IsString())
    return validationError("has a malformed Fn::If");
  return resolve(argument[TRY(holdsNamed(textOf(argument[0]), depth + 1)) ? 1 : 2], depth + 1);
}

Result<JsonValue> TemplateValues::lookUp(const JsonValue& argument, int depth) const {
  if (!argument.IsArray() || argument.Size() < 3) return validationError("has a malformed Fn::FindInMap");
  const JsonValue* found = objectMember(document_, "Mappings");
  std::string path;
  for (rapidjson::SizeType i = 0; i < 3 && found != nullptr; ++i) {
    const std::string key = TRY(text(argument[i], depth + 1));
    path.append(i == 0 ? "" : ".").append(key);
    found = objectMember(*found, key);
  }
  if (found == nullptr) return validationError("needs the mapping " + path + ", which the template does not have");
  return resolve(*found, depth + 1);
}

Result<bool> TemplateValues::holdsNamed(std::string_view condition, int depth) const {
  const JsonValue* conditions = objectMember(document_, "Conditions");
  const JsonValue* found = conditions ? objectMember(*conditions, condition) : nullptr;
  if (found == nullptr)
    return validationError("needs the condition " + std::string(condition) + ", which the template does not have");
  return holds(*found, depth + 1);
}

Result<bool> TemplateValues::holds(const JsonValue& condition, int depth) const {
  if (depth > kMaxDefinitionDepth || ++steps_ > kMaxSteps) return tooDeep();
  const auto* call = callOf(condition);
  if (call == nullptr) return validationError("has a malformed condition");
  const std::string_view name = textOf(call->name);
  const JsonValue& argument = call->value;
  if (name == "Condition" && argument.IsString()) return holdsNamed(textOf(argument), depth + 1);
  if (!argument.IsArray() || argument.Empty()) return validationError("has a malformed condition");
  if (name == "Fn::Equals" && argument.Size() == 2) {
    return TRY(text(argument[0], depth + 1)) == TRY(text(argument[1], depth + 1));
  }
  if (name == "Fn::Not") return !TRY(holds(argument[0], depth + 1));
  if (name != "Fn::And" && name != "Fn::Or") return validationError("has a condition with " + std::string(name));
  const bool deciding = name == "Fn::Or";
  for (const JsonValue& part : argument.GetArray()) {
    if (TRY(holds(part, depth + 1)) == deciding) return deciding;
  }
  return !deciding;
}

}  // namespace stator
