#include "operations/envelope.h"
#include "operations/expression_parameters.h"
#include "operations/key_check.h"
#include "operations/operation.h"
#include "operations/table_access.h"
#include "operations/write_response.h"
#include "protocol/attribute_value_json.h"

namespace stator {
namespace {

Result<void> remove(OperationContext& context) {
  const RequestValue request = context.request.root();
  TRY(ExpressionParameters::checkMixing(request, putParameters()));
  const std::string key_bytes = TRY(toItem(request["Key"]));
  const ItemView key(key_bytes);
  const std::string_view return_values = request["ReturnValues"].string("NONE");
  if (return_values != "NONE" && return_values != "ALL_OLD") {
    return validationError("ReturnValues can only be ALL_OLD or NONE", ErrorFamily::ReturnValues);
  }
  ExpressionParameters parameters;
  TRY(parameters.readExpected(request));
  TRY(parameters.readExpressions(request));

  const TableForWrite table = TRY(findTableForWrite(context, request["TableName"].string()));
  TRY(checkKey(table.schema(), key));
  if (parameters.condition) TRY(checkNestedKeyPaths(table.schema(), *parameters.condition));
  const ItemWrite write{.kind = ItemWrite::Kind::Delete,
                        .table = &table.schema(),
                        .key = encodeItemKey(table.schema(), key),
                        .item = key,
                        .condition = parameters.condition ? &*parameters.condition : nullptr,
                        .return_item_on_failure = returnsItemOnFailure(request)};
  const ItemImages images = TRY(writeItem(context.engine, write));
  writeItemResponse(context, table.schema(), images, key, return_values == "ALL_OLD" ? images.before() : std::nullopt);
  return {};
}

}  // namespace

Result<void> deleteItem(OperationContext& context) {
  Result<void> result = remove(context);
  return result ? Result<void>() : enveloped(std::move(result).error(), context.request.root());
}

}  // namespace stator
