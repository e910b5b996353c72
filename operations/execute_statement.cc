#include <limits>

#include "operations/capacity_report.h"
#include "operations/operation.h"
#include "operations/partiql_key.h"
#include "operations/partiql_select.h"
#include "operations/table_access.h"
#include "operations/write_response.h"

namespace stator {
namespace {

void writeCapacity(OperationContext& context, const TableSchema& table, const ConsumedCapacity& consumed) {
  const CapacityDetail detail = capacityDetail(context.request.root());
  if (detail == CapacityDetail::None) return;
  context.response.key("ConsumedCapacity");
  writeConsumedCapacity(context.response, table.name, consumed, detail);
}

Result<void> executeSelect(OperationContext& context, const PartiqlStatement& statement,
                           std::span<const AttributeValue> parameters) {
  const RequestValue request = context.request.root();
  const bool consistent = request["ConsistentRead"].boolean();
  const auto table = TRY(findTable(context, statement.table));
  const PartiqlPlan plan = TRY(planSelect(statement, *table, consistent));
  const std::string binding = partiqlTokenBinding(*table, request["Statement"].string(), parameters);
  PartiqlReadPosition start;
  if (RequestValue token = request["NextToken"]) {
    start = TRY(decodePartiqlToken(token.string(), binding));
    TRY(PartiqlPageReader::checkPosition(plan, start));
  }
  PartiqlPageReader reader(context.engine, plan, statement, consistent);
  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("Items");
  out.beginArray();
  reader.read(out, start, request["Limit"].integer(std::numeric_limits<int64_t>::max()));
  out.endArray();
  TRY(reader.consume());
  if (reader.next()) {
    out.member("NextToken", encodePartiqlToken(*reader.next(), binding));
    out.key("LastEvaluatedKey");
    out.item(ItemView(*reader.lastKey()));
  }
  writeCapacity(context, *table, reader.consumed());
  out.endObject();
  return {};
}

Result<void> executeWrite(OperationContext& context, const PartiqlStatement& statement) {
  TRY(checkPartiqlItemSize(statement));
  const TableForWrite table = TRY(findTableForWrite(context, statement.table));
  const PartiqlWrite write(statement, table.schema());
  TRY(write.checkStatement());
  TRY(write.checkAgainstTable());
  const ItemImages images = TRY(writeItem(context.engine, write.itemWrite(returnsItemOnFailure(context.request.root()))));
  std::string storage;
  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("Items");
  out.beginArray();
  if (const auto returned = write.returned(images, storage)) out.item(*returned);
  out.endArray();
  writeCapacity(context, table.schema(), stator::writeCapacity(table.schema(), images.before(), images.after()));
  out.endObject();
  return {};
}

}  // namespace

Result<void> executeStatement(OperationContext& context) {
  const std::vector<AttributeValue> parameters = TRY(readPartiqlParameters(context.request.root()));
  const PartiqlStatement statement =
      TRY(parsePartiql(context.request["Statement"].string(), parameters, partiqlIndexCheck(context)));
  switch (statement.kind) {
    case PartiqlKind::Select:
      return executeSelect(context, statement, parameters);
    case PartiqlKind::Exists:
      return existsOutsideTransaction();
    default:
      return executeWrite(context, statement);
  }
}

}  // namespace stator
