#include "conformance/step_runner.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <thread>

#include "base/digest.h"
#include "conformance/table_states.h"
#include "conformance/text_template.h"
#include "conformance/wire_errors.h"

namespace stator::conformance {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr int kLongestPauseFactor = 100;

// Sleeps between looks: short at first, longer later, until the patience is over.
class Pauses {
 public:
  Pauses(std::chrono::milliseconds first, std::chrono::milliseconds patience)
      : pause_(first), longest_(first * kLongestPauseFactor), end_(SteadyClock::now() + patience) {}

  // False when it is time to give up.
  bool pause() {
    if (SteadyClock::now() >= end_) return false;
    std::this_thread::sleep_for(pause_);
    pause_ = std::min(pause_ * 2, longest_);
    return true;
  }

 private:
  std::chrono::milliseconds pause_, longest_;
  SteadyClock::time_point end_;
};

// "now+60": seconds since the epoch.
std::string timeOf(std::string_view name) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  std::string_view offset = name.substr(std::string_view("now").size());
  if (!offset.empty()) {
    const bool minus = offset.front() == '-';
    int64_t by = 0;
    std::from_chars(offset.data() + 1, offset.data() + offset.size(), by);
    seconds += minus ? -by : by;
  }
  return std::to_string(seconds);
}

// Differs by case and run: 32 characters.
std::string tokenOf(std::string_view prefix) {
  const auto digest = md5(prefix);
  return hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

Difference statusDifference(int expected, int actual) {
  return {"status", std::to_string(expected), std::to_string(actual)};
}

// Takes off what differs in the form of errors only.
void makeErrorPlain(rapidjson::Document& body) {
  if (!body.IsObject()) return;
  const auto type = body.FindMember("__type");
  if (type == body.MemberEnd() || !type->value.IsString()) return;
  const std::string_view name = shortErrorName(textOf(type->value));
  type->value = Json(name.data(), static_cast<rapidjson::SizeType>(name.size()), body.GetAllocator());
  const auto text = body.FindMember("Message");
  if (text != body.MemberEnd()) text->name.SetString("message");
}

std::vector<Difference> compareBody(const Expectation& expectation, const Answer& answer, Saved& saved,
                                    bool any_error_form) {
  if (expectation.text) {
    if (matchText(*expectation.text, answer.body, saved)) return {};
    return {{"body", quoteJson(*expectation.text), quoteJson(answer.body)}};
  }
  if (!expectation.body) return {};
  rapidjson::Document expected, actual;
  if (std::string problem = parseJson(*expectation.body, expected); !problem.empty()) {
    throw std::runtime_error("the expected answer: " + problem);
  }
  if (!parseJson(answer.body, actual).empty()) return {{"body", printJson(expected), quoteJson(answer.body)}};
  if (any_error_form) {
    makeErrorPlain(expected);
    makeErrorPlain(actual);
  }
  return matchJson(expected, actual, saved);
}

}  // namespace

std::vector<Difference> compare(const Expectation& expectation, const Answer& answer, Saved& saved, bool any_error_form) {
  if (!answer.failure.empty()) return {{"answer", "HTTP " + std::to_string(expectation.status), answer.failure}};
  std::vector<Difference> differences;
  if (expectation.status != answer.status) differences.push_back(statusDifference(expectation.status, answer.status));
  for (const auto& [name, expected] : expectation.headers) {
    const std::string* actual = answer.header(name);
    const bool matches =
        expected == "$absent" ? actual == nullptr : actual != nullptr && matchText(expected, *actual, saved);
    if (!matches)
      differences.push_back({"header " + name, quoteJson(expected), actual == nullptr ? "" : quoteJson(*actual)});
  }
  std::vector<Difference> in_body = compareBody(expectation, answer, saved, any_error_form);
  differences.insert(differences.end(), in_body.begin(), in_body.end());
  return differences;
}

std::string StepRunner::nameOf(std::string_view name, const Scope& scope, bool in_expectation) const {
  if (name == "region") return settings_.region;
  if (name == "run") return settings_.run;
  if (name == "token") return tokenOf(scope.prefix);
  if (name.starts_with("now")) return timeOf(name);
  if (name == "account") {
    const std::string account = account_.get();
    return account.empty() && in_expectation ? "{{$re([0-9]{12})}}" : account;
  }
  const auto& of_file = *scope.file_names;
  const bool shared = std::find(of_file.begin(), of_file.end(), name) != of_file.end();
  return std::string(shared ? scope.file_prefix : scope.prefix).append(name);
}

std::string StepRunner::expand(std::string_view text, bool is_json, const Scope& scope, const Saved& saved,
                               bool in_expectation) const {
  const auto lookup = [&](std::string_view name) { return nameOf(name, scope, in_expectation); };
  return expandNames(text, is_json, lookup, saved);
}

Request StepRunner::requestOf(const Step& step, const Scope& scope, const Saved& saved) const {
  Request request;
  request.operation = step.kind == Step::Kind::Call ? step.operation : "";
  request.method = step.method;
  request.path = step.path;
  for (const auto& [name, value] : step.headers)
    request.headers.emplace_back(name, expand(value, false, scope, saved, false));
  request.body = expand(step.body, true, scope, saved, false);
  if (!step.raw_body) request.body = expandGenerators(request.body);
  return request;
}

