#include "expression/evaluate.h"
#include "operations/expression_parameters.h"
#include "operations/key_check.h"
#include "operations/operation.h"
#include "operations/page.h"
#include "operations/table_access.h"

namespace stator {
namespace {

// A filter must leave the key attributes of what is queried alone (dynalite). Scan has no such rule.
Result<void> checkFilterAttributes(const ExpressionParameters& parameters, const KeySchema& schema) {
  if (!parameters.filter) return {};
  const auto check = [&](const KeyAttribute& key) -> Result<void> {
    bool named = false;
    forEachPath(*parameters.filter, [&](const DocumentPath& path) { named = named || path.attribute() == key.name; });
    if (!named) return {};
    return validationError(std::string(parameters.legacy_filter ? "QueryFilter" : "Filter Expression") +
                           " can only contain non-primary key attributes: Primary key attribute: " + key.name);
  };
  for (const KeyAttribute& key : schema.hash) TRY(check(key));
  for (const KeyAttribute& key : schema.range) TRY(check(key));
  return {};
}

}  // namespace

Result<void> query(OperationContext& context) {
  const RequestValue request = context.request.root();
  TRY(ExpressionParameters::checkMixing(request, queryParameters()));
  ExpressionParameters parameters;
  TRY(parameters.readFilter(request, "QueryFilter"));
  TRY(parameters.readAttributesToGet(request));
  const std::optional<std::string> start_key = TRY(readStartKey(request));
  if (!request["KeyConditions"] && !request["KeyConditionExpression"]) {
    return validationError("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
  }
  TRY(parameters.readExpressions(request));
  TRY(parameters.readKeyConditions(request));
  TRY(checkSelect(request));

  const auto table = TRY(findTable(context, request["TableName"].string()));
  const SecondaryIndex* index = TRY(findIndex(request, *table));
  const KeySchema& schema = index == nullptr ? table->key : index->key;
  if (start_key) TRY(checkQueryStartKeyHash(*table, index, ItemView(*start_key)));
  const KeyRange range = TRY(keyRange(*parameters.key_conditions, schema));
  if (start_key) TRY(checkQueryStartKey(*table, index, range, ItemView(*start_key)));
  if (parameters.projection) TRY(checkNestedKeyPaths(*table, *parameters.projection));
  TRY(checkFilterAttributes(parameters, schema));
  TRY(checkIndexProjection(request, *table, index, parameters));
  if (parameters.filter) TRY(checkNestedKeyPaths(*table, *parameters.filter));

  PageOptions page{.table = table.get(), .index = index, .range = &range};
  page.forward = request["ScanIndexForward"].boolean(true);
  if (start_key) page.start_after = ItemView(*start_key);
  return writePage(context, page, parameters);
}

}  // namespace stator
