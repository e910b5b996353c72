#include "operations/expression_parameters.h"
#include "operations/key_check.h"
#include "operations/operation.h"
#include "operations/page.h"
#include "operations/table_access.h"

namespace stator {
namespace {

Result<Segment> readSegment(RequestValue request) {
  const RequestValue number = request["Segment"];
  const RequestValue total = request["TotalSegments"];
  if (number && !total) {
    return validationError(
        "The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
  }
  if (!total) return Segment{};
  if (!number) {
    return validationError(
        "The Segment parameter is required but was not present in the request when parameter TotalSegments is present");
  }
  const Segment segment{number.integer(), total.integer()};
  if (segment.number >= segment.total) {
    // Without naming the numbers: parity suite, captured in eu-west-2, 2026-10.
    return validationError("The Segment parameter is zero-based and must be less than parameter TotalSegments");
  }
  return segment;
}

}  // namespace

Result<void> scan(OperationContext& context) {
  const RequestValue request = context.request.root();
  TRY(ExpressionParameters::checkMixing(request, scanParameters()));
  ExpressionParameters parameters(ValueLayer::Older);
  TRY(parameters.readAttributesToGet(request));
  TRY(parameters.readFilter(request, "ScanFilter"));
  const std::optional<std::string> start_key = TRY(readStartKey(request, ValueLayer::Older));
  const Segment segment = TRY(readSegment(request));
  TRY(parameters.readExpressions(request));
  TRY(checkSelect(request));

  const auto table = TRY(findTable(context, request["TableName"].string()));
  const SecondaryIndex* index = TRY(findIndex(request, *table));
  if (start_key) TRY(checkScanStartKeyMembers(*table, index, ItemView(*start_key)));
  TRY(checkIndexProjection(request, *table, index, parameters));
  if (start_key) TRY(checkScanStartKey(*table, index, segment, ItemView(*start_key)));
  if (parameters.projection) TRY(checkNestedKeyPaths(*table, *parameters.projection));
  if (parameters.filter) TRY(checkNestedKeyPaths(*table, *parameters.filter));

  PageOptions page{.table = table.get(), .index = index, .segment = segment};
  if (start_key) page.start_after = ItemView(*start_key);
  return writePage(context, page, parameters);
}

}  // namespace stator