Expectation StepRunner::expand(const Expectation& expectation, const Scope& scope, const Saved& saved) const {
  Expectation expanded = expectation;
  if (expanded.body) expanded.body = expandGenerators(expand(*expanded.body, true, scope, saved, true));
  if (expanded.text) expanded.text = expand(*expanded.text, false, scope, saved, true);
  for (auto& [name, value] : expanded.headers) value = expand(value, false, scope, saved, true);
  return expanded;
}

StepResult StepRunner::run(const Step& step, const Scope& scope, Saved& saved) {
  StepResult result;
  result.line = step.line;
  result.operation = step.kind == Step::Kind::Wait ? "!wait" : step.operation;
  try {
    if (step.kind != Step::Kind::Wait) return exchange(step, scope, saved);
    std::vector<std::string> words;
    for (const std::string& word : step.wait) words.push_back(expand(word, false, scope, saved, false));
    for (const std::string& word : words) result.request.append(result.request.empty() ? "" : " ").append(word);
    const std::string problem = waitFor(words);
    if (!problem.empty()) result.differences.push_back({"state", words.back(), problem});
  } catch (const std::runtime_error& error) {
    result.differences.push_back({"case", "", error.what()});
  }
  return result;
}

StepResult StepRunner::exchange(const Step& step, const Scope& scope, Saved& saved) {
  const Request request = requestOf(step, scope, saved);
  const Expectation expectation = step.expectation ? expand(*step.expectation, scope, saved) : Expectation{};
  const Answer answer = sendUntil(request, expectation, saved, expectation.eventually);
  account_.learnFrom(answer.body);
  noteTable(request, answer);

  StepResult result;
  result.line = step.line;
  result.operation = step.operation;
  result.request = cut(request.body);
  if (step.kind == Step::Kind::Http) result.request = cut(request.method + " " + request.path + "\n\n" + request.body);
  result.expected = cut(expectation.body ? *expectation.body : expectation.text.value_or(""));
  result.expected_status = expectation.status;
  result.status = answer.status;
  result.answer = cut(answer.failure.empty() ? answer.body : answer.failure);
  result.differences = compare(expectation, answer, saved, settings_.any_error_form);
  if (!step.expectation && result.differences.empty()) {
    if (std::string problem = waitAfter(request); !problem.empty())
      result.differences.push_back({"state", "ACTIVE", problem});
  }
  return result;
}

// Sends once, or, with `eventually`, until it matches.
Answer StepRunner::sendUntil(const Request& request, const Expectation& expectation, const Saved& saved, bool eventually) {
  const Wanted wanted = [&](const Answer& answer) {
    Saved unused = saved;
    return compare(expectation, answer, unused, settings_.any_error_form).empty();
  };
  Answer answer = transport_.send(request, wanted);
  Pauses pauses(settings_.first_pause, settings_.eventual_patience);
  while (eventually && !stop_ && !wanted(answer) && pauses.pause()) answer = transport_.send(request, wanted);
  return answer;
}

Answer StepRunner::call(std::string_view operation, const std::string& body) {
  Request request;
  request.operation = operation;
  request.body = body;
  return transport_.send(request, [](const Answer& answer) { return answer.status == 200; });
}

void StepRunner::noteTable(const Request& request, const Answer& answer) {
  if (answer.status != 200) return;
  const std::string made = tableMadeBy(request.operation, request.body);
  if (!made.empty()) tables_.push_back(made);
}

std::string StepRunner::waitAfter(const Request& request) {
  const std::string made = tableChangedBy(request.operation, request.body);
  if (made.empty()) return {};
  return waitFor({"table", made, request.operation == "DeleteTable" ? "absent" : "ACTIVE"});
}

std::string StepRunner::stateOf(const std::vector<std::string>& words) {
  const Answer answer = call("DescribeTable", "{\"TableName\":" + quoteJson(words[1]) + "}");
  if (!answer.failure.empty()) return answer.failure;
  if (words[0] == "table") return tableState(answer.body);
  return words[0] == "index" ? indexState(answer.body, words[2]) : streamState(answer.body);
}

// Returns the state that stayed, empty when the wanted one came.
std::string StepRunner::waitFor(const std::vector<std::string>& words) {
  Pauses pauses(settings_.first_pause, settings_.patience);
  while (true) {
    std::string state = stateOf(words);
    if (state == words.back()) return {};
    if (stop_ || !pauses.pause()) return state;
  }
}

void StepRunner::deleteTables(const std::vector<std::string>& tables) {
  for (const std::string& table : tables) {
    Pauses pauses(settings_.first_pause, settings_.patience);
    const std::string body = "{\"TableName\":" + quoteJson(table) + "}";
    // A table that is being made or changed cannot be deleted yet.
    while (isInUse(call("DeleteTable", body).body) && pauses.pause()) {
    }
  }
}

}  // namespace stator::conformance
