// expandGenerators() of text_template.h.
#include <array>
#include <stdexcept>

#include "conformance/json_text.h"
#include "conformance/text_template.h"

namespace stator::conformance {
namespace {

constexpr std::array<std::string_view, 5> kGenerators = {"$repeat", "$list", "$map", "$nest", "$join"};
constexpr std::string_view kCounter = "{{#}}";
constexpr std::string_view kInner = "\"$inner\"";

[[noreturn]] void fail(std::string_view name, const std::string& what) {
  throw std::runtime_error(std::string(name) + ": " + what);
}

std::string replaceAll(std::string_view text, std::string_view from, std::string_view to) {
  std::string replaced;
  size_t done = 0;
  for (size_t at = text.find(from); at != text.npos; at = text.find(from, done)) {
    replaced.append(text.substr(done, at - done)).append(to);
    done = at + from.size();
  }
  return replaced.append(text.substr(done));
}

std::string counted(std::string_view text, size_t index) { return replaceAll(text, kCounter, std::to_string(index)); }

size_t countOf(std::string_view name, const Json& count) {
  if (!count.IsUint64()) fail(name, "expected a count instead of " + printJson(count));
  return count.GetUint64();
}

void checkSize(std::string_view name, size_t count, size_t bytes) {
  if (count != 0 && bytes > kMaxGeneratedBytes / count) fail(name, "too long");
}

std::string repeat(const Json& arguments) {
  if (arguments.Size() != 2 || !arguments[0].IsString()) fail("$repeat", "expected [string, count]");
  const std::string_view piece = textOf(arguments[0]);
  const size_t count = countOf("$repeat", arguments[1]);
  checkSize("$repeat", count, piece.size());
  std::string text;
  for (size_t i = 0; i < count; ++i) text.append(counted(piece, i));
  return quoteJson(text);
}

std::string list(const Json& arguments) {
  if (arguments.Size() != 2) fail("$list", "expected [element, count]");
  const std::string element = printJson(arguments[0]);
  const size_t count = countOf("$list", arguments[1]);
  checkSize("$list", count, element.size());
  std::string text = "[";
  for (size_t i = 0; i < count; ++i) text.append(i == 0 ? "" : ",").append(counted(element, i));
  return text + "]";
}

std::string map(const Json& arguments) {
  if (arguments.Size() != 3 || !arguments[0].IsString()) fail("$map", "expected [key, value, count]");
  const std::string member = quoteJson(textOf(arguments[0])) + ":" + printJson(arguments[1]);
  const size_t count = countOf("$map", arguments[2]);
  checkSize("$map", count, member.size());
  std::string text = "{";
  for (size_t i = 0; i < count; ++i) text.append(i == 0 ? "" : ",").append(counted(member, i));
  return text + "}";
}

std::string nest(const Json& arguments) {
  if (arguments.Size() != 3) fail("$nest", "expected [around \"$inner\", count, innermost]");
  const std::string around = printJson(arguments[0]);
  const size_t at = around.find(kInner);
  if (at == around.npos) fail("$nest", "no \"$inner\" in it");
  const size_t count = countOf("$nest", arguments[1]);
  checkSize("$nest", count, around.size());
  std::string before, after;
  for (size_t i = 0; i < count; ++i) before.append(around, 0, at);
  for (size_t i = 0; i < count; ++i) after.append(around, at + kInner.size());
  return before + printJson(arguments[2]) + after;
}

std::string join(const Json& arguments) {
  std::string text;
  for (const Json& piece : arguments.GetArray()) {
    if (!piece.IsString()) fail("$join", "expected strings");
    text.append(textOf(piece));
  }
  return quoteJson(text);
}

std::string generate(std::string_view name, const Json& arguments) {
  if (!arguments.IsArray()) fail(name, "expected an array");
  if (name == "$repeat") return repeat(arguments);
  if (name == "$list") return list(arguments);
  if (name == "$map") return map(arguments);
  return name == "$nest" ? nest(arguments) : join(arguments);
}

// The generator whose object begins at `text[at]`, a '{'; empty when none does.
std::string_view generatorAt(std::string_view text, size_t at) {
  const size_t quote = text.find_first_not_of(" \n\r\t", at + 1);
  if (quote == text.npos || text[quote] != '"') return {};
  for (const std::string_view name : kGenerators) {
    if (text.substr(quote + 1).starts_with(name) && text.substr(quote + 1 + name.size()).starts_with('"')) return name;
  }
  return {};
}

size_t endOfString(std::string_view text, size_t quote) {
  for (size_t i = quote + 1; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      return i + 1;
  }
  return text.size();
}

// Behind the bracket that closes the one at `open`.
size_t endOfObject(std::string_view text, size_t open) {
  int depth = 0;
  for (size_t i = open; i < text.size();) {
    if (text[i] == '"') {
      i = endOfString(text, i);
      continue;
    }
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i + 1;
    ++i;
  }
  return text.size();
}

std::string expandObject(std::string_view name, std::string_view object) {
  const std::string inner = "{" + expandGenerators(object.substr(1));
  rapidjson::Document document;
  const std::string problem = parseJson(inner, document);
  if (!problem.empty()) fail(name, problem);
  if (document.MemberCount() != 1) fail(name, "has other members beside it");
  return generate(name, document.MemberBegin()->value);
}

}  // namespace

std::string expandGenerators(std::string_view json) {
  std::string expanded;
  for (size_t i = 0; i < json.size();) {
    size_t end = i + 1;
    if (json[i] == '"') {
      end = endOfString(json, i);
    } else if (json[i] == '{') {
      const std::string_view name = generatorAt(json, i);
      if (!name.empty()) {
        end = endOfObject(json, i);
        expanded.append(expandObject(name, json.substr(i, end - i)));
        i = end;
        continue;
      }
    }
    expanded.append(json.substr(i, end - i));
    i = end;
  }
  return expanded;
}

}  // namespace stator::conformance
