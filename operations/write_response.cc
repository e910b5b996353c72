#include "operations/write_response.h"

#include "operations/capacity_report.h"

namespace stator {

bool returnsItemOnFailure(RequestValue request) {
  return request["ReturnValuesOnConditionCheckFailure"].string() == "ALL_OLD";
}

void writeItemResponse(OperationContext& context, const TableSchema& table, const ItemImages& images, ItemView key,
                       std::optional<ItemView> attributes) {
  ResponseWriter& out = context.response;
  const RequestValue request = context.request.root();
  out.beginObject();
  if (attributes) {
    out.key("Attributes");
    out.item(*attributes);
  }
  if (const CapacityDetail detail = capacityDetail(request); detail != CapacityDetail::None) {
    out.key("ConsumedCapacity");
    writeConsumedCapacity(out, table.name, writeCapacity(table, images.before(), images.after()), detail);
  }
  if (wantsItemCollectionMetrics(request, table)) {
    out.key("ItemCollectionMetrics");
    writeItemCollectionMetrics(out, context.engine, table, key);
  }
  out.endObject();
}

}  // namespace stator
