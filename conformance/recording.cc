#include "conformance/recording.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

namespace stator::conformance {
namespace {

namespace fs = std::filesystem;
using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

std::string replaceAll(std::string text, const std::string& from, const std::string& to) {
  if (from.empty()) return text;
  for (size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

std::string masked(const std::string& text, const RunNames& names) {
  return replaceAll(replaceAll(text, names.run, "{{run}}"), names.account, "{{account}}");
}

std::string unmasked(const std::string& text, const RunNames& names) {
  return replaceAll(replaceAll(text, "{{run}}", names.run), "{{account}}", names.account);
}

void member(Writer& writer, const char* name, const std::string& text) {
  writer.Key(name);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void writeStep(Writer& writer, const StepResult& step, const RunNames& names) {
  writer.StartObject();
  member(writer, "operation", step.operation);
  member(writer, "request", masked(step.request, names));
  member(writer, "expected", masked(step.expected, names));
  writer.Key("status");
  writer.Int(step.status);
  member(writer, "answer", masked(step.answer, names));
  writer.EndObject();
}

std::string fileText(const std::string& endpoint, const std::string& date, const RunNames& names,
                     const std::vector<const CaseResult*>& results) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.SetIndent(' ', 1);
  writer.StartObject();
  member(writer, "recorded", date);
  member(writer, "endpoint", endpoint);
  writer.Key("cases");
  writer.StartObject();
  for (const CaseResult* result : results) {
    writer.Key(result->title.c_str());
    writer.StartArray();
    for (const StepResult& step : result->steps) writeStep(writer, step, names);
    writer.EndArray();
  }
  writer.EndObject();
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

[[noreturn]] void failAt(const fs::path& path, const std::string& what) {
  throw std::runtime_error(path.string() + ": " + what);
}

std::string textAt(const Json& object, const char* name) {
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() || !found->value.IsString() ? "" : std::string(textOf(found->value));
}

StepResult readStep(const Json& json, const RunNames& names) {
  StepResult step;
  if (!json.IsObject()) return step;
  step.operation = textAt(json, "operation");
  step.request = unmasked(textAt(json, "request"), names);
  step.expected = unmasked(textAt(json, "expected"), names);
  step.answer = unmasked(textAt(json, "answer"), names);
  const auto status = json.FindMember("status");
  if (status != json.MemberEnd() && status->value.IsInt()) step.status = status->value.GetInt();
  return step;
}

void readFile(const fs::path& path, const std::string& name, const RunNames& names, std::vector<CaseResult>& all) {
  std::ifstream stream(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  rapidjson::Document document;
  if (const std::string problem = parseJson(text, document); !problem.empty()) failAt(path, problem);
  const Json& recording = document;
  if (!recording.IsObject()) failAt(path, "not a recording");
  const auto cases = recording.FindMember("cases");
  if (cases == recording.MemberEnd() || !cases->value.IsObject()) failAt(path, "not a recording");
  for (const auto& entry : cases->value.GetObject()) {
    CaseResult result;
    result.file = name;
    result.title = textOf(entry.name);
    if (!entry.value.IsArray()) failAt(path, "not a recording");
    for (const Json& step : entry.value.GetArray()) result.steps.push_back(readStep(step, names));
    all.push_back(std::move(result));
  }
}

}  // namespace

void writeRecording(const std::string& directory, const std::string& endpoint, const std::string& date,
                    const RunNames& names, const std::vector<CaseResult>& results) {
  std::map<std::string, std::vector<const CaseResult*>> by_file;
  for (const CaseResult& result : results) {
    if (result.outcome != Outcome::Skipped) by_file[result.file].push_back(&result);
  }
  for (const auto& [file, of_file] : by_file) {
    const fs::path path = fs::path(directory) / (file + ".json");
    fs::create_directories(path.parent_path());
    std::ofstream stream(path, std::ios::binary);
    stream << fileText(endpoint, date, names, of_file);
    if (!stream.flush()) failAt(path, "cannot be written");
  }
}

std::vector<CaseResult> readRecording(const std::string& directory, const RunNames& names) {
  std::vector<CaseResult> all;
  if (!fs::is_directory(directory)) throw std::runtime_error(directory + ": no recording there");
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.path().extension() != ".json") continue;
    fs::path name = entry.path().lexically_relative(directory);
    readFile(entry.path(), name.replace_extension().generic_string(), names, all);
  }
  return all;
}

}  // namespace stator::conformance
