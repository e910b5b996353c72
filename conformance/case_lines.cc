#include "conformance/case_lines.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <regex>
#include <stdexcept>

#include "conformance/json_text.h"
#include "conformance/match.h"
#include "conformance/text_template.h"
#include "conformance/wire_errors.h"

namespace stator::conformance {
namespace {

constexpr std::string_view kBlanks = " \t\n";

std::string_view trimLeft(std::string_view text) {
  const size_t begin = text.find_first_not_of(kBlanks);
  return begin == text.npos ? std::string_view() : text.substr(begin);
}

std::string_view trim(std::string_view text) {
  text = trimLeft(text);
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

// Cuts the first word off `text`.
std::string_view takeWord(std::string_view& text) {
  text = trimLeft(text);
  const std::string_view word = text.substr(0, text.find_first_of(kBlanks));
  text = trimLeft(text.substr(word.size()));
  return word;
}

bool isName(std::string_view text) {
  return !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

std::string readWait(Step& step, std::string_view rest) {
  while (!rest.empty()) step.wait.emplace_back(takeWord(rest));
  const auto& words = step.wait;
  const bool table = words.size() == 3 && (words[0] == "table" || words[0] == "stream");
  const bool index = words.size() == 4 && words[0] == "index";
  if (table || index) return {};
  return "expected !wait table NAME STATUS, !wait index TABLE INDEX STATUS or !wait stream TABLE ENABLED";
}

std::string readHttp(Step& step, std::string_view rest) {
  step.kind = Step::Kind::Http;
  step.operation = "HTTP";
  step.raw_body = true;
  step.method = takeWord(rest);
  step.path = takeWord(rest);
  return step.path.starts_with('/') && rest.empty() ? "" : "expected !http METHOD /path";
}

// `text` is "404", or empty if it is not a status.
int readStatus(std::string_view text) {
  int status = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
  return error == std::errc() && end == text.data() + text.size() && status >= 100 && status < 600 ? status : 0;
}

// The text of an error macro: as it stands, or as a JSON string.
std::string readErrorText(std::string_view text, std::string& problem) {
  if (text.ends_with(' ')) problem = "a text that ends in a blank is written as a JSON string";
  if (!text.starts_with('"')) return quoteJson(text);
  rapidjson::Document document;
  problem = parseJson(text, document);
  return std::string(text);
}

// "ValidationException: text" or "ValidationException".
void readError(Expectation& expectation, std::string_view line, std::string& problem) {
  const size_t colon = line.find(':');
  const std::string_view name = trim(line.substr(0, colon));
  if (!isName(name)) problem = "expected < error Type: text";
  const WireError error = wireError(name);
  expectation.status = error.status;
  expectation.body = "{\"__type\":" + quoteJson(error.type);
  if (colon != line.npos) {
    const std::string_view text = line.substr(std::min(line.size(), colon + 2));
    expectation.body->append(",").append(quoteJson(error.key)).append(":").append(readErrorText(text, problem));
  }
  expectation.body->append("}");
}

// What stands for a name or a saved value when a text is only checked.
std::string standIn(std::string_view) { return "0"; }

std::string expandForCheck(std::string_view text, const std::vector<std::string>& saved_names) {
  Saved saved;
  for (const std::string& name : saved_names) saved[name] = "0";
  return expandNames(text, true, standIn, saved);
}

std::string checkNames(std::string_view text) {
  for (const std::string& name : namesIn(text)) {
    if (!isName(name) && !isReservedName(name)) return "{{" + name + "}} is not a name";
  }
  return {};
}

// Adds what `text` saves to `saved`.
void collectSaves(std::string_view text, std::vector<std::string>& saved) {
  static const std::regex kSave("\\$save\\(([^,)]*)");
  for (std::cregex_iterator found(text.data(), text.data() + text.size(), kSave), end; found != end; ++found) {
    saved.push_back((*found)[1]);
  }
}

StepProblem checkExpectation(const Expectation& expectation, std::vector<std::string>& saved) {
  const std::string body = expectation.body.value_or("");
  try {
    std::string problem = checkNames(body);
    if (problem.empty() && expectation.body) {
      rapidjson::Document document;
      problem = parseJson(expandGenerators(expandForCheck(body, saved)), document);
      if (problem.empty()) problem = checkPlaceholders(document);
    }
    if (problem.empty() && expectation.text) problem = checkPlaceholders(*expectation.text);
    for (const auto& [name, value] : expectation.headers) {
      if (problem.empty()) problem = checkPlaceholders(value);
    }
    collectSaves(body + expectation.text.value_or(""), saved);
    for (const auto& [name, value] : expectation.headers) collectSaves(value, saved);
    return {expectation.line, problem.empty() ? "" : "the expected answer: " + problem};
  } catch (const std::runtime_error& error) {
    return {expectation.line, std::string("the expected answer: ") + error.what()};
  }
}

std::string checkRequest(const Step& step, const std::vector<std::string>& saved) {
  std::string problem = checkNames(step.body);
  for (const std::string& word : step.wait) problem += checkNames(word);
  if (!problem.empty() || step.kind != Step::Kind::Call || step.raw_body) return problem;
  try {
    rapidjson::Document document;
    problem = parseJson(expandForCheck(step.body, saved), document);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return problem.empty() ? "" : "the request is not JSON (if it must not be, write !raw before it): " + problem;
}

}  // namespace

bool isReservedName(std::string_view name) {
  static const std::regex kReserved("region|account|token|run|now([+-][0-9]+)?");
  return std::regex_match(name.begin(), name.end(), kReserved);
}

Step readStep(std::string_view line, const std::string& default_operation, std::string& problem) {
  Step step;
  std::string_view rest = trimLeft(line);
  step.operation = default_operation;
  if (!rest.starts_with('{')) {
    const std::string_view word = takeWord(rest);
    if (word == "!wait") {
      step.kind = Step::Kind::Wait;
      problem = readWait(step, rest);
      return step;
    }
    if (word == "!http") {
      problem = readHttp(step, rest);
      return step;
    }
    if (!isName(word)) problem = "expected > Operation {...}, > !http METHOD /path or > !wait ...";
    step.operation = word;
  }
  if (step.operation.empty()) problem = "which operation? Name it here, or for the whole file (operation: PutItem)";
  if (rest.starts_with("!raw")) {
    step.raw_body = true;
    rest = trimLeft(rest.substr(4));
  }
  step.body = rest;
  return step;
}

Expectation readExpectation(std::string_view line, std::string& problem) {
  Expectation expectation;
  if (line.starts_with('~')) {
    expectation.eventually = true;
    line.remove_prefix(1);
  }
  line = trimLeft(line);
  constexpr std::string_view kError = "error ", kValidation = "validation: ";
  if (line.starts_with(kError)) {
    readError(expectation, line.substr(kError.size()), problem);
    return expectation;
  }
  if (line.starts_with(kValidation)) {
    readError(expectation, "ValidationException: " + std::string(line.substr(kValidation.size())), problem);
    return expectation;
  }
  expectation.status = readStatus(takeWord(line));
  if (expectation.status == 0) problem = "expected < STATUS {...}, < error Type: text or < validation: text";
  if (line.starts_with("text ")) {
    rapidjson::Document document;
    problem += parseJson(line.substr(5), document);
    if (problem.empty() && !document.IsString()) problem = "text is followed by a JSON string";
    if (problem.empty()) expectation.text = std::string(textOf(document));
  } else if (!line.empty()) {
    expectation.body = std::string(line);
  }
  return expectation;
}

std::pair<std::string, std::string> readHeader(std::string_view line, std::string& problem) {
  const size_t colon = line.find(':');
  if (colon == line.npos) problem = "expected a header: value";
  std::string name(trim(line.substr(0, colon)));
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return {name, colon == line.npos ? "" : std::string(trim(line.substr(colon + 1)))};
}

std::string continueExpectation(Expectation& expectation, std::string_view line) {
  if (expectation.text) return "a text stands in one line; write \\n in it";
  if (!expectation.body) {
    if (!trim(line).starts_with('{')) return "the expected body must be a JSON object";
    expectation.body = std::string(line);
    return {};
  }
  // Below an error macro: an object whose members come on top of its own.
  const bool whole = expectation.body->starts_with("{\"__type\":") && expectation.body->ends_with('}');
  if (whole && trimLeft(line).starts_with('{') && expectation.body->find('\n') == std::string::npos) {
    expectation.body->back() = ',';
    expectation.body->append("\n").append(trimLeft(line).substr(1));
    return {};
  }
  expectation.body->append("\n").append(line);
  return {};
}

StepProblem finishStep(Step& step, std::vector<std::string>& saved) {
  step.body = std::string(trim(step.body));
  if (step.kind == Step::Kind::Call && step.body.empty() && !step.raw_body) step.body = "{}";
  if (std::string problem = checkRequest(step, saved); !problem.empty()) return {step.line, problem};
  if (step.kind == Step::Kind::Wait && step.expectation) return {step.line, "a !wait step has no expectation"};
  return step.expectation ? checkExpectation(*step.expectation, saved) : StepProblem{};
}

std::vector<std::string> namesOfStep(const Step& step) {
  std::string all = step.body;
  for (const std::string& word : step.wait) all.append(" ").append(word);
  if (step.expectation) all.append(step.expectation->body.value_or("")).append(step.expectation->text.value_or(""));
  for (const auto& [name, value] : step.headers) all.append(value);
  std::vector<std::string> names = namesIn(all);
  names.erase(std::remove_if(names.begin(), names.end(), [](const std::string& name) { return isReservedName(name); }),
              names.end());
  return names;
}

}  // namespace stator::conformance
