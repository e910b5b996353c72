#include "operations/api.h"

#include <exception>

#include "operations/engine.h"
#include "operations/operation_table.h"
#include "protocol/error_json.h"
#include "protocol/request.h"

namespace stator {
namespace {

// -sharedDb merges everything into one place; the region is the one that DynamoDB Local puts into ARNs.
const Caller kSharedCaller{"000000000000", "ddblocal"};

// The pipeline, in the order in which the service finds errors (dynalite): JSON, target, authentication, presence of a
// body, member types, constraints, then the operation itself.
Result<std::string> run(Engine& engine, const ApiRequest& request) {
  Result<Request> parsed = Request::parse(request.body.empty() ? std::string_view("{}") : request.body);
  if (!parsed) return parsed.error();
  const OperationRow* operation = findOperation(request.target);
  if (operation == nullptr || operation->function == nullptr) return Error{ErrorCode::UnknownOperationException, ""};
  if (!request.caller) return request.caller.error();
  if (request.body.empty()) return Error{ErrorCode::SerializationException, ""};
  if (const OperationModel* model = findOperationModel(operation->name)) TRY(parsed->check(*model));

  ResponseWriter response;
  OperationContext context{engine, engine.options().shared_database ? kSharedCaller : *request.caller, *parsed, response};
  TRY(operation->function(context));
  return response.take();
}

ApiReply errorReply(const Error& error) { return {httpStatus(error.code), errorJson(error)}; }

}  // namespace

ApiReply execute(Engine& engine, const ApiRequest& request) noexcept {
  try {
    Result<std::string> result = run(engine, request);
    if (!result) return errorReply(result.error());
    return {200, std::move(result).value()};
  } catch (const std::exception& bug) {
    try {
      engine.log(LogLevel::Error, std::string("internal error in ") + std::string(request.target) + ": " + bug.what());
      return errorReply(Error{ErrorCode::InternalServerError, "Internal server error"});
    } catch (...) {
      return {500, {}};
    }
  } catch (...) {
    return {500, {}};
  }
}

}  // namespace stator
