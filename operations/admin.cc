#include "operations/admin.h"

#include <algorithm>
#include <cmath>
#include <exception>

#include "operations/admin_context.h"
#include "operations/admin_snapshots.h"
#include "operations/authenticate.h"
#include "operations/capacity_json.h"
#include "operations/engine.h"
#include "operations/table_access.h"
#include "operations/usage_report.h"
#include "protocol/request.h"
#include "protocol/response_writer.h"

namespace stator {
namespace {

using Kind = RequestValue::Kind;

constexpr double kMaxAdvanceSeconds = 100 * 366 * 86400.0;
constexpr size_t kMinReportWidth = 60;
constexpr size_t kMaxReportWidth = 400;

// --- The clock -----------------------------------------------------------------------------------------------------------

Result<void> readClock(AdminContext& context) {
  const AdjustableClock& clock = context.engine.adjustableClock();
  context.out.beginObject();
  context.out.key("now");
  context.out.time(clock.now());
  context.out.member("frozen", clock.frozen());
  context.out.key("aheadSeconds");
  context.out.number(std::chrono::duration<double>(clock.offset()).count());
  context.out.endObject();
  return {};
}

Result<void> freezeClock(AdminContext& context) {
  context.engine.adjustableClock().freeze();
  return readClock(context);
}

Result<void> resumeClock(AdminContext& context) {
  context.engine.adjustableClock().resume();
  return readClock(context);
}

// What becomes due by that has been done when the answer comes.
Result<void> advanceClock(AdminContext& context) {
  const RequestValue seconds = context.body["seconds"];
  if (seconds.kind() != Kind::Number) return validationError("\"seconds\" must be a number");
  const double by = seconds.number();
  if (!(by >= 0 && by <= kMaxAdvanceSeconds)) return validationError("\"seconds\" must be between 0 and a hundred years");
  context.engine.adjustableClock().advance(std::chrono::microseconds(std::llround(by * 1e6)));
  context.engine.noteJobs();
  context.engine.runBackgroundJobs();
  return readClock(context);
}

// --- Faults --------------------------------------------------------------------------------------------------------------

Result<void> readFaults(AdminContext& context) {
  context.engine.faults().write(context.out);
  return {};
}

Result<void> replaceFaults(AdminContext& context) {
  TRY(context.engine.faults().replace(context.body.root()));
  return readFaults(context);
}

Result<void> addFaults(AdminContext& context) {
  TRY(context.engine.faults().add(context.body.root()));
  return readFaults(context);
}

Result<void> clearFaults(AdminContext& context) {
  // Not to take the rules of all accounts from somebody who says one.
  if (!TRY(textMember(context, "account")).empty()) {
    return validationError("To drop the rules of one account, PUT it with no rules: {\"account\": \"...\", \"rules\": []}");
  }
  context.engine.faults().clear();
  return readFaults(context);
}

// --- Throughput ----------------------------------------------------------------------------------------------------------

// The table that "table" (a name or an ARN), "account" and "region" name.
Result<TableReference> namedTable(const AdminContext& context) {
  Caller caller = TRY(namedPlace(context));
  if (caller.region.empty()) caller.region = kDefaultRegion;
  return tableReference(caller, TRY(textMember(context, "table")));
}

Result<void> readThroughput(AdminContext& context) {
  const Throughput& throughput = context.engine.throughput();
  context.out.beginObject();
  context.out.member("mode", toString(throughput.mode()));
  context.out.key("tables");
  context.out.beginArray();
  for (const auto& table : context.engine.catalog().all()) {
    context.out.beginObject();
    context.out.member("account", table->account);
    context.out.member("region", table->region);
    context.out.member("table", table->name);
    context.out.member("mode", toString(throughput.modeOf(*table)));
    context.out.endObject();
  }
  context.out.endArray();
  context.out.endObject();
  return {};
}

// {"mode": "enforce"} for all; with "table" for that one, and then "mode": null takes its own mode away.
Result<void> setThroughput(AdminContext& context) {
  const auto mode = parseThroughputMode(TRY(textMember(context, "mode")));
  const bool of_table = static_cast<bool>(context.body["table"]);
  if (!mode && (context.body["mode"] || !of_table)) return validationError("\"mode\" must be account or enforce");
  if (!of_table) {
    context.engine.throughput().setMode(*mode);
  } else {
    const TableReference table = TRY(namedTable(context));
    context.engine.throughput().setTableMode(table.account, table.region, table.name, mode);
  }
  return readThroughput(context);
}

std::vector<TableCapacity> allCapacity(Engine& engine) {
  std::vector<TableCapacity> tables;
  for (const auto& table : engine.catalog().all()) tables.push_back(engine.throughput().capacityOf(*table));
  return tables;
}

Result<void> readCapacity(AdminContext& context) {
  const std::string_view only = queryValue(context.request.query, "table");
  context.out.beginObject();
  context.out.key("now");
  context.out.time(context.engine.clock().now());
  context.out.key("tables");
  context.out.beginArray();
  for (const TableCapacity& table : allCapacity(context.engine))
    if (only.empty() || table.name == only) writeTableCapacity(context.out, table);
  context.out.endArray();
  context.out.endObject();
  return {};
}

Result<void> resetCapacity(AdminContext& context) {
  context.engine.throughput().reset();
  return readCapacity(context);
}

Result<void> readReport(AdminContext& context) {
  const std::string_view wanted = queryValue(context.request.query, "width");
  size_t width = 0;
  for (const char digit : wanted.substr(0, 4)) width = digit >= '0' && digit <= '9' ? width * 10 + (digit - '0') : 0;
  if (wanted.empty()) width = kDefaultReportWidth;
  context.reply.content_type = "text/plain; charset=utf-8";
  context.reply.body = usageReport(allCapacity(context.engine), context.engine.clock().now(),
                                   std::clamp(width, kMinReportWidth, kMaxReportWidth));
  return {};
}

// --- Streams -------------------------------------------------------------------------------------------------------------

Result<void> splitShard(AdminContext& context) {
  const std::string_view stream_arn = TRY(textMember(context, "streamArn"));
  const std::string_view shard_id = TRY(textMember(context, "shardId"));
  TRY(context.engine.splitShard(stream_arn, shard_id));
  context.out.beginObject();
  context.out.endObject();
  return {};
}

// --- Routes --------------------------------------------------------------------------------------------------------------

struct Route {
  std::string_view method;
  std::string_view path;
  Result<void> (*function)(AdminContext&);
};
constexpr Route kRoutes[] = {
    {"GET", "clock", readClock},
    {"POST", "clock/advance", advanceClock},
    {"POST", "clock/freeze", freezeClock},
    {"POST", "clock/resume", resumeClock},
    {"GET", "faults", readFaults},
    {"PUT", "faults", replaceFaults},
    {"POST", "faults", addFaults},
    {"DELETE", "faults", clearFaults},
    {"GET", "throughput", readThroughput},
    {"PUT", "throughput", setThroughput},
    {"GET", "capacity", readCapacity},
    {"DELETE", "capacity", resetCapacity},
    {"GET", "report", readReport},
    {"POST", "streams/split", splitShard},
    {"POST", "reset", resetTables},
    {"GET", "snapshots", listSnapshots},
    {"POST", "snapshot/NAME", takeSnapshot},
    {"DELETE", "snapshot/NAME", removeSnapshot},
    {"POST", "restore/NAME", restoreSnapshot},
};

// Whether `path` is a route's; what stands for NAME in that goes to `name`.
bool matches(std::string_view route, std::string_view path, std::string_view& name) {
  constexpr std::string_view kName = "NAME";
  if (!route.ends_with(kName)) return route == path;
  route.remove_suffix(kName.size());
  if (!path.starts_with(route) || path.size() == route.size()) return false;
  name = path.substr(route.size());
  return true;
}

AdminReply notFound(const AdminRequest& request) {
  std::string known;
  bool path_exists = false;
  for (const Route& route : kRoutes) {
    std::string_view name;
    path_exists = path_exists || matches(route.path, request.path, name);
    known.append(known.empty() ? "" : ", ").append(route.method).append(" ").append(route.path);
  }
  return adminError(path_exists ? 405 : 404, "There is no such route; these there are: " + known);
}

AdminReply run(Engine& engine, const AdminRequest& request) {
  std::string_view name;
  const auto route = std::find_if(std::begin(kRoutes), std::end(kRoutes), [&](const Route& r) {
    return r.method == request.method && matches(r.path, request.path, name);
  });
  if (route == std::end(kRoutes)) return notFound(request);
  const Result<Request> body = Request::parse(request.body.empty() ? std::string_view("{}") : request.body);
  if (!body) return adminError(400, "The body must be a JSON object");
  ResponseWriter out;
  AdminReply reply;
  AdminContext context{engine, request, *body, out, reply, name};
  if (const Result<void> done = route->function(context); !done) return adminError(400, done.error().message);
  if (reply.body.empty()) reply.body = out.take();
  return reply;
}

}  // namespace

AdminReply administer(Engine& engine, const AdminRequest& request) noexcept {
  try {
    return run(engine, request);
  } catch (const std::exception& bug) {
    try {
      engine.log(LogLevel::Error,
                 std::string("internal error in /_stator/") + std::string(request.path) + ": " + bug.what());
    } catch (...) {  // a log sink that throws
    }
  } catch (...) {
  }
  return {500, "application/json", {}};
}

}  // namespace stator
