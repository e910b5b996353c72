// jsonReport() and writeFile() of report_files.h.
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <fstream>
#include <stdexcept>

#include "conformance/console_report.h"
#include "conformance/report_files.h"

namespace stator::conformance {
namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void member(Writer& writer, const char* name, std::string_view text) {
  writer.Key(name);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void member(Writer& writer, const char* name, size_t number) {
  writer.Key(name);
  writer.Uint64(number);
}

void writeStep(Writer& writer, const StepResult& step) {
  writer.StartObject();
  member(writer, "line", static_cast<size_t>(step.line));
  member(writer, "operation", step.operation);
  member(writer, "request", step.request);
  member(writer, "expected_status", static_cast<size_t>(step.expected_status));
  member(writer, "expected", step.expected);
  member(writer, "status", static_cast<size_t>(step.status));
  member(writer, "answer", step.answer);
  writer.Key("differences");
  writer.StartArray();
  for (const Difference& difference : step.differences) {
    writer.StartObject();
    member(writer, "path", difference.path);
    member(writer, "expected", difference.expected);
    member(writer, "actual", difference.actual);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
}

void writeCase(Writer& writer, const CaseResult& result) {
  writer.StartObject();
  member(writer, "file", result.file);
  member(writer, "line", static_cast<size_t>(result.line));
  member(writer, "title", result.title);
  member(writer, "tier", tierName(result.tier));
  member(writer, "operation", result.operation);
  member(writer, "source", result.source);
  member(writer, "outcome", outcomeName(result.outcome));
  if (!result.note.empty()) member(writer, "note", result.note);
  if (result.outcome == Outcome::Failed && !result.steps.empty()) {
    writer.Key("failed_step");
    writeStep(writer, result.steps.back());
  }
  writer.EndObject();
}

}  // namespace

std::string jsonReport(const ReportHead& head, const std::vector<CaseResult>& results) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.SetIndent(' ', 1);
  writer.StartObject();
  member(writer, "endpoint", head.endpoint);
  member(writer, "date", head.date);
  member(writer, "passed", countOf(results, Outcome::Passed));
  member(writer, "failed", countOf(results, Outcome::Failed));
  member(writer, "skipped", countOf(results, Outcome::Skipped));
  writer.Key("cases");
  writer.StartArray();
  for (const CaseResult& result : results) writeCase(writer, result);
  writer.EndArray();
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

void writeFile(const std::string& path, const std::string& text) {
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  if (!stream.flush()) throw std::runtime_error(path + ": cannot be written");
}

}  // namespace stator::conformance
