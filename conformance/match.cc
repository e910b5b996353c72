#include "conformance/match.h"

#include <algorithm>
#include <set>

#include "conformance/placeholder.h"

namespace stator::conformance {
namespace {

using Differences = std::vector<Difference>;

constexpr std::string_view kMore = "$more";
constexpr std::string_view kObjectForms[] = {"$oneOf", "$unordered", "$contains"};

// The one member {"$oneOf": [...]} of an object of that form, or nullptr.
const Json::Member* formOf(const Json& expected) {
  if (!expected.IsObject() || expected.MemberCount() != 1) return nullptr;
  const auto& member = *expected.MemberBegin();
  for (const std::string_view form : kObjectForms) {
    if (textOf(member.name) == form && member.value.IsArray()) return &member;
  }
  return nullptr;
}

bool isSet(std::string_view name) { return name == "SS" || name == "NS" || name == "BS"; }

bool isAbsent(const Json& expected) { return expected.IsString() && textOf(expected) == "$absent"; }

const Json* find(const Json& object, std::string_view name) {
  for (const auto& member : object.GetObject()) {
    if (textOf(member.name) == name) return &member.value;
  }
  return nullptr;
}

class Matcher {
 public:
  explicit Matcher(Saved& saved) : saved_(saved) {}

  Differences match(const std::string& path, const Json& expected, const Json& actual) {
    if (const auto* form = formOf(expected)) return matchForm(path, expected, *form, actual);
    if (expected.IsString()) return matchString(path, expected, actual);
    if (expected.IsObject() && actual.IsObject()) return matchObject(path, expected, actual);
    if (expected.IsArray() && actual.IsArray()) return matchArray(path, expected, actual);
    return expected == actual ? Differences{} : differ(path, expected, actual);
  }

 private:
  static Differences differ(const std::string& path, const Json& expected, const Json& actual) {
    return {{path, printJson(expected), printJson(actual)}};
  }

  Differences matchForm(const std::string& path, const Json& whole, const Json::Member& form, const Json& actual) {
    const std::string_view name = textOf(form.name);
    if (name == "$oneOf") {
      for (const Json& candidate : form.value.GetArray()) {
        if (match(path, candidate, actual).empty()) return {};
      }
      return differ(path, whole, actual);
    }
    if (!actual.IsArray()) return differ(path, whole, actual);
    return matchUnordered(path, form.value, actual, name == "$contains");
  }

  Differences matchString(const std::string& path, const Json& expected, const Json& actual) {
    return matches(textOf(expected), actual) ? Differences{} : differ(path, expected, actual);
  }

  bool matches(std::string_view expected, const Json& actual) {
    if (expected.starts_with("$$")) return actual.IsString() && textOf(actual) == expected.substr(1);
    if (const auto placeholder = readPlaceholder(expected)) return accepts(*placeholder, actual, saved_);
    if (!actual.IsString()) return false;
    return hasInlinePlaceholders(expected) ? matchInline(expected, textOf(actual), saved_) : textOf(actual) == expected;
  }

  Differences matchObject(const std::string& path, const Json& expected, const Json& actual) {
    std::set<std::string> names;
    for (const auto& member : expected.GetObject()) names.emplace(textOf(member.name));
    const bool more = names.erase(std::string(kMore)) > 0;
    if (!more) {
      for (const auto& member : actual.GetObject()) names.emplace(textOf(member.name));
    }
    Differences all;
    for (const std::string& name : names) {
      Differences some =
          matchMember(path.empty() ? name : path + "." + name, name, find(expected, name), find(actual, name));
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }

  Differences matchMember(const std::string& path, std::string_view name, const Json* expected, const Json* actual) {
    if (expected == nullptr) return {{path, "", printJson(*actual)}};
    if (isAbsent(*expected)) return actual == nullptr ? Differences{} : Differences{{path, "", printJson(*actual)}};
    if (actual == nullptr) return {{path, printJson(*expected), ""}};
    if (isSet(name) && expected->IsArray() && actual->IsArray()) return matchUnordered(path, *expected, *actual, false);
    return match(path, *expected, *actual);
  }

  Differences matchArray(const std::string& path, const Json& expected, const Json& actual) {
    Differences all;
    for (rapidjson::SizeType i = 0; i < std::max(expected.Size(), actual.Size()); ++i) {
      const std::string at = path + "[" + std::to_string(i) + "]";
      if (i >= actual.Size()) {
        all.push_back({at, printJson(expected[i]), ""});
      } else if (i >= expected.Size()) {
        all.push_back({at, "", printJson(actual[i])});
      } else {
        Differences some = match(at, expected[i], actual[i]);
        all.insert(all.end(), some.begin(), some.end());
      }
    }
    return all;
  }

  // Pairs each expected element with the first one that is left and matches it.
  Differences matchUnordered(const std::string& path, const Json& expected, const Json& actual, bool more) {
    std::vector<const Json*> left;
    for (const Json& element : actual.GetArray()) left.push_back(&element);
    Differences all;
    for (const Json& element : expected.GetArray()) {
      const auto found = std::find_if(left.begin(), left.end(),
                                      [&](const Json* candidate) { return match(path, element, *candidate).empty(); });
      if (found == left.end())
        all.push_back({path + "[]", printJson(element), ""});
      else
        left.erase(found);
    }
    if (more) return all;
    for (const Json* element : left) all.push_back({path + "[]", "", printJson(*element)});
    return all;
  }

  Saved& saved_;
};

}  // namespace

std::string checkPlaceholders(std::string_view expected) {
  if (hasInlinePlaceholders(expected)) return checkInline(expected);
  if (!expected.starts_with('$') || expected.starts_with("$$")) return {};
  const auto placeholder = readPlaceholder(expected);
  if (!placeholder)
    return "unknown placeholder " + std::string(expected) + " (the text itself is written $" + std::string(expected) + ")";
  return placeholder->kind == Placeholder::Kind::Regex ? checkInline("{{" + std::string(expected) + "}}") : "";
}

std::string checkPlaceholders(const Json& expected) {
  if (expected.IsString()) return checkPlaceholders(textOf(expected));
  if (expected.IsArray()) {
    for (const Json& element : expected.GetArray()) {
      if (std::string problem = checkPlaceholders(element); !problem.empty()) return problem;
    }
  }
  if (!expected.IsObject()) return {};
  const bool is_form = formOf(expected) != nullptr;
  for (const auto& member : expected.GetObject()) {
    const std::string_view name = textOf(member.name);
    if (name.starts_with('$') && name != kMore && !is_form && !name.starts_with("$$")) {
      return "unknown or misplaced member \"" + std::string(name) + "\"";
    }
    if (std::string problem = checkPlaceholders(member.value); !problem.empty()) return problem;
  }
  return {};
}

std::vector<Difference> matchJson(const Json& expected, const Json& actual, Saved& saved) {
  return Matcher(saved).match("", expected, actual);
}

bool matchText(std::string_view expected, std::string_view actual, Saved& saved) {
  if (const auto placeholder = readPlaceholder(expected)) {
    const Json value(rapidjson::StringRef(actual.data(), static_cast<rapidjson::SizeType>(actual.size())));
    return accepts(*placeholder, value, saved);
  }
  return hasInlinePlaceholders(expected) ? matchInline(expected, actual, saved) : expected == actual;
}

}  // namespace stator::conformance
