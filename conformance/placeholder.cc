#include "conformance/placeholder.h"

#include <regex>
#include <utility>
#include <vector>

namespace stator::conformance {
namespace {

using Kind = Placeholder::Kind;

constexpr std::pair<std::string_view, Kind> kPlain[] = {
    {"$any", Kind::Any},         {"$string", Kind::String}, {"$number", Kind::Number}, {"$integer", Kind::Integer},
    {"$boolean", Kind::Boolean}, {"$time", Kind::Time},     {"$uuid", Kind::Uuid},     {"$absent", Kind::Absent},
};

constexpr const char* kUuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
constexpr double kEarliestTime = 1e9, kLatestTime = 1e11;  // seconds: after 2001, and not milliseconds
// std::regex recurses with the length of what it looks at.
constexpr size_t kMaxRegexText = 20000;

bool fullMatch(std::string_view text, const std::string& regex, std::cmatch* groups = nullptr) {
  if (text.size() > kMaxRegexText) return false;
  std::cmatch unused;
  return std::regex_match(text.data(), text.data() + text.size(), groups ? *groups : unused, std::regex(regex));
}

bool isTime(const Json& value) {
  return value.IsNumber() && value.GetDouble() > kEarliestTime && value.GetDouble() < kLatestTime;
}

// "1e3" and "5.0" are not integers, "5" is.
bool isInteger(const Json& value) { return value.IsInt64() || value.IsUint64(); }

std::string escapeRegex(std::string_view literal) {
  std::string escaped;
  for (const char c : literal) {
    if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) escaped.push_back('\\');
    escaped.push_back(c);
  }
  return escaped;
}

// The regex of a placeholder within a text.
std::string regexOf(const Placeholder& placeholder) {
  switch (placeholder.kind) {
    case Kind::Number:
      return "-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?";
    case Kind::Integer:
      return "-?[0-9]+";
    case Kind::Time:
      return "[0-9]{10}(?:\\.[0-9]+)?";
    case Kind::Boolean:
      return "(?:true|false)";
    case Kind::Uuid:
      return kUuid;
    case Kind::Regex:
      return "(?:" + placeholder.argument + ")";
    case Kind::Save: {
      const auto inner = readPlaceholder(placeholder.inner);
      return "(" + (inner ? regexOf(*inner) : "[^]*?") + ")";
    }
    default:
      return "[^]*?";
  }
}

struct InlinePattern {
  std::string regex;
  std::vector<std::string> saves;  // names of the groups, in order
  std::string problem;
};

// "{{$re(a{2})}}" ends at the last of the closing braces that follow each other.
size_t endOfInline(std::string_view pattern, size_t begin) {
  size_t end = pattern.find("}}", begin);
  while (end != pattern.npos && end + 2 < pattern.size() && pattern[end + 2] == '}') ++end;
  return end;
}

InlinePattern readInline(std::string_view pattern) {
  InlinePattern result;
  size_t done = 0;
  for (size_t at = pattern.find("{{$"); at != pattern.npos; at = pattern.find("{{$", done)) {
    const size_t end = endOfInline(pattern, at);
    const std::string_view name = pattern.substr(at + 2, end == pattern.npos ? pattern.npos : end - at - 2);
    const auto placeholder = readPlaceholder(name);
    if (end == pattern.npos || !placeholder || placeholder->kind == Kind::Absent) {
      result.problem = "unknown placeholder {{" + std::string(name) + "}}";
      return result;
    }
    result.regex += escapeRegex(pattern.substr(done, at - done)) + regexOf(*placeholder);
    if (placeholder->kind == Kind::Save) result.saves.push_back(placeholder->argument);
    done = end + 2;
  }
  result.regex += escapeRegex(pattern.substr(done));
  return result;
}

std::string checkRegex(const std::string& regex) {
  try {
    const std::regex compiled(regex);
    return {};
  } catch (const std::regex_error& error) {
    return "regex " + regex + ": " + error.what();
  }
}

std::optional<Placeholder> readSave(std::string_view arguments) {
  const size_t comma = arguments.find(',');
  Placeholder placeholder{Kind::Save, std::string(arguments.substr(0, comma)), {}};
  if (placeholder.argument.empty()) return std::nullopt;
  if (comma == arguments.npos) return placeholder;
  const size_t inner = arguments.find_first_not_of(' ', comma + 1);
  if (inner == arguments.npos || !readPlaceholder(arguments.substr(inner))) return std::nullopt;
  placeholder.inner = arguments.substr(inner);
  return placeholder;
}

}  // namespace

std::optional<Placeholder> readPlaceholder(std::string_view text) {
  for (const auto& [name, kind] : kPlain) {
    if (text == name) return Placeholder{kind, {}, {}};
  }
  if (!text.ends_with(')')) return std::nullopt;
  const size_t open = text.find('(');
  const std::string_view name = text.substr(0, open);
  const std::string_view arguments = open == text.npos ? "" : text.substr(open + 1, text.size() - open - 2);
  if (name == "$re") return Placeholder{Kind::Regex, std::string(arguments), {}};
  return name == "$save" ? readSave(arguments) : std::nullopt;
}

bool hasInlinePlaceholders(std::string_view text) { return text.find("{{$") != text.npos; }

bool accepts(const Placeholder& placeholder, const Json& value, Saved& saved) {
  switch (placeholder.kind) {
    case Kind::Any:
      return true;
    case Kind::String:
      return value.IsString();
    case Kind::Number:
      return value.IsNumber();
    case Kind::Integer:
      return isInteger(value);
    case Kind::Boolean:
      return value.IsBool();
    case Kind::Time:
      return isTime(value);
    case Kind::Uuid:
      return value.IsString() && fullMatch(textOf(value), kUuid);
    case Kind::Absent:
      return false;
    case Kind::Regex:
      return value.IsString() && fullMatch(textOf(value), placeholder.argument);
    case Kind::Save:
      break;
  }
  const auto inner = readPlaceholder(placeholder.inner);
  if (inner && !accepts(*inner, value, saved)) return false;
  saved[placeholder.argument] = printJson(value);
  return true;
}

bool matchInline(std::string_view pattern, std::string_view text, Saved& saved) {
  const InlinePattern read = readInline(pattern);
  std::cmatch groups;
  if (!read.problem.empty() || !fullMatch(text, read.regex, &groups)) return false;
  // Only "$save" makes groups of its own; a regex of the case's must not (checkInline).
  for (size_t i = 0; i < read.saves.size(); ++i) saved[read.saves[i]] = quoteJson(groups[i + 1].str());
  return true;
}

std::string checkInline(std::string_view pattern) {
  const InlinePattern read = readInline(pattern);
  if (!read.problem.empty()) return read.problem;
  std::string problem = checkRegex(read.regex);
  if (problem.empty() && !read.saves.empty() && std::regex(read.regex).mark_count() != read.saves.size()) {
    problem = "a regex beside {{$save(...)}} may have groups only of the form (?:...)";
  }
  return problem;
}

}  // namespace stator::conformance
