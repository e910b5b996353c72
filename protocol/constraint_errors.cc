#include "protocol/constraint_errors.h"

#include "protocol/java_text.h"
#include "protocol/json_text.h"

namespace stator {
namespace {

constexpr std::string_view kFailed = "' failed to satisfy constraint: ";

void appendPath(std::string& out, const Path& path, bool as_sent) {
  if (path.parent != nullptr) {
    appendPath(out, *path.parent, as_sent);
    out += '.';
  }
  switch (path.step) {
    case Path::Step::Member:
      if (as_sent) {
        out += path.name;
      } else {
        appendLowerFirst(out, path.name);
      }
      break;
    case Path::Step::Element:
      out += std::to_string(path.position);
      out += ".member";
      break;
    case Path::Step::Entry:
      out += printedPart(path.name);
      out += ".member";
      break;
  }
}

bool isNumeric(ShapeType type) { return type == ShapeType::Integer || type == ShapeType::Long || type == ShapeType::Double; }

std::string boundText(const Rule& rule, std::string_view relation, int64_t bound) {
  std::string text = isNumeric(rule.shape->type) ? "Member must have value " : "Member must have length ";
  text += relation;
  text += " than or equal to ";
  return text + std::to_string(bound);
}

}  // namespace

std::string toText(const Path& path, bool as_sent) {
  std::string text;
  appendPath(text, path, as_sent);
  return text;
}

std::string minText(const Rule& rule) { return boundText(rule, "greater", rule.min); }
std::string maxText(const Rule& rule) { return boundText(rule, "less", rule.max); }

std::string patternText(const Rule& rule) {
  return "Member must satisfy regular expression pattern: " + std::string(rule.pattern);
}

std::string enumText(std::span<const std::string_view> values) {
  std::string text = "Member must satisfy enum value set: [";
  for (const std::string_view value : values) {
    if (text.back() != '[') text += ", ";
    text += value;
  }
  return text + "]";
}

std::string allTexts(const Rule& rule) {
  std::string text = "[";
  const auto add = [&](const std::string& one) {
    if (text.size() > 1) text += ", ";
    text += one;
  };
  if (rule.max != Shape::kNoMax) add(maxText(rule));
  if (rule.min != Shape::kNoMin) add(minText(rule));
  if (!rule.pattern.empty()) add(patternText(rule));
  if (!rule.values.empty()) add(enumText(rule.values));
  return text + "]";
}

void ConstraintErrors::add(const Path& path, const JsonValue* value, const Rule& rule, std::string_view text) {
  if (value == nullptr) return append("Value null", path, false, text);
  const std::string printed =
      rule.as_json ? std::string(printedPart(jsonText(RequestValue::fromJson(value)))) : toJavaText(*value, *rule.shape);
  append("Value '" + printed + "'", path, false, text);
}

void ConstraintErrors::addBare(const Path& path, std::string_view text) { append("Value", path, true, text); }

void ConstraintErrors::addPlaceless(std::string_view text) {
  if (!full()) texts_.push_back("Failed to satisfy constraint: " + std::string(text));
}

void ConstraintErrors::append(std::string head, const Path& path, bool as_sent, std::string_view text) {
  if (full()) return;
  head += " at '";
  appendPath(head, path, as_sent);
  head += kFailed;
  head += text;
  texts_.push_back(std::move(head));
}

Error ConstraintErrors::take() {
  std::string message = std::to_string(texts_.size());
  message += texts_.size() == 1 ? " validation error detected: " : " validation errors detected: ";
  for (size_t i = 0; i < texts_.size(); ++i) {
    if (i > 0) message += "; ";
    message += texts_[i];
  }
  texts_.clear();
  return validationError(std::move(message));
}

}  // namespace stator
