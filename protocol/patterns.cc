#include "protocol/patterns.h"

#include <algorithm>

namespace stator {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isAlphanumeric(char c) { return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool isName(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return isAlphanumeric(c) || c == '_' || c == '.' || c == '-'; });
}

bool isPrintable(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

// Everything but control characters and the two noncharacters at the end of the basic plane.
bool isRoleArn(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < ' ' && c != '\r' && c != '\n' && c != '\t') return false;
  }
  return text.find("\xEF\xBF\xBE") == std::string_view::npos && text.find("\xEF\xBF\xBF") == std::string_view::npos;
}

bool isClientToken(std::string_view text) { return !text.empty() && text.find('$') == std::string_view::npos; }

bool isCsvDelimiter(std::string_view text) {
  return text.size() == 1 && std::string_view(",;:|\t ").find(text[0]) != std::string_view::npos;
}

bool isCsvHeader(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != ','; });
}

bool isImportToken(std::string_view text) {
  return !text.empty() && text.size() % 16 == 0 &&
         std::ranges::all_of(text, [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); });
}

bool isBucket(std::string_view text) {
  return text.size() >= 2 && isAlphanumeric(text.front()) && isAlphanumeric(text.back()) && isName(text);
}

bool isAccount(std::string_view text) { return text.size() == 12 && std::ranges::all_of(text, isDigit); }

struct Entry {
  std::string_view pattern;
  PatternTest test;
};

constexpr Entry kPatterns[] = {
    {R"([a-zA-Z0-9_.-]+)", isName},
    {R"(\p{Print}+)", isPrintable},
    {R"([\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*)", isRoleArn},
    {R"(^[^\$]+$)", isClientToken},
    {R"([,;:|\t ])", isCsvDelimiter},
    {R"([\x20-\x21\x23-\x2B\x2D-\x7E]*)", isCsvHeader},
    {R"(([0-9a-f]{16})+)", isImportToken},
    {R"(^[a-z0-9A-Z]+[\.\-\w]*[a-z0-9A-Z]+$)", isBucket},
    {R"([0-9]{12})", isAccount},
};

}  // namespace

PatternTest findPattern(std::string_view pattern) {
  const auto* found = std::ranges::find(kPatterns, pattern, &Entry::pattern);
  return found == std::end(kPatterns) ? nullptr : found->test;
}

}  // namespace stator
