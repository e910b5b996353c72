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

// One request on its way through the pipeline, and what becomes known of it.
class Execution {
 public:
  Execution(Engine& engine, const ApiRequest& request) : engine_(engine), request_(request) {}

  ApiReply run() {
    const auto started = monotonicNow();
    Result<std::string> result = runPipeline();
    const ErrorCode* error = result ? nullptr : &result.error().code;
    engine_.metrics().record(row(), monotonicNow() - started, error);
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

  Engine& engine_;
  const ApiRequest& request_;
  const OperationRow* operation_ = nullptr;
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
