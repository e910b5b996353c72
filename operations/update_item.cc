#include "expression/evaluate.h"
#include "operations/envelope.h"
#include "operations/expression_parameters.h"
#include "operations/key_check.h"
#include "operations/operation.h"
#include "operations/table_access.h"
#include "operations/update_charge.h"
#include "operations/write_response.h"
#include "protocol/attribute_value_json.h"

namespace stator {
namespace {

// The Attributes of the answer, in `storage` where they have to be made.
std::optional<ItemView> returnedAttributes(std::string_view return_values, const std::optional<UpdateExpression>& update,
                                           const ItemImages& images, std::string& storage) {
  if (return_values == "ALL_OLD") return images.before();
  if (return_values == "ALL_NEW") return images.after();
  if (!update) return std::nullopt;
  if (return_values == "UPDATED_OLD" && images.existed) storage = updatedAttributes(*update, ItemView(images.old_item));
  if (return_values == "UPDATED_NEW") storage = updatedAttributes(*update, ItemView(images.new_item), UpdateImage::New);
  return storage.empty() ? std::nullopt : std::optional(ItemView(storage));
}

Result<void> change(OperationContext& context) {
  const RequestValue request = context.request.root();
  TRY(ExpressionParameters::checkMixing(request, updateParameters()));
  const std::string key_bytes = TRY(toItem(request["Key"]));
  const ItemView key(key_bytes);
  ExpressionParameters parameters;
  TRY(parameters.readAttributeUpdates(request));
  TRY(parameters.readExpected(request));
  TRY(parameters.readExpressions(request));

  const TableForWrite table = TRY(findTableForWrite(context, request["TableName"].string()));
  TRY(checkKey(table.schema(), key));
  if (parameters.update) {
    TRY(checkUpdateTargets(table.schema(), *parameters.update));
    TRY(checkGivenIndexKeys(table.schema(), *parameters.update));
    TRY(checkUpdatePaths(table.schema(), *parameters.update));
  }
  if (parameters.condition) TRY(checkNestedKeyPaths(table.schema(), *parameters.condition));
  TRY(checkUpdateCharge(parameters.update));  // before the condition, and before the item is read
  const ItemWrite write{.kind = ItemWrite::Kind::Update,
                        .table = &table.schema(),
                        .key = encodeItemKey(table.schema(), key),
                        .item = key,
                        .update = parameters.update ? &*parameters.update : nullptr,
                        .condition = parameters.condition ? &*parameters.condition : nullptr,
                        .return_item_on_failure = returnsItemOnFailure(request)};
  const ItemImages images = TRY(writeItem(context.engine, write));
  std::string storage;
  writeItemResponse(context, table.schema(), images, key,
                    returnedAttributes(request["ReturnValues"].string("NONE"), parameters.update, images, storage));
  return {};
}

}  // namespace

Result<void> updateItem(OperationContext& context) {
  Result<void> result = change(context);
  return result ? Result<void>() : enveloped(std::move(result).error(), context.request.root());
}

}  // namespace stator
