#include "operations/envelope.h"
#include "operations/expression_parameters.h"
#include "operations/key_check.h"
#include "operations/operation.h"
#include "operations/table_access.h"
#include "operations/write_response.h"
#include "protocol/attribute_value_json.h"
#include "types/limits.h"

namespace stator {
namespace {

// The order of checks is the service's (dynalite): values, ReturnValues, size, Expected, expressions, table, keys.
Result<void> put(OperationContext& context) {
  const RequestValue request = context.request.root();
  TRY(ExpressionParameters::checkMixing(request, putParameters()));
  const std::string item_bytes = TRY(toItem(request["Item"]));
  const ItemView item(item_bytes);
  const std::string_view return_values = request["ReturnValues"].string("NONE");
  if (return_values != "NONE" && return_values != "ALL_OLD") {
    return validationError("ReturnValues can only be ALL_OLD or NONE", ErrorFamily::ReturnValues);
  }
  if (itemSize(item) > kMaxItemSize) return validationError("Item size has exceeded the maximum allowed size");
  ExpressionParameters parameters;
  TRY(parameters.readExpected(request));
  TRY(parameters.readExpressions(request));

  const TableForWrite table = TRY(findTableForWrite(context, request["TableName"].string()));
  TRY(checkItem(table.schema(), item));
  if (parameters.condition) TRY(checkNestedKeyPaths(table.schema(), *parameters.condition));
  const ItemWrite write{.kind = ItemWrite::Kind::Put,
                        .table = &table.schema(),
                        .key = encodeItemKey(table.schema(), item),
                        .item = item,
                        .condition = parameters.condition ? &*parameters.condition : nullptr,
                        .return_item_on_failure = returnsItemOnFailure(request)};
  const ItemImages images = TRY(writeItem(context.engine, write));
  writeItemResponse(context, table.schema(), images, item, return_values == "ALL_OLD" ? images.before() : std::nullopt);
  return {};
}

}  // namespace

Result<void> putItem(OperationContext& context) {
  Result<void> result = put(context);
  return result ? Result<void>() : enveloped(std::move(result).error(), context.request.root());
}

}  // namespace stator
