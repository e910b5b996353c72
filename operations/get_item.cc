#include "expression/evaluate.h"
#include "operations/capacity_report.h"
#include "operations/consumption.h"
#include "operations/expression_parameters.h"
#include "operations/key_check.h"
#include "operations/operation.h"
#include "operations/table_access.h"
#include "protocol/attribute_value_json.h"

namespace stator {

Result<void> getItem(OperationContext& context) {
  const RequestValue request = context.request.root();
  TRY(ExpressionParameters::checkMixing(request, getParameters()));
  const std::string key = TRY(toItem(request["Key"]));
  ExpressionParameters parameters;
  TRY(parameters.readAttributesToGet(request));
  TRY(parameters.readExpressions(request));

  const auto table = TRY(findTable(context, request["TableName"].string()));
  TRY(checkKey(*table, ItemView(key)));
  if (parameters.projection) TRY(checkNestedKeyPaths(*table, *parameters.projection));
  std::string item;
  const std::string item_key = encodeItemKey(*table, ItemView(key));
  const bool found = context.engine.items().get(item_key, item);
  const int64_t half_units = readHalfUnits(found ? itemSize(ItemView(item)) : 0, request["ConsistentRead"].boolean());
  TRY(consumeRead(context.engine, {table.get(), item_key, ItemView(key), half_units}));

  ResponseWriter& out = context.response;
  out.beginObject();
  if (found) {
    out.key("Item");
    if (parameters.projection) {
      out.item(ItemView(project(*parameters.projection, ItemView(item))));
    } else {
      out.item(ItemView(item));
    }
  }
  if (const CapacityDetail detail = capacityDetail(request); detail != CapacityDetail::None) {
    ConsumedCapacity consumed;
    consumed.table = half_units;
    out.key("ConsumedCapacity");
    writeConsumedCapacity(out, table->name, consumed, detail);
  }
  out.endObject();
  return {};
}

}  // namespace stator
