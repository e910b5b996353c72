#include "operations/api.h"

#include <exception>
#include <optional>

#include "operations/engine.h"
#include "operations/operation_table.h"
#include "protocol/error_json.h"
#include "protocol/request.h"

namespace stator {
namespace {

ApiReply errorReply(const Error& error) {
  ApiReply reply{httpStatus(error.code), errorJson(error)};
  reply.retry_after_ms = error.retry_after_ms;
  return reply;
}

// The table that a checked request names, or the first one.
std::string tableOf(const Request& request) {
  using Kind = RequestValue::Kind;
  for (const char* member : {"TableName", "ResourceArn", "StreamArn"}) {
    if (const RequestValue name = request[member]; name.kind() == Kind::String) return std::string(name.string());
  }
  if (const RequestValue tables = request["RequestItems"]; tables.kind() == Kind::Object) {
    for (const auto [name, entry] : tables.entries()) return std::string(name);
  }
  if (const RequestValue actions = request["TransactItems"]; actions.kind() == Kind::List) {
    for (const RequestValue action : actions.elements()) {
      if (action.kind() != Kind::Object) break;
      for (const auto [name, entry] : action.entries()) return std::string(entry["TableName"].string());
    }
  }
  return {};
}

// One request on its way through the pipeline, and what becomes known of it.
class Execution {
 public:
  Execution(Engine& engine, const ApiRequest& request) : engine_(engine), request_(request) {}

  ApiReply run() {
    const auto started = monotonicNow();
    Result<std::string> result = runPipeline();
    const ErrorCode* error = result ? nullptr : &result.error().code;
    const auto duration = monotonicNow() - started;
    engine_.metrics().record(row(), duration, error);
    if (engine_.options().observer) observe(error, duration);
    ApiReply reply = result ? ApiReply{200, std::move(result).value()} : errorReply(result.error());
    reply.delay = verdict_.delay;
    reply.connection = verdict_.connection;
    return reply;
  }

  size_t row() const {
    return operation_ == nullptr ? Metrics::kNoOperation : static_cast<size_t>(operation_ - operationTable().data());
  }

 private:
  // In the order in which the service finds errors (dynalite): JSON, target, authentication, presence of a body, member
  // types, constraints, then the operation itself.
  Result<std::string> runPipeline() {
    const std::string_view body = request_.body.empty() ? std::string_view("{}") : request_.body;
    Result<Request> parsed = Request::parse(body);
    if (!parsed) return parsed.error();
    operation_ = findOperation(request_.target);
    if (operation_ == nullptr || operation_->function == nullptr) return Error{ErrorCode::UnknownOperationException, ""};
    if (!request_.caller) return request_.caller.error();
    if (request_.body.empty()) return Error{ErrorCode::SerializationException, ""};
    if (const OperationModel* model = findOperationModel(operation_->name)) TRY(parsed->check(*model));
    if (engine_.options().observer) table_ = tableOf(*parsed);

    ResponseWriter response;
    const Caller& caller = engine_.options().shared_database ? sharedCaller() : *request_.caller;
    OperationContext context{engine_, caller, *parsed, response};
    if (engine_.faults().any()) return runUnderFaults(context);
    TRY(operation_->function(context));
    return response.take();
  }

  Result<std::string> runUnderFaults(OperationContext& context) {
    verdict_ = engine_.faults().judge(operation_->name, context);
    if (verdict_.error && !verdict_.after) return *verdict_.error;
    if (verdict_.connection == ConnectionFate::Drop && !verdict_.after) return std::string();  // as if it had never come
    TRY(operation_->function(context));
    if (verdict_.error) return *verdict_.error;
    return context.response.take();
  }

  void observe(const ErrorCode* error, std::chrono::nanoseconds duration) const {
    ObservedRequest record;
    record.operation = operation_ == nullptr ? request_.target : operation_->name;
    record.table = table_;
    if (request_.caller) {
      record.account = request_.caller->account;
      record.region = request_.caller->region;
    }
    if (error != nullptr) {
      record.http_status = httpStatus(*error);
      record.error = errorName(*error);
    }
    record.duration = duration;
    engine_.options().observer(record);
  }

  Engine& engine_;
  const ApiRequest& request_;
  const OperationRow* operation_ = nullptr;
  std::string table_;  // for the observer
  FaultVerdict verdict_;
};

}  // namespace

const Caller& sharedCaller() {
  static const Caller caller{"000000000000", "ddblocal"};
  return caller;
}

ApiReply execute(Engine& engine, const ApiRequest& request) noexcept {
  try {
    Execution execution(engine, request);
    try {
      return execution.run();
    } catch (const std::exception& bug) {
      constexpr ErrorCode kCode = ErrorCode::InternalServerError;
      engine.log(LogLevel::Error, std::string("internal error in ") + std::string(request.target) + ": " + bug.what());
      engine.metrics().record(execution.row(), {}, &kCode);
      return errorReply(Error{kCode, "Internal server error"});
    }
  } catch (...) {  // no memory, or a log sink that throws
    return {500, {}};
  }
}

}  // namespace stator
