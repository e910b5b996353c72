// htmlReport() of report_files.h.
#include "conformance/console_report.h"
#include "conformance/markup.h"
#include "conformance/report_files.h"

namespace stator::conformance {
namespace {

constexpr const char* kStyle = R"(
body { font: 14px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 80em; padding: 0 1em; color: #222; background: #fff }
pre { font: 12px/1.45 ui-monospace, monospace; background: #f5f5f5; padding: .7em; margin: .3em 0; overflow-x: auto; white-space: pre-wrap; word-break: break-word }
details { border: 1px solid #ddd; border-radius: 4px; margin: .5em 0; padding: .3em .8em } summary { cursor: pointer }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1em } .meta { color: #666 }
table { border-collapse: collapse; width: 100%; table-layout: fixed } td, th { border: 1px solid #ddd; padding: .3em .5em; text-align: left; vertical-align: top; word-break: break-word; font: 12px ui-monospace, monospace }
td.expected { background: #e9f6ec } td.actual { background: #fbeaea }
@media (prefers-color-scheme: dark) { body { background: #1b1b1b; color: #ddd } pre { background: #262626 } td.expected { background: #17301d } td.actual { background: #3a1c1c } }
)";

std::string pretty(const std::string& text) {
  rapidjson::Document document;
  return escapeMarkup(parseJson(text, document).empty() ? prettyJson(document) : text);
}

std::string side(const std::string& name, int status, const std::string& body) {
  return "<div><b>" + escapeMarkup(name) + "</b> " + std::to_string(status) + "<pre>" + pretty(body) + "</pre></div>";
}

std::string differenceTable(const ReportHead& head, const StepResult& step) {
  std::string html = "<table><tr><th>where</th><th>" + escapeMarkup(head.expected_is) + "</th><th>" +
                     escapeMarkup(head.actual_is) + "</th></tr>\n";
  for (const Difference& difference : step.differences) {
    html += "<tr><td>" + escapeMarkup(difference.path) + "</td><td class=\"expected\">" + escapeMarkup(difference.expected) +
            "</td><td class=\"actual\">" + escapeMarkup(difference.actual) + "</td></tr>\n";
  }
  return html + "</table>\n";
}

std::string failure(const ReportHead& head, const CaseResult& result) {
  std::string html = "<details open><summary><b>" + escapeMarkup(result.title) + "</b> <span class=\"meta\">" +
                     escapeMarkup(result.file + ":" + std::to_string(result.line) + ", " + result.operation + ", " +
                                  std::string(tierName(result.tier))) +
                     "</span></summary>\n<p class=\"meta\">" + escapeMarkup(result.note) +
                     "; source: " + escapeMarkup(result.source) + "</p>\n";
  if (result.steps.empty()) return html + "</details>\n";
  const StepResult& step = result.steps.back();
  html += "<b>" + escapeMarkup(step.operation) + "</b><pre>" + pretty(step.request) + "</pre>\n<div class=\"sides\">" +
          side(head.expected_is, step.expected_status, step.expected) + side(head.actual_is, step.status, step.answer) +
          "</div>\n";
  return html + differenceTable(head, step) + "</details>\n";
}

}  // namespace

std::string htmlReport(const ReportHead& head, const std::vector<CaseResult>& results) {
  std::string html =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\">"
      "<title>DynamoDB conformance</title><style>" +
      std::string(kStyle) + "</style></head><body>\n<h1>DynamoDB conformance</h1>\n<p>" + escapeMarkup(head.endpoint) +
      "<br><span class=\"meta\">" + escapeMarkup(head.date) + "</span></p>\n<pre>" + escapeMarkup(summaryTable(results)) +
      "</pre>\n<h2>Differences</h2>\n";
  if (countOf(results, Outcome::Failed) == 0) html += "<p>None.</p>\n";
  for (const CaseResult& result : results) {
    if (result.outcome == Outcome::Failed) html += failure(head, result);
  }
  return html + "</body></html>\n";
}

}  // namespace stator::conformance
