#include "conformance/text_template.h"

#include <stdexcept>

#include "conformance/json_text.h"

namespace stator::conformance {
namespace {

// One {{...}}: where it stands and what is in it.
struct Braces {
  size_t begin, end;
  std::string_view content;
};

// The first one at or after `from`; begin is npos when there is none.
Braces findBraces(std::string_view text, size_t from) {
  const size_t begin = text.find("{{", from);
  const size_t end = begin == text.npos ? text.npos : text.find("}}", begin);
  if (end == text.npos) return {text.npos, text.npos, {}};
  return {begin, end + 2, text.substr(begin + 2, end - begin - 2)};
}

bool isLeftAlone(std::string_view content) { return content.starts_with('$') || content == "#"; }

// Whether the end of a piece of JSON lies within a string, told piece by piece.
class StringTracker {
 public:
  void pass(std::string_view piece) {
    for (const char c : piece) {
      if (in_string_ && !escaped_ && c == '\\') {
        escaped_ = true;
        continue;
      }
      if (c == '"' && !escaped_) in_string_ = !in_string_;
      escaped_ = false;
    }
  }
  bool inString() const { return in_string_; }

 private:
  bool in_string_ = false;
  bool escaped_ = false;
};

// The text of a saved value: the characters of a string, the JSON of anything else.
std::string plainText(const std::string& json) {
  rapidjson::Document document;
  if (parseJson(json, document).empty() && document.IsString()) return std::string(textOf(document));
  return json;
}

std::string withoutQuotes(const std::string& quoted) { return quoted.substr(1, quoted.size() - 2); }

std::string replacement(std::string_view content, bool is_json, bool in_string, const NameLookup& lookup,
                        const Saved& saved) {
  if (!content.starts_with('=')) {
    const std::string text = lookup(content);
    return is_json && in_string ? withoutQuotes(quoteJson(text)) : text;
  }
  const auto found = saved.find(std::string(content.substr(1)));
  if (found == saved.end()) throw std::runtime_error("nothing was saved as " + std::string(content.substr(1)));
  if (!is_json) return plainText(found->second);
  return in_string ? withoutQuotes(quoteJson(plainText(found->second))) : found->second;
}

}  // namespace

std::vector<std::string> namesIn(std::string_view text) {
  std::vector<std::string> names;
  for (Braces at = findBraces(text, 0); at.begin != text.npos; at = findBraces(text, at.end)) {
    if (!isLeftAlone(at.content) && !at.content.starts_with('=')) names.emplace_back(at.content);
  }
  return names;
}

std::vector<std::string> savedNamesIn(std::string_view text) {
  std::vector<std::string> names;
  for (Braces at = findBraces(text, 0); at.begin != text.npos; at = findBraces(text, at.end)) {
    if (at.content.starts_with('=')) names.emplace_back(at.content.substr(1));
  }
  return names;
}

std::string expandNames(std::string_view text, bool is_json, const NameLookup& lookup, const Saved& saved) {
  std::string expanded;
  StringTracker tracker;
  size_t done = 0;
  for (Braces at = findBraces(text, 0); at.begin != text.npos; at = findBraces(text, at.end)) {
    if (isLeftAlone(at.content)) continue;
    const std::string_view before = text.substr(done, at.begin - done);
    tracker.pass(before);
    expanded.append(before).append(replacement(at.content, is_json, tracker.inString(), lookup, saved));
    done = at.end;
  }
  return expanded.append(text.substr(done));
}

}  // namespace stator::conformance
