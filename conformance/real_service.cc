#include "conformance/real_service.h"

#include <cstdio>
#include <thread>

#include "conformance/json_text.h"
#include "conformance/table_states.h"
#include "conformance/text_template.h"

namespace stator::conformance {
namespace {

// AWS's price list for on-demand requests in us-east-1, 2026: dollars a million.
constexpr double kDollarsPerMillionWrites = 0.625, kDollarsPerMillionReads = 0.125;
constexpr double kBytesPerWriteUnit = 1024;
constexpr double kWritesPerWrite = 4;  // a transaction's doubling, and an index
constexpr double kUnitsPerRead = 16;   // few cases read more than a few items
constexpr int kMostSweeps = 200, kMostTries = 30;
constexpr std::chrono::seconds kBetweenTries(5);

bool isWrite(const std::string& operation) {
  return operation.find("Put") != operation.npos || operation.find("Write") != operation.npos || operation == "UpdateItem" ||
         operation == "DeleteItem" || operation.find("Statement") != operation.npos;
}

double bytesOf(const Step& step) {
  try {
    return static_cast<double>(expandGenerators(step.body).size());
  } catch (const std::exception&) {  // with saved values in it, say
    return static_cast<double>(step.body.size());
  }
}

void add(CostEstimate& estimate, const Step& step) {
  ++estimate.requests;
  if (step.operation == "CreateTable") ++estimate.tables;
  if (isWrite(step.operation))
    estimate.write_units += kWritesPerWrite * (1 + bytesOf(step) / kBytesPerWriteUnit);
  else
    estimate.read_units += kUnitsPerRead;
}

Answer call(Transport& transport, const std::string& operation, const std::string& body) {
  Request request;
  request.operation = operation;
  request.body = body;
  return transport.send(request, [](const Answer& answer) { return answer.status == 200; });
}

// The names of an answer to ListTables that begin with `prefix`.
std::vector<std::string> namesIn(const Answer& answer, const std::string& prefix) {
  std::vector<std::string> names;
  rapidjson::Document document;
  if (!parseJson(answer.body, document).empty() || !document.IsObject()) return names;
  const Json& page = document;
  const auto list = page.FindMember("TableNames");
  if (list == page.MemberEnd() || !list->value.IsArray()) return names;
  for (const Json& name : list->value.GetArray()) {
    if (name.IsString() && textOf(name).starts_with(prefix)) names.emplace_back(textOf(name));
  }
  return names;
}

bool deleteTable(Transport& transport, const std::string& name, std::string& failure) {
  const std::string body = "{\"TableName\":" + quoteJson(name) + "}";
  for (int i = 0; i < kMostTries; ++i) {
    const Answer answer = call(transport, "DeleteTable", body);
    if (answer.status == 200) return true;
    if (tableState(answer.body) == "absent") return false;
    if (!isInUse(answer.body)) {
      failure = name + ": " + (answer.failure.empty() ? answer.body : answer.failure);
      return false;
    }
    // It is being made, changed or, if DescribeTable says so, deleted already.
    const std::string state = tableState(call(transport, "DescribeTable", body).body);
    if (state == "DELETING" || state == "absent") return false;
    std::this_thread::sleep_for(kBetweenTries);
  }
  failure = name + ": stays in use";
  return false;
}

}  // namespace

std::string CostEstimate::text() const {
  char buffer[400];
  std::snprintf(
      buffer, sizeof buffer,
      "%zu cases: %zu tables, %zu requests, at most about %.0f write and %.0f read units: $%.4f on demand, plus what "
      "provisioned tables cost in the minutes that they live (under $0.05)\n",
      cases, tables, requests, write_units, read_units, dollars);
  return buffer;
}

CostEstimate estimateCost(const std::vector<CaseFile>& files, const RunSettings& settings) {
  CostEstimate estimate;
  for (const CaseFile& file : files) {
    const size_t cases_before = estimate.cases;
    for (const Case& next : file.cases) {
      if (settings.selected && !settings.selected(file, next)) continue;
      ++estimate.cases;
      for (const Step& step : next.steps) add(estimate, step);
    }
    if (estimate.cases == cases_before) continue;
    for (const Step& step : file.set_up) add(estimate, step);
  }
  constexpr double kMillion = 1e6;
  estimate.dollars =
      estimate.write_units / kMillion * kDollarsPerMillionWrites + estimate.read_units / kMillion * kDollarsPerMillionReads;
  return estimate;
}

size_t sweepTables(Transport& transport, const std::string& prefix, std::string& failure) {
  size_t deleted = 0;
  std::string last = prefix;  // no table has this name: all names of the run are longer
  for (int page = 0; page < kMostSweeps; ++page) {
    const Answer answer = call(transport, "ListTables", "{\"ExclusiveStartTableName\":" + quoteJson(last) + "}");
    if (answer.status != 200) failure = answer.failure.empty() ? answer.body : answer.failure;
    const std::vector<std::string> names = namesIn(answer, prefix);
    if (names.empty()) return deleted;
    for (const std::string& name : names) deleted += deleteTable(transport, name, failure) ? 1 : 0;
    last = names.back();
  }
  return deleted;
}

}  // namespace stator::conformance
