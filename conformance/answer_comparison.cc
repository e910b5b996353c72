#include "conformance/answer_comparison.h"

#include <algorithm>
#include <map>

#include "conformance/placeholder.h"

namespace stator::conformance {
namespace {

using Allocator = rapidjson::Document::AllocatorType;

bool isObjectForm(const Json& expected) {
  return expected.IsObject() && expected.MemberCount() == 1 && textOf(expected.MemberBegin()->name).starts_with('$') &&
         textOf(expected.MemberBegin()->name) != "$more";
}

bool isOpen(const Json& expected) {
  if (isObjectForm(expected)) return true;
  return expected.IsString() && (readPlaceholder(textOf(expected)) || hasInlinePlaceholders(textOf(expected)));
}

const Json* find(const Json& object, std::string_view name) {
  for (const auto& member : object.GetObject()) {
    if (textOf(member.name) == name) return &member.value;
  }
  return nullptr;
}

Json textJson(std::string_view text, Allocator& allocator) {
  return Json(text.data(), static_cast<rapidjson::SizeType>(text.size()), allocator);
}

// `answer` as an expectation of exactly itself.
Json exactly(const Json& answer, Allocator& allocator) {
  if (answer.IsString() && textOf(answer).starts_with('$')) return textJson("$" + std::string(textOf(answer)), allocator);
  if (answer.IsArray()) {
    Json copy(rapidjson::kArrayType);
    for (const Json& element : answer.GetArray()) copy.PushBack(exactly(element, allocator), allocator);
    return copy;
  }
  if (answer.IsObject()) {
    Json copy(rapidjson::kObjectType);
    for (const auto& member : answer.GetObject()) {
      copy.AddMember(Json(member.name, allocator), exactly(member.value, allocator), allocator);
    }
    return copy;
  }
  return Json(answer, allocator);
}

const Json* find(const Json* object, std::string_view name) {
  return object != nullptr && object->IsObject() ? find(*object, name) : nullptr;
}

const Json* element(const Json* array, rapidjson::SizeType i) {
  return array != nullptr && array->IsArray() && i < array->Size() ? &(*array)[i] : nullptr;
}

// `other`: the same place of the same expectation in the other run, or null. Where the two differ they have a value that the run
// saved before (an id, an iterator), and the other run is to answer its own.
Json overlay(const Json& expected, const Json* other, const Json& answer, Allocator& allocator) {
  Saved unused;
  const bool saved = other != nullptr && expected.IsString() && other->IsString() && textOf(expected) != textOf(*other);
  const bool number = other != nullptr && expected.IsNumber() && other->IsNumber() && expected != *other;
  if ((isOpen(expected) || saved || number) && matchJson(expected, answer, unused).empty())
    return Json(other != nullptr ? *other : expected, allocator);
  if (expected.IsArray() && answer.IsArray() && expected.Size() == answer.Size()) {
    Json merged(rapidjson::kArrayType);
    for (rapidjson::SizeType i = 0; i < answer.Size(); ++i)
      merged.PushBack(overlay(expected[i], element(other, i), answer[i], allocator), allocator);
    return merged;
  }
  if (!expected.IsObject() || !answer.IsObject()) return exactly(answer, allocator);
  Json merged(rapidjson::kObjectType);
  const bool more = find(expected, "$more") != nullptr;
  if (more) merged.AddMember("$more", true, allocator);
  for (const auto& member : answer.GetObject()) {
    const Json* its = find(expected, textOf(member.name));
    if (its == nullptr && more) continue;
    Json value = its == nullptr ? exactly(member.value, allocator)
                                : overlay(*its, find(other, textOf(member.name)), member.value, allocator);
    merged.AddMember(Json(member.name, allocator), value, allocator);
  }
  return merged;
}

std::vector<Difference> compareSteps(const StepResult& first, const StepResult& second) {
  std::vector<Difference> differences;
  if (first.status != second.status) {
    differences.push_back({"status", std::to_string(first.status), std::to_string(second.status)});
  }
  rapidjson::Document pattern, answer;
  const bool json =
      parseJson(expectationOf(first.expected, first.answer, second.expected), pattern).empty() &&
      parseJson(second.answer, answer).empty();
  if (!json) {
    if (first.answer != second.answer) differences.push_back({"body", quoteJson(first.answer), quoteJson(second.answer)});
    return differences;
  }
  // A step whose body does not matter is compared by its status alone, unless that differs.
  if (first.expected.empty() && differences.empty()) return differences;
  Saved unused;
  std::vector<Difference> in_body = matchJson(pattern, answer, unused);
  differences.insert(differences.end(), in_body.begin(), in_body.end());
  return differences;
}

CaseResult compareCases(const CaseResult& first, const CaseResult& second) {
  CaseResult result = second;
  result.steps.clear();
  if (first.outcome == Outcome::Skipped || second.outcome == Outcome::Skipped) {
    result.outcome = Outcome::Skipped;
    result.note = "skipped by one of them";
    return result;
  }
  result.outcome = Outcome::Passed;
  result.note.clear();
  for (size_t i = 0; i < std::min(first.steps.size(), second.steps.size()); ++i) {
    StepResult step = second.steps[i];
    step.differences = compareSteps(first.steps[i], step);
    step.expected = first.steps[i].answer;
    step.expected_status = first.steps[i].status;
    result.steps.push_back(step);
    if (step.differences.empty()) continue;
    result.outcome = Outcome::Failed;
    result.note = "line " + std::to_string(step.line) + ": " + step.operation + ": the answers differ";
    break;
  }
  return result;
}

}  // namespace

std::string expectationOf(const std::string& expected, const std::string& answer, const std::string& other) {
  rapidjson::Document expected_json, other_json, answer_json, merged;
  if (!parseJson(answer, answer_json).empty()) return answer;
  if (!parseJson(expected, expected_json).empty()) return printJson(exactly(answer_json, merged.GetAllocator()));
  const bool has_other = parseJson(other, other_json).empty();
  return printJson(overlay(expected_json, has_other ? &other_json : nullptr, answer_json, merged.GetAllocator()));
}

std::vector<CaseResult> compareRuns(const std::vector<CaseResult>& first, const std::vector<CaseResult>& second) {
  std::map<std::string, const CaseResult*> by_id;
  for (const CaseResult& result : first) by_id[result.id()] = &result;
  std::vector<CaseResult> all;
  for (const CaseResult& result : second) {
    const auto found = by_id.find(result.id());
    if (found != by_id.end()) all.push_back(compareCases(*found->second, result));
  }
  return all;
}

}  // namespace stator::conformance
